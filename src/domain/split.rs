//! Cutting strings at single bytes. The standard library's `split` brings a general searcher of 3 KB into the
//! gate; everything the gate cuts is cut at one ASCII byte.

/// Returns what stands before and after the first `byte`; none if it does not occur. `byte` is ASCII.
pub fn once(text: &str, byte: u8) -> Option<(&str, &str)> {
    cut(text, byte, false)
}

/// Returns what stands before and after the last `byte`; none if it does not occur. `byte` is ASCII.
pub fn last(text: &str, byte: u8) -> Option<(&str, &str)> {
    cut(text, byte, true)
}

/// Returns the parts of `text` between the bytes; at least one.
pub fn all(text: &str, byte: u8) -> Parts<'_> {
    Parts { rest: Some(text), byte }
}

// One loop for both directions: a second one would weigh more than looking at the rest of a short text.
fn cut(text: &str, byte: u8, last: bool) -> Option<(&str, &str)> {
    let mut place = None;
    for (index, found) in text.as_bytes().iter().enumerate() {
        if *found == byte {
            place = Some(index);
            if !last {
                break;
            }
        }
    }
    let (before, rest) = text.split_at_checked(place?)?;
    Some((before, rest.get(1..)?))
}

/// Iterates over the parts of a string.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    byte: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let (part, rest) = match once(text, self.byte) {
            Some((part, rest)) => (part, Some(rest)),
            None => (text, None),
        };
        self.rest = rest;
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cuts_as_the_standard_library_does() {
        for text in ["", "~", "a", "a~b", "~a~~b~", "ä~ö", "a~"] {
            assert_eq!(super::all(text, b'~').collect::<Vec<_>>(), text.split('~').collect::<Vec<_>>());
            assert_eq!(super::once(text, b'~'), text.split_once('~'));
            assert_eq!(super::last(text, b'~'), text.rsplit_once('~'));
        }
    }
}
