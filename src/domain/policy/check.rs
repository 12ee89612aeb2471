//! Reads a policy's tape along the table of shapes, then holds its ids against each other.
//! Collects every fault; the first is the one to report when there is room for one.

use crate::domain::error::Error;
use crate::domain::lines::{push_number, read_number};
use crate::domain::policy::read::{MOST_PURPOSES, Policy, Slots, bit};
use crate::domain::policy::shape::{BUILT_IN, Form, Key, Kind, POLICY, Shape, Slot, TAG, TEXT};
use crate::domain::split;
use crate::domain::tape::{Tape, Texts, content};
use crate::domain::text::words::{KNOWN, NAMES};

/// Reads a policy from its tape, or returns everything that is wrong with it, in the policy's order. `fits` says
/// whether a whole text (second) fits a regular expression (first): the browser has an engine for that; who has none
/// brings one.
///
/// # Errors
/// All faults.
pub fn check<'a>(tape: &'a str, fits: impl Fn(&str, &str) -> bool) -> Result<Policy<'a>, Vec<Error>> {
    let mut reader = Reader::new(tape, fits);
    let policy = reader.policy();
    policy.ok_or(reader.errors)
}

struct Reader<'a, F> {
    tape: Tape<'a>,
    /// Where we are: `purposes[2].requires[0]`.
    path: String,
    errors: Vec<Error>,
    /// What is kept of the values read so far.
    slots: Slots<'a>,
    policy: Policy<'a>,
    fits: F,
}

static ANY: Shape = Shape::Text(&TEXT);

impl<'a, F: Fn(&str, &str) -> bool> Reader<'a, F> {
    fn new(tape: &'a str, fits: F) -> Self {
        Reader {
            tape: Tape(tape),
            path: String::new(),
            errors: Vec::new(),
            slots: Slots::default(),
            policy: Policy::default(),
            fits,
        }
    }

    /// Takes the whole policy; none if anything is wrong with it.
    fn policy(&mut self) -> Option<Policy<'a>> {
        self.value(&POLICY);
        let count = self.policy.purposes.len();
        if self.slots.is_there(Slot::Purposes) && !(1..=MOST_PURPOSES).contains(&count) {
            self.tell_at("purposes", "out-of-range", "a list of another length", "1 to 32 purposes");
        }
        let mut policy = std::mem::take(&mut self.policy);
        // Ids are compared only where the shapes hold: a second error about the same place helps nobody.
        if self.errors.is_empty() {
            policy.complete(&self.slots);
            self.ids(&policy);
        }
        self.errors.is_empty().then_some(policy)
    }

    fn tell(&mut self, code: &'static str, found: &str, expected: &str) {
        self.errors.push(Error::new(code, &self.path, found, expected));
    }

    fn tell_at(&mut self, key: &str, code: &'static str, found: &str, expected: &str) {
        let outside = self.enter(key);
        self.tell(code, found, expected);
        self.path.truncate(outside);
    }

    /// Goes to a key; returns what the path is to be cut back to afterwards.
    fn enter(&mut self, key: &str) -> usize {
        let outside = self.path.len();
        if outside > 0 {
            self.path.push_str(".");
        }
        self.path.push_str(key);
        outside
    }

    /// Goes to a place in a list; returns what the path is to be cut back to afterwards.
    fn enter_place(&mut self, place: usize) -> usize {
        let outside = self.path.len();
        self.path.push_str("[");
        push_number(&mut self.path, place as u32, 10);
        self.path.push_str("]");
        outside
    }

    /// Takes a value; returns its tokens, or nothing if it is of another type.
    fn value(&mut self, shape: &'static Shape) -> &'a str {
        let before = self.tape;
        let kind = before.kind();
        if let (Shape::Object(..) | Shape::Localized | Shape::Texts, b'{') | (Shape::List(_), b'[') =
            (shape, kind)
        {
            self.tape.token();
        }
        match (shape, kind) {
            (Shape::Object(kind, keys), b'{') => self.object(*kind, keys),
            (Shape::List(of), b'[') => {
                let mut place = 0;
                while !matches!(self.tape.kind(), 0 | b']') {
                    let outside = self.enter_place(place);
                    self.value(of);
                    self.path.truncate(outside);
                    place += 1;
                }
                self.tape.token();
            }
            (Shape::Localized, b'{') => {
                if self.tape.kind() != b':' {
                    self.tell("empty-text", "no language", "a text for one language at least");
                }
                while self.tape.kind() == b':' {
                    let tag = content(self.tape.token());
                    let outside = self.enter(tag);
                    self.text(tag, &TAG);
                    self.value(&ANY);
                    self.path.truncate(outside);
                }
                self.tape.token();
            }
            (Shape::Texts, b'{') => self.texts(),
            (Shape::Flag, b't' | b'f') => {
                self.tape.token();
            }
            (Shape::Whole(least, most), b'#') => {
                let token = self.tape.token();
                if read_number(content(token), 10).is_none_or(|number| number < *least || number > *most) {
                    self.tell("out-of-range", "another number", &range(*least, *most));
                }
            }
            (Shape::Text(form), b'"') => {
                let token = self.tape.token();
                self.text(content(token), form);
            }
            (Shape::Localized, b'"') => {
                let token = self.tape.token();
                self.text(content(token), &TEXT);
            }
            _ => {
                if let Shape::Reserved = shape {
                    self.tell("reserved-key", "a key kept free for later", "no such key yet");
                } else {
                    self.tell("wrong-type", type_of(kind), self::kind(shape));
                }
                self.tape.skip();
                return "";
            }
        }
        self.tape.since(before)
    }

    fn object(&mut self, kind: Kind, keys: &'static [Key]) {
        self.slots.begin(kind);
        let mut seen = 0;
        while self.tape.kind() == b':' {
            let name = content(self.tape.token());
            let outside = self.enter(name);
            let place = keys.iter().position(|key| key.name == name);
            match place.and_then(|place| keys.get(place)) {
                Some(key) => {
                    seen |= bit(place.unwrap_or(0));
                    let value = self.value(&key.shape);
                    self.slots.keep(key.slot, value);
                }
                None => {
                    let open = keys.iter().filter(|key| !matches!(key.shape, Shape::Reserved));
                    self.tell("unknown-key", &quote(name), &one_of(open.map(|key| key.name)));
                    self.tape.skip();
                }
            }
            self.path.truncate(outside);
        }
        self.tape.token();
        for (place, key) in keys.iter().enumerate() {
            if key.needed && seen & bit(place) == 0 {
                self.tell_at(key.name, "missing-key", "nothing", self::kind(&key.shape));
            }
        }
        self.policy.add(kind, &self.slots);
    }

    /// The site's own words, by language and name.
    fn texts(&mut self) {
        while self.tape.kind() == b':' {
            let tag = content(self.tape.token());
            let outside = self.enter(tag);
            self.text(tag, &TAG);
            if self.tape.kind() == b'{' {
                self.tape.token();
                while self.tape.kind() == b':' {
                    let name = content(self.tape.token());
                    let inside = self.enter(name);
                    if !is_name(name) {
                        self.tell("unknown-key", &quote(name), &one_of(NAMES.iter().copied()));
                    }
                    self.value(&ANY);
                    self.path.truncate(inside);
                }
                self.tape.token();
            } else {
                self.tell("wrong-type", type_of(self.tape.kind()), "object");
                self.tape.skip();
            }
            self.path.truncate(outside);
        }
        self.tape.token();
    }

    fn text(&mut self, text: &str, form: &Form) {
        if text.bytes().all(|byte| byte == b' ') {
            self.tell("empty-text", "an empty text", form.says);
        } else if !(self.fits)(form.pattern, text) {
            self.tell(form.code, &quote(text), form.says);
        }
    }

    fn ids(&mut self, policy: &Policy<'a>) {
        self.path.push_str("purposes");
        for (place, purpose) in policy.purposes.iter().enumerate() {
            let outside = self.enter_place(place);
            self.unique(purpose.id, policy, place, 0);
            self.references("requires", purpose.names, policy);
            if !purpose.is_built_in() {
                for (key, is_told) in [("title", purpose.is_titled), ("description", purpose.is_described)] {
                    if !is_told {
                        self.tell_at(key, "missing-key", "nothing", kind(&Shape::Localized));
                    }
                }
            }
            if purpose.requires & bit(place) != 0 {
                self.tell_at("requires", "requires-cycle", "a circle", "no purpose that requires itself");
            }
            let optional = purpose.requires & policy.optional();
            if purpose.required && optional != 0 {
                let id = policy.purposes.get(optional.trailing_zeros() as usize).map_or("", |other| other.id);
                self.tell_at("requires", "bad-value", &quote(id), "purposes that are required too");
            }
            self.path.truncate(outside);
        }
        self.path.truncate(0);
        self.path.push_str("services");
        for (place, service) in policy.services.iter().enumerate() {
            let outside = self.enter_place(place);
            // Purposes and services share one space of names, since `data-consent` may name either.
            self.unique(service.id, policy, MOST_PURPOSES, place);
            self.references("purposes", service.names, policy);
            if service.names.is_empty() {
                self.tell_at("purposes", "missing-key", "an empty list", "one purpose at least");
            }
            self.path.truncate(outside);
        }
    }

    /// No purpose before the first place and no service before the second has the same id.
    fn unique(&mut self, id: &str, policy: &Policy<'a>, purposes: usize, services: usize) {
        if policy.has(id, purposes, services) {
            self.tell_at("id", "duplicate-id", &quote(id), "an id that nothing else has");
        }
    }

    fn references(&mut self, key: &str, ids: Texts<'a>, policy: &Policy<'a>) {
        for (place, id) in ids.into_iter().enumerate() {
            if policy.purpose_bit(id) == 0 {
                let outside = self.enter(key);
                self.enter_place(place);
                let known = one_of(policy.purposes.iter().map(|purpose| purpose.id));
                self.tell("dangling-id", &quote(id), &known);
                self.path.truncate(outside);
            }
        }
    }
}

/// Says what a value is by its token's first byte, in the words of error messages.
fn type_of(kind: u8) -> &'static str {
    match kind {
        b'{' => "object",
        b'[' => "array",
        b'"' => "string",
        b'#' => "number",
        b't' | b'f' => "boolean",
        _ => "null",
    }
}

/// Says what a shape is, in the words of error messages.
pub fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object(..) => "object",
        Shape::List(_) => "array",
        Shape::Text(form) => form.says,
        Shape::Localized => "a text, or an object from language to text",
        Shape::Flag => "boolean",
        Shape::Whole(..) => "number",
        Shape::Texts => "an object from language to an object of texts",
        Shape::Reserved => "nothing",
    }
}

/// Returns whether a text of ours has a name: that of a message, or `known.`, a built-in purpose and which text of it.
fn is_name(name: &str) -> bool {
    let is_known = || {
        let (purpose, text) = split::once(name.strip_prefix("known.")?, b'.')?;
        Some(BUILT_IN.iter().any(|known| known.id == purpose) && KNOWN.contains(&text))
    };
    NAMES.contains(&name) || is_known().unwrap_or(false)
}

fn range(least: u32, most: u32) -> String {
    let mut text = String::new();
    text.push_str("a whole number from ");
    push_number(&mut text, least, 10);
    text.push_str(" to ");
    push_number(&mut text, most, 10);
    text
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for word in words {
        list.push_str(if list.is_empty() { "one of " } else { ", " });
        list.push_str(word);
    }
    list
}

/// Puts a text in quotes, cut so that a hostile one cannot flood a console.
fn quote(text: &str) -> String {
    let mut quoted = String::new();
    quoted.push_str("\"");
    quoted.extend(text.chars().take(80));
    quoted.push_str("\"");
    quoted
}
