//! What a refused service may have left in the browser, and how to try to be rid of it.

use crate::domain::cookie::{self, Place};
use crate::domain::split;

/// The most path segments that deletion goes through; a longer path is no place where trackers put cookies.
const DEEPEST: usize = 8;

/// Returns the strings that, written to `document.cookie`, delete `name` wherever this page can reach it: for the
/// host itself and every parent domain, for every path above the page's, plain and partitioned.
pub fn deletions(name: &str, host: &str, path: &str, secure: bool) -> Vec<String> {
    let mut strings = Vec::new();
    // An address has no parents; no top-level domain ends in a digit.
    let is_address = host.as_bytes().last().is_none_or(|byte| *byte == b']' || byte.is_ascii_digit());
    let mut rest = if is_address { None } else { Some(host) };
    // The host-only cookie first, then the host and each parent; the browser itself refuses public suffixes.
    let mut domain = "";
    loop {
        let mut count = 0;
        for end in 0..=path.len() {
            let Some(path) = place(path, end, count) else { continue };
            count += 1;
            let text = cookie::write(name, "", 0, Place { domain, path, secure });
            if secure {
                let mut partitioned = text.clone();
                partitioned.push_str("; Partitioned");
                strings.push(partitioned);
            }
            strings.push(text);
        }
        let Some(next) = rest else { return strings };
        domain = next;
        rest = split::once(domain, b'.').map(|(_, parent)| parent);
    }
}

/// Returns the first `end` bytes of a path if cookies are set on them: up to a slash, without it or with it, or the
/// whole. `count` were returned before. The root comes first.
fn place(path: &str, end: usize, count: usize) -> Option<&str> {
    let bytes = path.as_bytes();
    match end {
        0 => Some("/"),
        1 => None,
        _ => {
            let is_slash = [bytes.get(end), bytes.get(end - 1)].contains(&Some(&b'/'));
            let is_place = end == bytes.len() || (is_slash && count < 2 * DEEPEST);
            if is_place { path.get(..end) } else { None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the values that an attribute has in deletions, without repetition.
    fn values(attribute: &str, host: &str, path: &str) -> Vec<String> {
        let mut values = Vec::new();
        for text in deletions("a", host, path, false) {
            let parts = text.split("; ").find_map(|part| part.strip_prefix(attribute));
            let value = parts.unwrap_or("").to_string();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    #[test]
    fn every_parent_domain() {
        let check = |host, expected: &[&str]| assert_eq!(values("Domain=", host, "/"), expected);
        check("a.b.example.com", &["", "a.b.example.com", "b.example.com", "example.com", "com"]);
        check("localhost", &["", "localhost"]);
        check("127.0.0.1", &[""]);
        check("[::1]", &[""]);
    }

    #[test]
    fn every_path_above() {
        let check = |path, expected: &[&str]| assert_eq!(values("Path=", "localhost", path), expected);
        check("/", &["/"]);
        check("/a/b/c", &["/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c"]);
        check("/a/", &["/", "/a", "/a/"]);
        check("blank", &["/", "blank"]);
        assert!(values("Path=", "localhost", &"/x".repeat(1000)).len() < 20);
    }

    #[test]
    fn partitioned_only_where_it_can_be() {
        assert_eq!(deletions("a", "localhost", "/", false).len(), 2);
        assert_eq!(deletions("a", "localhost", "/", true).len(), 4);
    }
}
