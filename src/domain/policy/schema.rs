//! The table of shapes written out: for editors (JSON Schema), for TypeScript, and as the one regular expression by
//! which the gate's script knows a policy whose shapes are right. Native only: it is done when building.

use crate::domain::policy::check::kind;
use crate::domain::policy::read::MOST_PURPOSES;
use crate::domain::policy::shape::{BUILT_IN, Form, Key, LATER, POLICY, Shape, TAG, TEXT};
use crate::domain::text::words::{KNOWN, NAMES};

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

/// Returns the regular expression (JavaScript) that a policy's tape fits exactly if its shapes are right. On the tape
/// the keys of each object stand in the order of their bytes, so that the expression needs no alternatives for them.
pub fn pattern() -> String {
    // No text is blank.
    let mut out = format!("^(?![\\s\\S]*{MARK}\" *{MARK})");
    fitting(&POLICY, "", &mut out);
    out.push('$');
    out
}

/// Writes what fits the tokens of one value, joined by marks. `key` is the key that it stands under.
fn fitting(shape: &Shape, key: &str, out: &mut String) {
    match shape {
        Shape::Object(_, keys) => {
            let is_read = |key: &&Key| !matches!(key.shape, Shape::Reserved) && !LATER.contains(&key.name);
            let mut keys: Vec<&Key> = keys.iter().filter(is_read).collect();
            keys.sort_by_key(|key| key.name);
            out.push_str(r"\{");
            for key in keys {
                out.push_str(if key.needed { "" } else { "(" });
                out.push_str(&format!("{MARK}:{}{MARK}", key.name));
                fitting(&key.shape, key.name, out);
                out.push_str(if key.needed { "" } else { ")?" });
            }
            out.push_str(&format!("{MARK}}}"));
        }
        Shape::List(of) => {
            out.push_str(&format!(r"\[({MARK}"));
            fitting(of, "", out);
            out.push(')');
            match (key, of) {
                ("purposes", Shape::Object(..)) => out.push_str(&format!("{{1,{MOST_PURPOSES}}}")),
                ("purposes", _) => out.push('+'),
                _ => out.push('*'),
            }
            out.push_str(&format!(r"{MARK}\]"));
        }
        Shape::Text(form) => text(form, out),
        Shape::Localized => {
            out.push('(');
            text(&TEXT, out);
            out.push_str(&format!(r"|\{{({MARK}:{}{MARK}", inside(TAG.pattern)));
            text(&TEXT, out);
            out.push_str(&format!(")+{MARK}}})"));
        }
        Shape::Flag => out.push_str("[tf]"),
        Shape::Whole(least, most) => {
            assert_eq!(*least, 1, "counting starts at one");
            out.push('#');
            up_to(*most, out);
        }
        // None of these is on the gate's tape.
        Shape::Texts | Shape::Reserved => {}
    }
}

/// Parts the tokens, as itself.
const MARK: char = '\u{1f}';

fn text(form: &Form, out: &mut String) {
    let pattern = inside(form.pattern);
    let pattern = if pattern.contains('|') { format!("({pattern})") } else { pattern };
    out.push_str(&format!("\"{pattern}"));
}

/// Returns a form's pattern so that nothing in it reaches beyond the token.
fn inside(pattern: &str) -> String {
    let (mut out, mut is_escaped, mut is_in_class) = (String::new(), false, false);
    for character in pattern.chars() {
        match character {
            _ if is_escaped => out.push(character),
            '.' if !is_in_class => out.push_str(&format!("[^{MARK}]")),
            '^' if is_in_class && out.ends_with('[') => out.push_str(&format!("^{MARK}")),
            _ => out.push(character),
        }
        is_in_class =
            if is_escaped { is_in_class } else { character == '[' || (is_in_class && character != ']') };
        is_escaped = character == '\\' && !is_escaped;
    }
    out
}

/// Writes what fits the numbers from 1 to the greatest, without leading zeros.
fn up_to(most: u32, out: &mut String) {
    let digits = most.to_string();
    let any = |count: usize| match count {
        0 => String::new(),
        1 => String::from("[0-9]"),
        count => format!("[0-9]{{{count}}}"),
    };
    let mut ways = Vec::new();
    if digits.len() > 1 {
        ways.push(format!("[1-9][0-9]{{0,{}}}", digits.len() - 2));
    }
    for (place, digit) in digits.char_indices() {
        let (before, rest) = (digits.get(..place).unwrap_or(""), digits.len() - place - 1);
        let least = if place == 0 { '1' } else { '0' };
        if digit > least {
            let below = char::from_u32(digit as u32 - 1).unwrap_or(least);
            ways.push(format!("{before}[{least}-{below}]{}", any(rest)));
        }
    }
    ways.push(digits);
    out.push_str(&format!("({})", ways.join("|")));
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
        Shape::Texts => {
            let names: Vec<String> =
                text_names().map(|name| format!("{}: {{ {} }}", quote(&name), of_form(&TEXT))).collect();
            out.line("\"type\": \"object\",");
            out.line(&format!(
                "\"propertyNames\": {{ \"pattern\": {} }},",
                quote(&format!("^(?:{})$", TAG.pattern))
            ));
            out.line(&format!(
                "\"additionalProperties\": {{ \"type\": \"object\", \"additionalProperties\": false, \"properties\": {{ {} }} }}{ends}",
                names.join(", ")
            ));
        }
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

/// Returns the names of the messages that a site may put in words of its own: see [`crate::domain::text::words`].
pub fn text_names() -> impl Iterator<Item = String> {
    NAMES.iter().map(ToString::to_string).chain(known_names())
}

/// Returns the names of the built-in purposes' texts, in their order.
fn known_names() -> impl Iterator<Item = String> {
    BUILT_IN.iter().flat_map(|known| KNOWN.map(|key| format!("known.{}.{key}", known.id)))
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
        Shape::Texts => {
            let names: Vec<String> = text_names().map(|name| quote(&name)).collect();
            format!("{{ [tag: string]: {{ [name in {}]?: string }} }}", names.join(" | "))
        }
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
