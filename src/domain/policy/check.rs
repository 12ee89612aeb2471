//! Holds a policy's value tree against the table of shapes, then its ids against each other.
//! Collects every fault; the first is the one to report when there is room for one.

use crate::domain::error::Error;
use crate::domain::lines::push_number;
use crate::domain::policy::read::{Policy, bit, from_checked};
use crate::domain::policy::shape::{BUILT_IN, Form, Key, POLICY, Shape, TAG, TELLS, TEXT};
use crate::domain::value::Value;

/// The number of purposes that one policy may declare: one bit each.
pub const MOST_PURPOSES: usize = 32;

/// Reads a policy, or returns everything that is wrong with it. `fits` says whether a whole text (second) fits a
/// regular expression (first): the browser has an engine for that; who has none brings one.
///
/// # Errors
/// All faults, in the policy's order.
pub fn check<'a>(value: &'a Value<'a>, fits: impl Fn(&str, &str) -> bool) -> Result<Policy<'a>, Vec<Error>> {
    let mut faults = Faults { path: Vec::new(), errors: Vec::new(), fits };
    faults.shape(value, &POLICY);
    faults.count(value.at("purposes"));
    // Ids are compared only where the shapes hold: a second error about the same place helps nobody.
    if faults.errors.is_empty() {
        let policy = from_checked(value);
        faults.ids(value, &policy);
        if faults.errors.is_empty() {
            return Ok(policy);
        }
    }
    Err(faults.errors)
}

struct Faults<'v, F> {
    /// Keys, each with a place in its list, or [`NO_PLACE`].
    path: Vec<(&'v str, usize)>,
    errors: Vec<Error>,
    // No `dyn`: where nothing is called indirectly, the module needs no table, and all that stands in it goes.
    fits: F,
}

const NO_PLACE: usize = usize::MAX;
static ANY: Shape = Shape::Text(&TEXT);

impl<'v, F: Fn(&str, &str) -> bool> Faults<'v, F> {
    #[inline(never)]
    fn add(&mut self, code: &'static str, found: &str, expected: &str) {
        let mut path = String::new();
        for (key, place) in &self.path {
            if !path.is_empty() {
                path.push_str(".");
            }
            path.push_str(key);
            if *place != NO_PLACE {
                path.push_str("[");
                push_number(&mut path, *place as u32, 10);
                path.push_str("]");
            }
        }
        let (found, expected) = if TELLS { (found, expected) } else { ("", "") };
        self.errors.push(Error::new(code, &path, found, expected));
    }

    fn add_at(&mut self, key: &'v str, place: usize, code: &'static str, found: &str, expected: &str) {
        self.path.push((key, place));
        self.add(code, found, expected);
        self.path.pop();
    }

    fn shape(&mut self, value: &Value<'v>, shape: &'static Shape) {
        match (shape, value) {
            (Shape::Reserved, _) => self.add("reserved-key", "a key kept free for later", "no such key yet"),
            (Shape::Object(keys), Value::Map(pairs)) => self.object(pairs, keys),
            (Shape::List(of), Value::List(items)) => {
                for (place, item) in items.iter().enumerate() {
                    self.place(place);
                    self.shape(item, of);
                }
                self.place(NO_PLACE);
            }
            (Shape::Localized, Value::Map(pairs)) => {
                if pairs.is_empty() {
                    self.add("empty-text", "no language", "a text for one language at least");
                }
                for (tag, text) in pairs {
                    self.path.push((tag, NO_PLACE));
                    self.text(tag, &TAG);
                    self.shape(text, &ANY);
                    self.path.pop();
                }
            }
            (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Whole(least, most), Value::Number(number)) => {
                if number.is_none_or(|number| number < *least || number > *most) {
                    self.add("out-of-range", "another number", &range(*least, *most));
                }
            }
            (Shape::Text(form), Value::Text(text)) => self.text(text, form),
            (Shape::Localized, Value::Text(text)) => self.text(text, &TEXT),
            _ => self.add("wrong-type", if TELLS { value.kind() } else { "" }, kind(shape)),
        }
    }

    /// Notes the place in the list at the end of the path.
    fn place(&mut self, place: usize) {
        if let Some(last) = self.path.last_mut() {
            last.1 = place;
        }
    }

    fn object(&mut self, pairs: &[(&'v str, Value<'v>)], keys: &'static [Key]) {
        for (name, value) in pairs {
            self.path.push((name, NO_PLACE));
            match keys.iter().find(|key| key.name == *name) {
                Some(key) => self.shape(value, &key.shape),
                None => {
                    let open = keys.iter().filter(|key| !matches!(key.shape, Shape::Reserved));
                    self.add("unknown-key", &quote(name), &one_of(open.map(|key| key.name)));
                }
            }
            self.path.pop();
        }
        for key in keys {
            if key.needed && !pairs.iter().any(|(name, _)| *name == key.name) {
                self.add_at(key.name, NO_PLACE, "missing-key", "nothing", kind(&key.shape));
            }
        }
    }

    fn text(&mut self, text: &str, form: &Form) {
        if text.bytes().all(|byte| byte == b' ') {
            self.add("empty-text", "an empty text", form.says);
        } else if !(self.fits)(form.pattern, text) {
            self.add(form.code, &quote(text), if TELLS { form.says } else { "" });
        }
    }

    fn count(&mut self, purposes: &Value<'v>) {
        if matches!(purposes, Value::List(_)) && !(1..=MOST_PURPOSES).contains(&purposes.items().len()) {
            self.add_at("purposes", NO_PLACE, "out-of-range", "a list of another length", "1 to 32 purposes");
        }
    }

    fn ids(&mut self, value: &'v Value<'v>, policy: &Policy<'v>) {
        for (place, entry) in value.at("purposes").items().iter().enumerate() {
            self.path.push(("purposes", place));
            self.unique(entry, policy, place, 0);
            self.references(entry, "requires", policy);
            let id = entry.at("id").text();
            if !BUILT_IN.iter().any(|known| known.id == id) {
                for key in ["title", "description"] {
                    if matches!(entry.at(key), Value::Null) {
                        self.add_at(key, NO_PLACE, "missing-key", "nothing", kind(&Shape::Localized));
                    }
                }
            }
            if let Some(purpose) = policy.purposes.get(place) {
                if purpose.requires & bit(place) != 0 {
                    self.add_at(
                        "requires",
                        NO_PLACE,
                        "requires-cycle",
                        "a circle",
                        "no purpose that requires itself",
                    );
                }
                let optional = purpose.requires & policy.optional();
                if purpose.required && optional != 0 {
                    let id =
                        policy.purposes.get(optional.trailing_zeros() as usize).map_or("", |other| other.id);
                    self.add_at(
                        "requires",
                        NO_PLACE,
                        "bad-value",
                        &quote(id),
                        "purposes that are required too",
                    );
                }
            }
            self.path.pop();
        }
        for (place, entry) in value.at("services").items().iter().enumerate() {
            self.path.push(("services", place));
            // Purposes and services share one space of names, since `data-consent` may name either.
            self.unique(entry, policy, MOST_PURPOSES, place);
            self.references(entry, "purposes", policy);
            if entry.at("purposes").items().is_empty() {
                self.add_at("purposes", NO_PLACE, "missing-key", "an empty list", "one purpose at least");
            }
            self.path.pop();
        }
    }

    /// No purpose before the first place and no service before the second has the same id.
    fn unique(&mut self, entry: &Value<'v>, policy: &Policy<'v>, purposes: usize, services: usize) {
        let id = entry.at("id").text();
        let before = bit(purposes).wrapping_sub(1);
        let is_taken =
            policy.purpose_bit(id) & before != 0 || policy.service(id).is_some_and(|place| place < services);
        if is_taken {
            self.add_at("id", NO_PLACE, "duplicate-id", &quote(id), "an id that nothing else has");
        }
    }

    fn references(&mut self, entry: &Value<'v>, key: &'static str, policy: &Policy<'v>) {
        for (place, id) in entry.at(key).items().iter().enumerate() {
            if policy.purpose_bit(id.text()) == 0 {
                let known = one_of(policy.purposes.iter().map(|purpose| purpose.id));
                self.add_at(key, place, "dangling-id", &quote(id.text()), &known);
            }
        }
    }
}

/// Says what a shape is, in the words of error messages.
pub fn kind(shape: &Shape) -> &'static str {
    if !TELLS {
        return "";
    }
    match shape {
        Shape::Object(_) => "object",
        Shape::List(_) => "array",
        Shape::Text(form) => form.says,
        Shape::Localized => "a text, or an object from language to text",
        Shape::Flag => "boolean",
        Shape::Whole(..) => "number",
        Shape::Reserved => "nothing",
    }
}

fn range(least: u32, most: u32) -> String {
    let mut text = String::new();
    if TELLS {
        text.push_str("a whole number from ");
        push_number(&mut text, least, 10);
        text.push_str(" to ");
        push_number(&mut text, most, 10);
    }
    text
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    if TELLS {
        for word in words {
            list.push_str(if list.is_empty() { "one of " } else { ", " });
            list.push_str(word);
        }
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
