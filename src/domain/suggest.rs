//! The word that was probably meant.

use crate::domain::error::Error;

/// Returns an error's message, with the nearest word that would have been right where there is one.
pub fn advise(error: &Error) -> String {
    let mut message = error.message();
    let known = error.expected.strip_prefix("one of ").unwrap_or("").split(", ");
    if let Some(word) = nearest(error.found.trim_matches('"'), known) {
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

/// Counts the letters to add, drop, change or swap with their neighbour (optimal string alignment).
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().take(64).flat_map(char::to_lowercase).collect();
    let to: Vec<char> = to.chars().flat_map(char::to_lowercase).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for (row, a) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in to.iter().enumerate() {
            let at = |back: usize, place: usize| {
                rows.len()
                    .checked_sub(back)
                    .and_then(|row| rows.get(row))
                    .and_then(|row| row.get(place))
                    .copied()
            };
            let changed = at(1, column).unwrap_or(usize::MAX - 1) + usize::from(a != b);
            let dropped = at(1, column + 1).unwrap_or(usize::MAX - 1) + 1;
            let added = line.last().copied().unwrap_or(usize::MAX - 1) + 1;
            let is_swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(b) && to.get(column - 1) == Some(a);
            let swapped = if is_swapped {
                at(2, column - 1).map_or(usize::MAX, |before| before + 1)
            } else {
                usize::MAX
            };
            line.push(changed.min(dropped).min(added).min(swapped));
        }
        rows.push(line);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
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
