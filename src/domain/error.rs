//! The one error of the domain: a stable code, the place, what was found and what was expected.

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
    // Inlined, its three allocations would stand in the gate once for each of thirty errors.
    #[inline(never)]
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
