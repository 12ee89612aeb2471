//! What the gate tells JavaScript: lines of fields. Objects or JSON text built from Rust would cost the gate
//! several times the bytes that taking lines apart costs a script.

use crate::domain::error::Error;

/// Parts two fields of a line.
pub const FIELD: &str = "\u{1f}";
/// Ends a line.
pub const LINE: &str = "\u{1e}";

/// Collects lines.
#[derive(Debug, Default)]
pub struct Lines(pub String);

impl Lines {
    /// Adds one line.
    #[inline(never)]
    pub fn add(&mut self, fields: &[&str]) {
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                self.0.push_str(FIELD);
            }
            self.0.push_str(field);
        }
        self.0.push_str(LINE);
    }

    /// Adds an error: `error`, code, path, found, expected.
    pub fn error(&mut self, error: &Error) {
        self.add(&["error", error.code, &error.path, &error.found, &error.expected]);
    }
}

/// Writes a number in a radix up to 36, in lower case.
pub fn push_number(text: &mut String, number: u32, radix: u32) {
    const DIGITS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    if number >= radix {
        push_number(text, number / radix, radix);
    }
    let digit = (number % radix) as usize;
    text.push_str(DIGITS.get(digit..=digit).unwrap_or(""));
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_any_radix() {
        let check = |number, radix, expected| {
            let mut text = String::new();
            super::push_number(&mut text, number, radix);
            assert_eq!(text, expected);
        };
        check(0, 10, "0");
        check(u32::MAX, 10, "4294967295");
        check(u32::MAX, 36, "1z141z3");
        check(255, 16, "ff");
    }
}
