//! What the gate tells JavaScript: lines of fields. Objects or JSON text built from Rust would cost the gate
//! several times the bytes that taking lines apart costs a script.

/// Parts two fields of a line.
pub const FIELD: &str = "\u{1f}";
/// The same as a byte, for taking fields apart.
pub const MARK: u8 = 0x1f;
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
    pub fn error(&mut self, code: &str, path: &str, found: &str, expected: &str) {
        self.add(&["error", code, path, found, expected]);
    }
}

/// Writes a number in a radix up to 36, in lower case.
pub fn push_number(text: &mut String, number: u32, radix: u32) {
    const DIGITS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    if number >= radix {
        push_number(text, number / radix, radix);
    }
    let digit = (number % radix) as usize;
    text.push_str(DIGITS.get(digit..digit + 1).unwrap_or(""));
}

/// Reads a number in a radix up to 36. Accepts only what [`push_number`] writes: no sign, no capitals, no leading
/// zero. (The standard library's `parse` weighs twice as much, and takes more.)
pub fn read_number(text: &str, radix: u32) -> Option<u32> {
    let mut number = 0u32;
    for byte in text.bytes() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            _ => 36,
        };
        if u32::from(digit) >= radix {
            return None;
        }
        number = number.checked_mul(radix)?.checked_add(digit.into())?;
    }
    let leads_with_zero = text.len() > 1 && text.as_bytes().first() == Some(&b'0');
    (!text.is_empty() && !leads_with_zero).then_some(number)
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_any_radix() {
        let check = |number, radix, expected| {
            let mut text = String::new();
            super::push_number(&mut text, number, radix);
            assert_eq!(text, expected);
            assert_eq!(super::read_number(expected, radix), Some(number));
        };
        check(0, 10, "0");
        check(u32::MAX, 10, "4294967295");
        check(u32::MAX, 36, "1z141z3");
        check(255, 16, "ff");
    }

    #[test]
    fn nothing_else_is_a_number() {
        for (text, radix) in
            [("", 10), ("00", 10), ("01", 36), ("+1", 10), ("-1", 36), ("a", 10), ("FF", 16), ("1 ", 10)]
        {
            assert_eq!(super::read_number(text, radix), None, "{text}");
        }
        assert_eq!(super::read_number("4294967296", 10), None);
        assert_eq!(super::read_number("1z141z4", 36), None);
    }
}
