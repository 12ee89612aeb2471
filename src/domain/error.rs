//! What the domain says when something from outside is wrong: a stable code, the place, what was found and what was
//! expected.

/// Says what is wrong with something that came from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// A stable code such as `unknown-key`; programs may match on it.
    pub code: &'static str,
    /// Where: `purposes[2].requires[0]`; empty means the whole.
    pub path: String,
    /// What stood there, shortened.
    pub found: String,
    /// What would have been right.
    pub expected: String,
}

impl Error {
    /// Puts the parts of an error together.
    pub fn new(code: &'static str, path: &str, found: &str, expected: &str) -> Self {
        Self { code, path: path.into(), found: found.into(), expected: expected.into() }
    }

    /// Writes the error as one line: `purposes[0].id: found "A", expected …`.
    pub fn message(&self) -> String {
        let mut line = String::new();
        if !self.path.is_empty() {
            line.push_str(&self.path);
            line.push_str(": ");
        }
        line.push_str("found ");
        line.push_str(&self.found);
        line.push_str(", expected ");
        line.push_str(&self.expected);
        line
    }
}

/// Says why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// A stable code such as `unknown-id`; programs may match on it.
    pub code: &'static str,
    /// The id that it is about, if any.
    pub id: &'a str,
    /// What stood there.
    pub found: &'static str,
    /// What would have been right.
    pub expected: &'static str,
}
