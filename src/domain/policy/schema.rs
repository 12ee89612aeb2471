//! The table of shapes written out for editors (JSON Schema) and for TypeScript. Native only: the page
//! never needs it.

use crate::domain::policy::check::{MOST_PURPOSES, kind};
use crate::domain::policy::shape::{Key, POLICY, Shape};

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
    if let Shape::Object(keys) = &POLICY {
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
    let pattern = |pattern: &str| format!("\"type\": \"string\", \"pattern\": {}", quote(pattern));
    match shape {
        Shape::Object(keys) => {
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
                        if key.name == "purposes" && matches!(key.shape, Shape::List(Shape::Object(_))) {
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
                out.line(&format!("{{ {} }},", pattern("\\S")));
                out.line(&format!(
                    "{{ \"type\": \"object\", \"minProperties\": 1, \"propertyNames\": {{ \"pattern\": {} }}, \"additionalProperties\": {{ {} }} }}",
                    quote(TAG),
                    pattern("\\S")
                ));
            });
            out.line(&format!("]{ends}"));
        }
        Shape::Flag => out.line(&format!("\"type\": \"boolean\"{ends}")),
        Shape::Whole(least, most) => {
            out.line(&format!("\"type\": \"integer\", \"minimum\": {least}, \"maximum\": {most}{ends}"));
        }
        Shape::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
            out.line(&format!("\"enum\": [{}]{ends}", words.join(", ")));
        }
        Shape::Id => out.line(&format!("{}, \"maxLength\": 64{ends}", pattern("^[a-z][a-z0-9-]*$"))),
        Shape::Text => out.line(&format!("{}{ends}", pattern("\\S"))),
        Shape::Url => out.line(&format!("{}{ends}", pattern(URL))),
        Shape::Host => out.line(&format!("{}{ends}", pattern(HOST))),
        Shape::Path => out.line(&format!("{}{ends}", pattern("^/"))),
        Shape::Pattern => out.line(&format!("{}{ends}", pattern("[^*]"))),
        Shape::Date => out.line(&format!(
            "{}{ends}",
            pattern("^(19[7-9]\\d|[2-9]\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$")
        )),
        Shape::Tag => out.line(&format!("{}{ends}", pattern(TAG))),
        Shape::CookieName => out.line(&format!("{}{ends}", pattern("^[A-Za-z0-9_-]{1,64}$"))),
        Shape::Reserved => {}
    }
}

const TAG: &str = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$";
const URL: &str =
    "^(?:[hH][tT][tT][pP][sS]?:|[mM][aA][iI][lL][tT][oO]:|(?![^/?#]*:))[^\\u0000-\\u0020\\\\]+$";
const HOST: &str = "^(?:\\[[0-9a-fA-F:]+\\]|[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*)(?::\\d+)?$";

fn members(out: &mut Writer, keys: &[Key]) {
    for key in keys.iter().filter(|key| !matches!(key.shape, Shape::Reserved)) {
        out.line(&format!("/** {} */", key.doc));
        let mark = if key.needed { "" } else { "?" };
        match &key.shape {
            Shape::Object(inner) => {
                out.line(&format!("{}{mark}: {{", key.name));
                out.deeper(|out| members(out, inner));
                out.line("};");
            }
            Shape::List(Shape::Object(inner)) => {
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
        Shape::Word(words) => words.iter().map(|word| quote(word)).collect::<Vec<_>>().join(" | "),
        Shape::List(of) => format!("{}[]", type_of(of)),
        Shape::Object(_) | Shape::Reserved => kind(shape).into(),
        _ => "string".into(),
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
