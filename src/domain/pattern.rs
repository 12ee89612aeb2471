//! Patterns over plain strings: hosts with their subdomains, and names with `*`.

/// Returns whether `host` (with or without a port) is `pattern` or a subdomain of it.
/// A pattern without a port fits every port.
pub fn host_fits(pattern: &str, host: &str) -> bool {
    let host = if has_port(pattern) { host } else { without_port(host) };
    match host.strip_suffix(pattern) {
        Some("") => true,
        Some(rest) => rest.ends_with('.'),
        None => false,
    }
}

/// Returns the host without its port. A bare IPv6 address stays as it is.
pub fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) && (!name.contains(':') || name.ends_with(']')) => name,
        _ => host,
    }
}

/// Returns whether `name` is `pattern`, in which every `*` stands for any run of characters.
/// Time is at most the product of the two lengths.
pub fn name_fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    false
}

/// Returns whether `path` begins with `pattern`, in which `*` stands for any run of characters.
pub fn path_fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

fn has_port(host: &str) -> bool {
    without_port(host).len() != host.len()
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
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
    fn paths() {
        let check =
            |pattern, path, expected| assert_eq!(path_fits(pattern, path), expected, "{pattern} {path}");
        check("/stats/", "/stats/collect", true);
        check("/stats/", "/statistics", false);
        check("/*/collect", "/v1/collect?x", true);
        check("/*/collect", "/collect", false);
    }
}
