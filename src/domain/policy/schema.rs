//! The table of shapes written out for editors (JSON Schema) and for TypeScript. Native only: the page
//! never needs it.

use crate::domain::policy::check::{MOST_PURPOSES, kind};
use crate::domain::policy::shape::{Form, Key, POLICY, Shape, TAG, TEXT};

/// Returns the JSON Schema (draft 2020-12) of a policy.
pub fn json_schema() -> String {
    let mut out = Writer::default();
    out.line("{");
    out.deeper(|out| {
        out.line("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",");
        out.line("\"title\": \"Menshen policy\",");
        body(out, &POLICY, "");
    });
    out.line("}");
    out.text
}

/// Returns the TypeScript declaration of a policy.
pub fn typescript() -> String {
    let mut out = Writer::default();
    out.line("/** A text, or one text for each language tag (BCP 47). */");
    out.line("export type Localized = string | { [language: string]: string };");
    out.line("");
    out.line(
        "/** What a site declares: who is responsible, why data is processed, and by which services. */",
    );
    out.line("export interface Policy {");
    if let Shape::Object(_, keys) = &POLICY {
        out.deeper(|out| members(out, keys));
    }
    out.line("}");
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&"  ".repeat(self.depth));
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn deeper(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }
}

/// Writes the members of one schema object, without its braces; `ends` closes the last line.
fn body(out: &mut Writer, shape: &Shape, ends: &str) {
    match shape {
        Shape::Object(_, keys) => {
            out.line("\"type\": \"object\",");
            out.line("\"additionalProperties\": false,");
            let needed: Vec<String> =
                keys.iter().filter(|key| key.needed).map(|key| quote(key.name)).collect();
            if !needed.is_empty() {
                out.line(&format!("\"required\": [{}],", needed.join(", ")));
            }
            out.line("\"properties\": {");
            out.deeper(|out| {
                let open: Vec<&Key> =
                    keys.iter().filter(|key| !matches!(key.shape, Shape::Reserved)).collect();
                for (index, key) in open.iter().enumerate() {
                    out.line(&format!("{}: {{", quote(key.name)));
                    out.deeper(|out| {
                        out.line(&format!("\"description\": {},", quote(key.doc)));
                        if key.name == "purposes" && matches!(key.shape, Shape::List(Shape::Object(..))) {
                            out.line(&format!("\"minItems\": 1, \"maxItems\": {MOST_PURPOSES},"));
                        } else if key.name == "purposes" {
                            out.line("\"minItems\": 1,");
                        }
                        body(out, &key.shape, "");
                    });
                    out.line(if index + 1 < open.len() { "}," } else { "}" });
                }
            });
            out.line(&format!("}}{ends}"));
        }
        Shape::List(of) => {
            out.line("\"type\": \"array\",");
            out.line("\"items\": {");
            out.deeper(|out| body(out, of, ""));
            out.line(&format!("}}{ends}"));
        }
        Shape::Localized => {
            out.line("\"anyOf\": [");
            out.deeper(|out| {
                out.line(&format!("{{ {} }},", of_form(&TEXT)));
                out.line(&format!(
                    "{{ \"type\": \"object\", \"minProperties\": 1, \"propertyNames\": {{ \"pattern\": {} }}, \"additionalProperties\": {{ {} }} }}",
                    quote(&format!("^(?:{})$", TAG.pattern)),
                    of_form(&TEXT)
                ));
            });
            out.line(&format!("]{ends}"));
        }
        Shape::Flag => out.line(&format!("\"type\": \"boolean\"{ends}")),
        Shape::Whole(least, most) => {
            out.line(&format!("\"type\": \"integer\", \"minimum\": {least}, \"maximum\": {most}{ends}"));
        }
        Shape::Text(form) => match words(form) {
            Some(words) => out.line(&format!("\"enum\": [{}]{ends}", words.join(", "))),
            None => out.line(&format!("{}{ends}", of_form(form))),
        },
        Shape::Reserved => {}
    }
}

/// Returns the members of the schema of a text that is not empty and has a form.
fn of_form(form: &Form) -> String {
    let own = if std::ptr::eq(form, &raw const TEXT) {
        String::new()
    } else {
        format!(", \"pattern\": {}", quote(&format!("^(?:{})$", form.pattern)))
    };
    format!("\"type\": \"string\"{own}, \"not\": {{ \"pattern\": \"^\\\\s*$\" }}")
}

/// Returns the quoted words of a form that is a choice among some.
fn words(form: &Form) -> Option<Vec<String>> {
    (form.code == "bad-value").then(|| form.pattern.split('|').map(quote).collect())
}

fn members(out: &mut Writer, keys: &[Key]) {
    for key in keys.iter().filter(|key| !matches!(key.shape, Shape::Reserved)) {
        out.line(&format!("/** {} */", key.doc));
        let mark = if key.needed { "" } else { "?" };
        match &key.shape {
            Shape::Object(_, inner) => {
                out.line(&format!("{}{mark}: {{", key.name));
                out.deeper(|out| members(out, inner));
                out.line("};");
            }
            Shape::List(Shape::Object(_, inner)) => {
                out.line(&format!("{}{mark}: {{", key.name));
                out.deeper(|out| members(out, inner));
                out.line("}[];");
            }
            shape => out.line(&format!("{}{mark}: {};", key.name, type_of(shape))),
        }
    }
}

fn type_of(shape: &Shape) -> String {
    match shape {
        Shape::Localized => "Localized".into(),
        Shape::Flag => "boolean".into(),
        Shape::Whole(..) => "number".into(),
        Shape::Text(form) => words(form).map_or("string".into(), |words| words.join(" | ")),
        Shape::List(of) => format!("{}[]", type_of(of)),
        Shape::Object(..) | Shape::Reserved => kind(shape).into(),
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
