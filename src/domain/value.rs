//! A JSON value as data, borrowed from one text: the shape in which policies reach the domain.
//!
//! The browser parses JSON; what reaches us is its tape: the value's tokens, joined by [`MARK`]. `js/tape.js`
//! writes it. A token's first byte tells what it is: `{` `}` `[` `]` open and close, `:` is a key, `"` a text,
//! `#` a whole number from 0 to 4294967295 and `#` alone any other, `t` and `f` are the two flags, and
//! anything else is nothing.

use crate::domain::lines::read_number;
use crate::domain::split::{self, Parts};

/// Parts two tokens; no text on a tape contains it.
pub const MARK: u8 = 0x1f;
/// No policy nests deeper.
const DEEPEST: u8 = 8;

/// Holds one JSON value. Maps keep the order of the source, so that errors name the first fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// JSON `null`, and anything JSON has no word for.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; none if it is negative, not whole, or too large for any use here.
    Number(Option<u32>),
    /// A string.
    Text(&'a str),
    /// An array.
    List(Vec<Value<'a>>),
    /// An object, as pairs in source order.
    Map(Vec<(&'a str, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// Reads a tape.
    pub fn from_tape(tape: &'a str) -> Self {
        let mut tokens = split::all(tape, MARK);
        match tokens.next() {
            Some(token) => read(token, &mut tokens, DEEPEST),
            None => Value::Null,
        }
    }

    /// Returns the value under `key`; [`Value::Null`] when this is no map or has no such key.
    pub fn at(&self, key: &str) -> &Value<'a> {
        if let Value::Map(pairs) = self {
            for (name, value) in pairs {
                if *name == key {
                    return value;
                }
            }
        }
        &Value::Null
    }

    /// Returns the items when this is a list, else nothing.
    pub fn items(&self) -> &[Value<'a>] {
        self.list()
    }

    /// Returns the string when this is one, else an empty one.
    pub fn text(&self) -> &'a str {
        self.words()
    }

    // These two return one pointer each, which a call gives back without a detour through memory, and stand in the
    // gate once instead of at each of thirty places.

    #[inline(never)]
    fn list(&self) -> &Vec<Value<'a>> {
        static NONE: Vec<Value<'static>> = Vec::new();
        match self {
            Value::List(items) => items,
            _ => &NONE,
        }
    }

    #[inline(never)]
    fn words(&self) -> &&'a str {
        match self {
            Value::Text(text) => text,
            _ => &"",
        }
    }

    /// Returns whether this is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// Returns the number when this is a whole one, else `otherwise`.
    pub fn number(&self, otherwise: u32) -> u32 {
        match self {
            Value::Number(Some(number)) => *number,
            _ => otherwise,
        }
    }

    /// Says what this is, in the words of error messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Map(_) => "object",
        }
    }
}

fn read<'a>(token: &'a str, tokens: &mut Parts<'a>, depth: u8) -> Value<'a> {
    let rest = token.get(1..).unwrap_or("");
    match token.as_bytes().first() {
        Some(b'"') => Value::Text(rest),
        Some(b'#') => Value::Number(read_number(rest, 10)),
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'[') if depth > 0 => {
            let mut items = Vec::new();
            while let Some(token) = tokens.next().filter(|token| *token != "]") {
                items.push(read(token, tokens, depth - 1));
            }
            Value::List(items)
        }
        Some(b'{') if depth > 0 => {
            let mut pairs = Vec::new();
            while let Some(key) = tokens.next().filter(|token| *token != "}") {
                let token = tokens.next().unwrap_or("");
                pairs.push((key.get(1..).unwrap_or(""), read(token, tokens, depth - 1)));
            }
            Value::Map(pairs)
        }
        _ => Value::Null,
    }
}

/// Writes a value's tape, as `js/tape.js` does: for whoever parses JSON without a browser.
#[cfg(not(target_arch = "wasm32"))]
pub mod tape {
    /// Collects tokens.
    #[derive(Debug, Default)]
    pub struct Tape(String);

    impl Tape {
        /// Adds one token: its first byte, and what follows. Control characters become spaces.
        pub fn push(&mut self, mark: char, text: &str) {
            if !self.0.is_empty() {
                self.0.push(char::from(super::MARK));
            }
            self.0.push(mark);
            self.0.extend(text.chars().map(|character| if character < ' ' { ' ' } else { character }));
        }

        /// Returns the tape.
        pub fn finish(self) -> String {
            self.0
        }
    }
}
