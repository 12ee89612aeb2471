//! What a refused service may have left in the browser, and how to try to be rid of it.

use crate::domain::cookie::{self, Place};
use crate::domain::split;

/// The most path segments that deletion goes through; a longer path is no place where trackers put cookies.
const DEEPEST: usize = 8;

/// Returns the strings that, written to `document.cookie`, delete `name` wherever this page can reach it: for the
/// host itself and every parent domain, for every path above the page's, plain and partitioned.
pub fn deletions(name: &str, host: &str, path: &str, secure: bool) -> Vec<String> {
    let mut strings = Vec::new();
    for domain in domains(host) {
        for path in paths(path) {
            let text = cookie::write(name, "", 0, Place { domain, path, secure });
            if secure {
                let mut partitioned = text.clone();
                partitioned.push_str("; Partitioned");
                strings.push(partitioned);
            }
            strings.push(text);
        }
    }
    strings
}

/// The host-only cookie first, then the host and each parent; the browser itself refuses public suffixes.
fn domains(host: &str) -> Vec<&str> {
    let mut all = vec![""];
    // An address has no parents; no top-level domain ends in a digit.
    let is_address = host.bytes().last().is_none_or(|byte| byte == b']' || byte.is_ascii_digit());
    let mut rest = if is_address { None } else { Some(host) };
    while let Some(domain) = rest {
        all.push(domain);
        rest = split::once(domain, b'.').map(|(_, parent)| parent);
    }
    all
}

fn paths(path: &str) -> Vec<&str> {
    let mut all = vec!["/"];
    for (place, byte) in path.bytes().enumerate().skip(1) {
        if byte == b'/' && all.len() < 2 * DEEPEST {
            all.extend(path.get(..place));
            all.extend(path.get(..=place));
        }
    }
    if path.as_bytes().last().is_some_and(|byte| *byte != b'/') {
        all.push(path);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parent_domain() {
        assert_eq!(
            domains("a.b.example.com"),
            ["", "a.b.example.com", "b.example.com", "example.com", "com"]
        );
        assert_eq!(domains("localhost"), ["", "localhost"]);
        assert_eq!(domains("127.0.0.1"), [""]);
        assert_eq!(domains("[::1]"), [""]);
    }

    #[test]
    fn every_path_above() {
        assert_eq!(paths("/"), ["/"]);
        assert_eq!(paths("/a/b/c"), ["/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c"]);
        assert_eq!(paths("/a/"), ["/", "/a", "/a/"]);
        assert!(paths(&"/x".repeat(1000)).len() < 20);
    }

    #[test]
    fn partitioned_only_where_it_can_be() {
        assert_eq!(deletions("a", "localhost", "/", false).len(), 2);
        assert_eq!(deletions("a", "localhost", "/", true).len(), 4);
    }
}
