//! Markup as data: what opens, what stands in it and what closes, in reading order. A tree written flat, since
//! nested lists of nodes cost the module twice the bytes.

use crate::domain::localized::Said;

/// One step of the markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An element begins.
    Open(&'static str),
    /// The element that was opened last has an attribute; an empty value is a bare one.
    Attribute(&'static str, String),
    /// A text stands here, as it is read; whoever draws it escapes it.
    Text(String),
    /// The element that is open ends.
    Close,
}

/// Holds the steps of one element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    steps: Vec<Step>,
}

impl Markup {
    /// Begins an element; an empty class is none.
    pub fn open(&mut self, name: &'static str, class: &str) {
        self.steps.push(Step::Open(name));
        if !class.is_empty() {
            self.attribute("class", class);
        }
    }

    /// Gives the element that was opened last an attribute.
    pub fn attribute(&mut self, name: &'static str, value: &str) {
        self.steps.push(Step::Attribute(name, value.into()));
    }

    /// Adds a text; an empty one is none.
    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.steps.push(Step::Text(text.into()));
        }
    }

    /// Adds a text, marked with its language where that is another than the notice's (WCAG 3.1.2).
    pub fn said(&mut self, said: Said<'_>) {
        match said.language {
            None => self.text(said.text),
            Some(language) => {
                self.open("span", "");
                self.attribute("lang", language);
                self.text(said.text);
                self.close();
            }
        }
    }

    /// Adds a name, which is read in its own direction whatever stands around it: `_id` in Arabic too.
    pub fn name(&mut self, name: &str) {
        self.line("bdi", "", name);
    }

    /// Adds an element with nothing but a text in it.
    pub fn line(&mut self, name: &'static str, class: &str, text: &str) {
        self.open(name, class);
        self.text(text);
        self.close();
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        self.steps.push(Step::Close);
    }

    /// Returns the steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Writes the markup as HTML.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        let mut open: Vec<&str> = Vec::new();
        let mut is_in_tag = false;
        for step in &self.steps {
            if is_in_tag && !matches!(step, Step::Attribute(..)) {
                html.push_str(">");
                is_in_tag = false;
            }
            match step {
                Step::Open(name) => {
                    html.push_str("<");
                    html.push_str(name);
                    open.push(name);
                    is_in_tag = true;
                }
                Step::Attribute(name, value) => {
                    html.push_str(" ");
                    html.push_str(name);
                    html.push_str("=\"");
                    escape(value, &mut html);
                    html.push_str("\"");
                }
                Step::Text(text) => escape(text, &mut html),
                Step::Close => {
                    if let Some(name) = open.pop().filter(|name| *name != "input") {
                        html.push_str("</");
                        html.push_str(name);
                        html.push_str(">");
                    }
                }
            }
        }
        html
    }
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(character),
        }
    }
}
