//! What a refused service may have left in the browser, and how to try to be rid of it.

use crate::domain::cookie::{self, Place};

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
    let is_address = host.contains(':')
        || host.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    let mut rest = (!is_address).then_some(host);
    while let Some(domain) = rest.filter(|domain| !domain.is_empty()) {
        all.push(domain);
        rest = domain.split_once('.').map(|(_, parent)| parent);
    }
    all
}

fn paths(path: &str) -> Vec<&str> {
    let mut all = vec!["/"];
    let slashes = path.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(index, _)| index).skip(1);
    for slash in slashes.take(DEEPEST) {
        all.extend(path.get(..slash));
        all.extend(path.get(..=slash));
    }
    if !path.ends_with('/') && path.len() > 1 {
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
