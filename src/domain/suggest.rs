//! The word that was probably meant.

use crate::domain::error::Error;
use crate::domain::split;

/// Returns an error's message, with the nearest word that would have been right where there is one.
pub fn advise(error: &Error) -> String {
    let mut message = error.message();
    let found = split::all(&error.found, b'"').nth(1).unwrap_or(&error.found);
    let known = error.expected.strip_prefix("one of ").unwrap_or("");
    if let Some(word) = nearest(found, split::all(known, b',').map(str::trim_ascii)) {
        message.push_str("; did you mean \"");
        message.push_str(word);
        message.push_str("\"?");
    }
    message
}

/// Returns the nearest of some words, if any is near: at most a third of its letters away.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (distance(found, word), word))
        .filter(|(distance, word)| *distance <= word.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Counts the letters to add, drop, change or swap with their neighbour (optimal string alignment). The words of a
/// policy are ASCII, so bytes are letters.
fn distance(from: &str, to: &str) -> usize {
    let letters =
        |word: &str| word.bytes().take(64).map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
    let (from, to) = (letters(from), letters(to));
    let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(99);
    let mut older = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, a) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in to.iter().enumerate() {
            let changed = at(&last, column) + usize::from(a != b);
            let mut least = changed.min(at(&last, column + 1) + 1).min(at(&line, column) + 1);
            let is_swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(b) && to.get(column - 1) == Some(a);
            if is_swapped {
                least = least.min(at(&older, column - 1) + 1);
            }
            line.push(least);
        }
        older = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let keys = ["controller", "statement", "purposes", "services", "record", "replyDays"];
        let check = |found, expected| assert_eq!(nearest(found, keys), expected, "{found}");
        check("serivces", Some("services"));
        check("purpose", Some("purposes"));
        check("replydays", Some("replyDays"));
        check("Record", Some("record"));
        check("xyz", None);
        check("", None);
    }

    #[test]
    fn a_misspelt_word_is_answered_with_the_right_one() {
        let check = |found: &str, ends: &str| {
            let error = Error::new("unknown-key", "controler", found, "one of controller, statement");
            assert_eq!(
                advise(&error),
                format!("controler: found {found}, expected one of controller, statement{ends}")
            );
        };
        check("\"controler\"", "; did you mean \"controller\"?");
        check("\"whatever\"", "");
    }
}
