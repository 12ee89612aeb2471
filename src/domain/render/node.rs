//! Markup as data.

use crate::domain::disclosure::Said;

/// An element, or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element {
        /// Its name.
        name: &'static str,
        /// Its attributes; an empty value is a bare attribute.
        attributes: Vec<(&'static str, String)>,
        /// What is in it.
        children: Vec<Node>,
    },
    /// A text, as it is read; whoever draws it escapes it.
    Text(String),
}

/// Returns an element.
pub fn element(
    name: &'static str,
    attributes: impl IntoIterator<Item = (&'static str, &'static str)>,
    children: impl IntoIterator<Item = Node>,
) -> Node {
    Node::Element {
        name,
        attributes: attributes.into_iter().map(|(name, value)| (name, value.into())).collect(),
        children: children.into_iter().collect(),
    }
}

/// Returns a paragraph of a class.
pub fn paragraph(class: &'static str, words: impl IntoIterator<Item = Node>) -> Node {
    element("p", [("class", class)], words)
}

/// Returns a text, marked with its language where that is another than the notice's (WCAG 3.1.2).
pub fn said(said: Said<'_>) -> Node {
    match said.language {
        None => text(said.text),
        Some(language) => element("span", [], [text(said.text)]).with("lang", language),
    }
}

/// Returns a text.
pub fn text(text: &str) -> Node {
    Node::Text(text.into())
}

impl Node {
    /// Adds an attribute to an element.
    #[must_use]
    pub fn with(mut self, attribute: &'static str, value: &str) -> Self {
        if let Node::Element { attributes, .. } = &mut self {
            attributes.push((attribute, value.into()));
        }
        self
    }

    /// Adds a bare attribute if it is to be there.
    #[must_use]
    pub fn flag(self, attribute: &'static str, is_there: bool) -> Self {
        if is_there { self.with(attribute, "") } else { self }
    }

    /// Writes the markup as HTML.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        match self {
            Node::Text(text) => escape(text, html),
            Node::Element { name, attributes, children } => {
                html.push('<');
                html.push_str(name);
                for (attribute, value) in attributes {
                    html.push(' ');
                    html.push_str(attribute);
                    html.push_str("=\"");
                    escape(value, html);
                    html.push('"');
                }
                html.push('>');
                if *name != "input" {
                    for child in children {
                        child.write(html);
                    }
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
            }
        }
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
