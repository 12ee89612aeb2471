//! Patterns over plain strings: hosts with their subdomains, and names with `*`.

use crate::domain::split;

/// Returns whether `host` (with or without a port) is `pattern` or a subdomain of it.
/// A pattern without a port fits every port.
pub fn host_fits(pattern: &str, host: &str) -> bool {
    let with_port = without_port(pattern).len() != pattern.len();
    let host = if with_port { host } else { without_port(host) };
    match host.as_bytes().strip_suffix(pattern.as_bytes()) {
        Some([]) => true,
        Some(rest) => rest.last() == Some(&b'.'),
        None => false,
    }
}

/// Returns the host without its port and without the final dot, by which the root of all names may be written out
/// (RFC 1034, section 3.1). A bare IPv6 address stays as it is.
pub fn without_port(host: &str) -> &str {
    let name = match split::last(host, b':') {
        Some((name, port))
            if !port.is_empty()
                && port.bytes().all(|byte| byte.is_ascii_digit())
                && (name.as_bytes().last() == Some(&b']') || !name.bytes().any(|byte| byte == b':')) =>
        {
            name
        }
        _ => host,
    };
    name.strip_suffix('.').unwrap_or(name)
}

/// Returns whether `name` is `pattern`, in which every `*` stands for any run of characters.
/// Time is at most the product of the two lengths.
pub fn name_fits(pattern: &str, name: &str) -> bool {
    fits(pattern.as_bytes(), name.as_bytes(), None, false)
}

/// Returns whether `path` begins with `pattern`, in which `*` stands for any run of characters.
pub fn path_fits(pattern: &str, path: &str) -> bool {
    fits(pattern.as_bytes(), path.as_bytes(), None, true)
}

/// Returns whether `pattern`, in which `*` stands for any run of characters, stands somewhere in `text`.
pub fn text_fits(pattern: &str, text: &str) -> bool {
    fits(pattern.as_bytes(), text.as_bytes(), Some((0, 0)), true)
}

/// The greedy match with one way back: to behind the last star, which then takes one byte more. `star` says where that
/// is, in the pattern and in the name.
fn fits(pattern: &[u8], name: &[u8], mut star: Option<(usize, usize)>, open_end: bool) -> bool {
    let (mut at, mut from) = (0, 0);
    while from < name.len() {
        match pattern.get(at) {
            None if open_end => return true,
            Some(b'*') => {
                at += 1;
                star = Some((at, from));
            }
            Some(byte) if name.get(from) == Some(byte) => {
                at += 1;
                from += 1;
            }
            _ => match star {
                Some((place, took)) => {
                    star = Some((place, took + 1));
                    at = place;
                    from = took + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let check =
            |pattern, host, expected| assert_eq!(host_fits(pattern, host), expected, "{pattern} {host}");
        check("tracker.example", "tracker.example", true);
        check("tracker.example", "tracker.example:8080", true);
        check("tracker.example", "eu.tracker.example", true);
        check("tracker.example", "nottracker.example", false);
        check("tracker.example", "tracker.example.evil", false);
        check("127.0.0.1:4801", "127.0.0.1:4801", true);
        check("127.0.0.1:4801", "127.0.0.1:4802", false);
        check("127.0.0.1", "127.0.0.1:4802", true);
        check("[::1]:80", "[::1]:80", true);
        check("[::1]", "[::1]:80", true);
        check("example", "", false);
        check("tracker.example", "eu.tracker.example.:8080", true);
    }

    #[test]
    fn names() {
        let check =
            |pattern, name, expected| assert_eq!(name_fits(pattern, name), expected, "{pattern} {name}");
        check("_ga", "_ga", true);
        check("_ga", "_gat", false);
        check("_ga_*", "_ga_ABC", true);
        check("_ga_*", "_ga_", true);
        check("_ga_*", "_ga", false);
        check("*_id", "ph_id", true);
        check("*_id", "ph_idx", false);
        check("a*b*c", "a-b-b-c", true);
        check("a*b*c", "a-c-b", false);
        check("a*a", "a", false);
        check("ph_*_posthog", "ph_key_posthog", true);
        check("", "", true);
        check("", "x", false);
    }

    #[test]
    fn texts() {
        let check =
            |pattern, text, expected| assert_eq!(text_fits(pattern, text), expected, "{pattern} {text}");
        check("fbq('init'", "!function(){}; fbq('init', '1')", true);
        check("fbq('init'", "fbq('track')", false);
        check("gtag*config", "gtag('js', new Date());\ngtag('config', 'G-1')", true);
        check("ab", "aab", true);
        check("aab", "aaab", true);
        check("a", "", false);
    }

    #[test]
    fn paths() {
        let check =
            |pattern, path, expected| assert_eq!(path_fits(pattern, path), expected, "{pattern} {path}");
        check("/stats/", "/stats/collect", true);
        check("/stats/", "/statistics", false);
        check("/*/collect", "/v1/collect?x", true);
        check("/*/collect", "/collect", false);
    }
}
