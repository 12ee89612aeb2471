//! Places in messages, for what is put in.

use crate::domain::split;

/// A piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words of ours.
    Words(&'a str),
    /// A place for something else, by its name.
    Place(&'a str),
}

/// Takes a message apart, so that what goes into its places can never be mistaken for a place.
pub fn parts(message: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = message;
    while let Some((words, after)) = split::once(rest, b'{') {
        let (place, after) = split::once(after, b'}').unwrap_or((after, ""));
        found.extend([Part::Words(words), Part::Place(place)]);
        rest = after;
    }
    found.push(Part::Words(rest));
    found
}

/// Puts a value in the place of a message that has one: `fill("a {b}", "c")` is `a c`.
pub fn fill(message: &str, value: &str) -> String {
    let mut text = String::new();
    for part in parts(message) {
        text.push_str(match part {
            Part::Words(words) => words,
            Part::Place(_) => value,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        assert_eq!(fill("a {b} c", "{b}"), "a {b} c");
        assert_eq!(fill("{b}", "x"), "x");
        assert_eq!(fill("a", "x"), "a");
        assert_eq!(parts("{a}b"), [Part::Words(""), Part::Place("a"), Part::Words("b")]);
        assert_eq!(parts("a {b"), [Part::Words("a "), Part::Place("b"), Part::Words("")]);
    }
}
