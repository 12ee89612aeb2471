//! A JSON value as one text: the shape in which policies reach the domain, and from which they borrow.
//!
//! The browser parses JSON; what reaches us is its tape: the value's tokens, each followed by [`MARK`] but the last.
//! `js/tape.js` writes it. A token's first byte tells what it is: `{` `}` `[` `]` open and close, `:` is a key, `"` a
//! text, `#` a whole number from 0 to 4294967295 and `#` alone any other, `t` and `f` are the two flags, and anything
//! else is nothing.

use crate::domain::split::{self, Parts};

/// Parts two tokens; no text on a tape contains it.
pub const MARK: u8 = 0x1f;

/// What is left to read of a tape. After its end come empty tokens, which are nothing.
#[derive(Clone, Copy, Debug)]
pub struct Tape<'a>(pub &'a str);

impl<'a> Tape<'a> {
    /// Takes the next token.
    #[inline(never)]
    pub fn token(&mut self) -> &'a str {
        let (token, rest) = split::once(self.0, MARK).unwrap_or((self.0, ""));
        self.0 = rest;
        token
    }

    /// Returns the next token's first byte without taking it; 0 at the end.
    pub fn kind(&self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or(0)
    }

    /// Takes one value, whatever it is made of. A tape that breaks off ends every value.
    pub fn skip(&mut self) {
        let mut depth = 0;
        loop {
            let kind = self.kind();
            self.token();
            match kind {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                // A key is followed by its value.
                b':' => continue,
                _ => {}
            }
            if depth <= 0 || self.0.is_empty() {
                return;
            }
        }
    }

    /// Returns what was taken since `before`, without the mark at its end.
    pub fn since(self, before: Self) -> &'a str {
        let length = before.0.len() - self.0.len();
        before.0.get(..if self.0.is_empty() { length } else { length.saturating_sub(1) }).unwrap_or("")
    }
}

/// Returns what follows the byte that tells a token's kind.
pub fn content(token: &str) -> &str {
    token.get(1..).unwrap_or("")
}

/// A list of texts, as it stands on a tape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts<'a>(pub &'a str);

impl<'a> Texts<'a> {
    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for Texts<'a> {
    type Item = &'a str;
    type IntoIter = Items<'a>;

    fn into_iter(self) -> Items<'a> {
        Items(split::all(self.0, MARK))
    }
}

/// Iterates over the texts of a list.
#[derive(Clone, Debug)]
pub struct Items<'a>(Parts<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let token = self.0.next()?;
        // Behind the last mark stands nothing, not even a token's kind.
        if token.is_empty() { None } else { Some(content(token)) }
    }
}

/// Writes a value's tape, as `js/tape.js` does: for whoever parses JSON without a browser.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
pub struct Writer(String);

#[cfg(not(target_arch = "wasm32"))]
impl Writer {
    /// Adds one token: its first byte, and what follows. Control characters become spaces.
    pub fn push(&mut self, kind: char, text: &str) {
        if !self.0.is_empty() {
            self.0.push(char::from(MARK));
        }
        self.0.push(kind);
        self.0.extend(text.chars().map(|character| if character < ' ' { ' ' } else { character }));
    }

    /// Returns the tape.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_taken_whole() {
        for (tape, rest) in [
            ("\"a~\"b", "\"b"),
            ("[~\"a~]~t", "t"),
            ("{~:a~[~#1~]~:b~{~}~}~:c", ":c"),
            ("{~:a~[", ""),
            ("]~t", "t"),
            ("", ""),
        ] {
            let text = tape.replace('~', "\u{1f}");
            let mut tape = Tape(&text);
            tape.skip();
            assert_eq!(tape.0.replace('\u{1f}', "~"), rest);
        }
    }

    #[test]
    fn lists_give_their_texts() {
        let list = "\"a\u{1f}\"\u{1f}\"b\u{1f}";
        assert_eq!(Texts(list).into_iter().collect::<Vec<_>>(), ["a", "", "b"]);
        assert_eq!(Texts("").into_iter().count(), 0);
        assert_eq!(Texts("\"a").into_iter().count(), 1);
    }
}
