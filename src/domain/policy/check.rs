//! Holds a policy's value tree against the table of shapes, then its ids against each other.
//! Collects every fault; the first is the one to report when there is room for one.

use crate::domain::error::Error;
use crate::domain::lines::push_number;
use crate::domain::pattern::without_port;
use crate::domain::policy::read::{Purposes, bit};
use crate::domain::policy::shape::{BUILT_IN, Key, POLICY, Shape};
use crate::domain::split;
use crate::domain::value::Value;

/// Whether errors say what was found and expected. The gate alone has no room for words: it names code and
/// place, and the page fetches the full module for the rest.
const TELLS: bool = cfg!(any(feature = "notice", not(target_arch = "wasm32")));

/// The number of purposes that one policy may declare: one bit each.
pub const MOST_PURPOSES: usize = 32;

/// Returns everything that is wrong with a policy; empty means it can be read.
pub fn check(policy: &Value<'_>) -> Vec<Error> {
    let mut faults = Faults { path: String::new(), errors: Vec::new() };
    faults.shape(policy, &POLICY);
    // Ids are compared only where the shapes hold: a second error about the same place helps nobody.
    if faults.errors.is_empty() {
        faults.ids(policy);
    }
    faults.errors
}

struct Faults {
    path: String,
    errors: Vec<Error>,
}

impl Faults {
    fn add(&mut self, code: &'static str, found: &str, expected: &str) {
        let (found, expected) = if TELLS { (found, expected) } else { ("", "") };
        self.errors.push(Error::new(code, &self.path, found, expected));
    }

    fn quoted(&mut self, code: &'static str, found: &str, expected: &str) {
        self.add(code, &quote(found), expected);
    }

    fn at(&mut self, step: &str, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if !step.starts_with('[') && length > 0 {
            self.path.push('.');
        }
        self.path.push_str(step);
        look(self);
        self.path.truncate(length);
    }

    fn item(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        let mut step = String::from("[");
        push_number(&mut step, index as u32, 10);
        step.push(']');
        self.at(&step, look);
    }

    fn shape(&mut self, value: &Value<'_>, shape: &Shape) {
        match (shape, value) {
            (Shape::Reserved, _) => self.add("reserved-key", "a key kept free for later", "no such key yet"),
            (Shape::Object(keys), Value::Map(pairs)) => self.object(pairs, keys),
            (Shape::List(of), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(index, |here| here.shape(item, of));
                }
            }
            (Shape::Localized, Value::Map(pairs)) => self.localized(pairs),
            (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Whole(least, most), Value::Number(number)) => self.whole(*number, *least, *most),
            (Shape::Object(_) | Shape::List(_) | Shape::Flag | Shape::Whole(..), _) => {
                self.wrong(value, shape)
            }
            (_, Value::Text(text)) => self.text(text, shape),
            _ => self.wrong(value, shape),
        }
    }

    fn wrong(&mut self, value: &Value<'_>, shape: &Shape) {
        self.add("wrong-type", if TELLS { value.kind() } else { "" }, kind(shape));
    }

    fn object(&mut self, pairs: &[(&str, Value<'_>)], keys: &[Key]) {
        for (name, value) in pairs {
            self.at(name, |here| match keys.iter().find(|key| key.name == *name) {
                Some(key) => here.shape(value, &key.shape),
                None => here.quoted("unknown-key", name, &one_of(keys.iter().map(|key| key.name))),
            });
        }
        for key in keys.iter().filter(|key| key.needed) {
            if !pairs.iter().any(|(name, _)| *name == key.name) {
                self.at(key.name, |here| here.add("missing-key", "nothing", kind(&key.shape)));
            }
        }
    }

    fn localized(&mut self, pairs: &[(&str, Value<'_>)]) {
        if pairs.is_empty() {
            self.add("empty-text", "no language", "a text for one language at least");
        }
        for (tag, text) in pairs {
            self.at(tag, |here| {
                if is_tag(tag) {
                    here.shape(text, &Shape::Text);
                } else {
                    here.text(tag, &Shape::Tag);
                }
            });
        }
    }

    fn whole(&mut self, number: Option<u32>, least: u32, most: u32) {
        if number.is_none_or(|number| number < least || number > most) {
            let mut expected = String::new();
            if TELLS {
                expected.push_str("a whole number from ");
                push_number(&mut expected, least, 10);
                expected.push_str(" to ");
                push_number(&mut expected, most, 10);
            }
            self.add("out-of-range", "another number", &expected);
        }
    }

    fn text(&mut self, text: &str, shape: &Shape) {
        if text.trim_ascii().is_empty() {
            return self.add("empty-text", "an empty text", kind(shape));
        }
        if let Shape::Word(words) = shape
            && !words.contains(&text)
        {
            return self.quoted("bad-value", text, &one_of(words.iter().copied()));
        }
        let (code, fits) = match shape {
            Shape::Id => ("bad-id", is_id(text)),
            Shape::Url => ("bad-url", is_url(text)),
            Shape::Host => ("bad-host", is_host(text)),
            Shape::Path => ("bad-path", text.starts_with('/')),
            Shape::Pattern => ("bad-pattern", text.bytes().any(|byte| byte != b'*')),
            Shape::Date => ("bad-date", is_date(text)),
            Shape::Tag => ("bad-tag", is_tag(text)),
            Shape::CookieName => ("bad-name", is_cookie_name(text)),
            _ => return,
        };
        if !fits {
            self.quoted(code, text, kind(shape));
        }
    }

    fn ids(&mut self, policy: &Value<'_>) {
        let mut ids: Vec<&str> = Vec::new();
        if let Value::List(purposes) = policy.at("purposes") {
            for purpose in purposes {
                ids.push(purpose.at("id").text());
            }
            self.at("purposes", |here| here.purposes(purposes, &ids));
        } else {
            for purpose in BUILT_IN {
                ids.push(purpose.id);
            }
        }
        let services = policy.at("services").items();
        self.at("services", |here| here.services(services, &ids));
    }

    fn purposes(&mut self, purposes: &[Value<'_>], ids: &[&str]) {
        if purposes.is_empty() || purposes.len() > MOST_PURPOSES {
            return self.add("out-of-range", "a list of another length", "1 to 32 purposes");
        }
        for (index, purpose) in purposes.iter().enumerate() {
            self.item(index, |here| {
                here.unique(purpose, ids.get(..index).unwrap_or(&[]));
                here.references(purpose, "requires", ids);
                if !BUILT_IN.iter().any(|known| known.id == purpose.at("id").text()) {
                    for key in ["title", "description"] {
                        if matches!(purpose.at(key), Value::Null) {
                            here.at(key, |here| here.add("missing-key", "nothing", kind(&Shape::Localized)));
                        }
                    }
                }
                let reached = reach(purposes, ids, index);
                if reached & bit(index) != 0 {
                    here.at("requires", |here| {
                        here.add("requires-cycle", "a circle", "no purpose that requires itself")
                    });
                }
                for (other, required) in purposes.iter().enumerate() {
                    if reached & bit(other) != 0
                        && purpose.at("required").is_true()
                        && !required.at("required").is_true()
                    {
                        let id = ids.get(other).unwrap_or(&"");
                        here.at("requires", |here| {
                            here.quoted("bad-value", id, "purposes that are required too")
                        });
                    }
                }
            });
        }
    }

    fn services(&mut self, services: &[Value<'_>], purposes: &[&str]) {
        // Purposes and services share one space of names, since `data-consent` may name either.
        let mut taken = purposes.to_vec();
        for (index, service) in services.iter().enumerate() {
            self.item(index, |here| {
                here.unique(service, &taken);
                here.references(service, "purposes", purposes);
                if service.at("purposes").items().is_empty() {
                    here.at("purposes", |here| {
                        here.add("missing-key", "an empty list", "one purpose at least")
                    });
                }
            });
            taken.push(service.at("id").text());
        }
    }

    fn unique(&mut self, entry: &Value<'_>, taken: &[&str]) {
        let id = entry.at("id").text();
        if taken.contains(&id) {
            self.at("id", |here| here.quoted("duplicate-id", id, "an id that nothing else has"));
        }
    }

    fn references(&mut self, entry: &Value<'_>, key: &str, known: &[&str]) {
        self.at(key, |here| {
            for (index, id) in entry.at(key).items().iter().enumerate() {
                if !known.contains(&id.text()) {
                    here.item(index, |here| {
                        here.quoted("dangling-id", id.text(), &one_of(known.iter().copied()))
                    });
                }
            }
        });
    }
}

/// Returns the purposes that one requires, directly or through others.
fn reach(purposes: &[Value<'_>], ids: &[&str], start: usize) -> Purposes {
    let mut reached = 0;
    let mut open = vec![start];
    while let Some(purpose) = open.pop().and_then(|index| purposes.get(index)) {
        for id in purpose.at("requires").items() {
            if let Some(next) = ids.iter().position(|known| *known == id.text())
                && reached & bit(next) == 0
            {
                reached |= bit(next);
                open.push(next);
            }
        }
    }
    reached
}

/// Says what a shape is, in the words of error messages.
pub fn kind(shape: &Shape) -> &'static str {
    if !TELLS {
        return "";
    }
    match shape {
        Shape::Object(_) => "object",
        Shape::List(_) => "array",
        Shape::Id => "an id such as \"my-id\"",
        Shape::Text => "a text that is not empty",
        Shape::Localized => "a text, or an object from language to text",
        Shape::Flag => "boolean",
        Shape::Whole(..) => "number",
        Shape::Url => "an http(s), mailto or relative address",
        Shape::Host => "a host in lower-case ASCII such as \"tracker.example\"",
        Shape::Path => "a path that begins with \"/\"",
        Shape::Pattern => "a name, in which * may stand for a part",
        Shape::Date => "a date such as \"2026-01-31\"",
        Shape::Tag => "a language tag such as \"en\" or \"zh-CN\"",
        Shape::CookieName => "a name of letters, digits, _ and -",
        Shape::Word(_) => "a known word",
        Shape::Reserved => "nothing",
    }
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    if !TELLS {
        return list;
    }
    list.push_str("one of ");
    for (index, word) in words.enumerate() {
        if index > 0 {
            list.push_str(", ");
        }
        list.push_str(word);
    }
    list
}

/// Puts a text in quotes, cut so that a hostile one cannot flood a console.
fn quote(text: &str) -> String {
    let mut quoted = String::new();
    if TELLS {
        quoted.push_str("\"");
        quoted.extend(text.chars().take(80));
        quoted.push_str("\"");
    }
    quoted
}

fn is_id(text: &str) -> bool {
    text.len() <= 64
        && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_tag(text: &str) -> bool {
    split::all(text, b'-').enumerate().all(|(index, part)| {
        let is_primary = index == 0;
        let length = if is_primary { 2..=3 } else { 1..=8 };
        length.contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic() || (!is_primary && byte.is_ascii_digit()))
    })
}

/// Only the schemes that a notice may link to; whatever else an address needs, the browser checks.
fn is_url(text: &str) -> bool {
    if text.bytes().any(|byte| byte <= b' ' || byte == b'\\') {
        return false;
    }
    let head = text.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(text.len());
    match text.get(..head).and_then(|head| split::once(head, b':')) {
        None => true,
        Some((scheme, _)) => {
            ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    }
}

fn is_host(text: &str) -> bool {
    let bare = without_port(text).as_bytes();
    if let [b'[', inner @ .., b']'] = bare {
        return inner.contains(&b':') && inner.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b':');
    }
    let mut before = b'.';
    for byte in bare {
        let fits = match byte {
            b'.' | b'-' => before != b'.' && !(*byte == b'.' && before == b'-'),
            b'a'..=b'z' | b'0'..=b'9' | b'_' => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        before = *byte;
    }
    !matches!(before, b'.' | b'-')
}

fn is_date(text: &str) -> bool {
    let digits =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u16>().ok()).unwrap_or(0);
    let is_shaped = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_shaped && digits(0, 4) >= 1970 && (1..=12).contains(&digits(5, 7)) && (1..=31).contains(&digits(8, 10))
}

fn is_cookie_name(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
