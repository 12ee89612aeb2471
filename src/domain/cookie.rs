//! Cookie strings as `document.cookie` takes and gives them.

use crate::domain::lines::push_number;
use crate::domain::pattern::name_fits;
use crate::domain::split;

/// Returns the name in a string written to `document.cookie`. A string without `=` is a value without a name.
/// Of `=a=1`, a value without a name too, `document.cookie` and servers read `a=1`: its name is `a`.
pub fn name(written: &str) -> &str {
    let (name, value) = pair(split::all(written, b';').next().unwrap_or(""));
    if name.is_empty() { pair(value).0 } else { name }
}

/// Returns the value of the first cookie called `wanted` in what `document.cookie` reads.
pub fn value<'a>(jar: &'a str, wanted: &str) -> Option<&'a str> {
    for part in split::all(jar, b';') {
        let (name, value) = pair(part);
        if name == wanted {
            return Some(value);
        }
    }
    None
}

fn pair(part: &str) -> (&str, &str) {
    match split::once(part, b'=') {
        Some((name, value)) => (name.trim_ascii(), value.trim_ascii()),
        None => ("", part.trim_ascii()),
    }
}

/// Returns the written cookie without its lifetime, so that it ends with the session.
pub fn soften(written: &str) -> String {
    let mut kept = String::new();
    for (index, part) in split::all(written, b';').enumerate() {
        if index > 0 {
            let attribute = pair(part).0;
            if attribute.eq_ignore_ascii_case("expires") || attribute.eq_ignore_ascii_case("max-age") {
                continue;
            }
            kept.push_str(";");
        }
        kept.push_str(part);
    }
    kept
}

/// Returns whether a write can only delete: `max-age` of zero or less, or an `expires` in 1970.
/// Deleting needs nobody's consent. Where both stand, `max-age` counts (RFC 6265, 5.3).
pub fn deletes(written: &str) -> bool {
    let (mut by_age, mut by_date) = (None, false);
    for (name, value) in split::all(written, b';').skip(1).map(pair) {
        if name.eq_ignore_ascii_case("max-age") {
            by_age = Some(match value.as_bytes() {
                b"0" => true,
                [b'-', rest @ ..] => !rest.is_empty() && rest.iter().all(u8::is_ascii_digit),
                _ => false,
            });
        } else if name.eq_ignore_ascii_case("expires") {
            by_date = name_fits("*1970*", value);
        }
    }
    by_age.unwrap_or(by_date)
}

/// Holds where a cookie of ours lives.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its domain attribute; empty for the page's host alone.
    pub domain: &'a str,
    /// Its path attribute.
    pub path: &'a str,
    /// Whether the page is served over HTTPS.
    pub secure: bool,
}

/// Writes a cookie that lasts `seconds`; none deletes it.
pub fn write(name: &str, value: &str, seconds: u32, place: Place<'_>) -> String {
    let mut text = String::from(name);
    for part in ["=", value, "; Path=", place.path, "; SameSite=Lax; Max-Age="] {
        text.push_str(part);
    }
    push_number(&mut text, seconds, 10);
    if !place.domain.is_empty() {
        text.push_str("; Domain=");
        text.push_str(place.domain);
    }
    if place.secure {
        text.push_str("; Secure");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_values() {
        assert_eq!(name("_ga=1; path=/"), "_ga");
        assert_eq!(name(" _ga = 1"), "_ga");
        assert_eq!(name("novalue"), "");
        assert_eq!(value("a=1; b=2=3; c", "b"), Some("2=3"));
        assert_eq!(value("aa=1", "a"), None);
    }

    #[test]
    fn softening_takes_only_the_lifetime() {
        assert_eq!(
            soften("id=x; Max-Age=99; path=/; EXPIRES=Fri, 1 Jan 2038; Secure"),
            "id=x; path=/; Secure"
        );
        assert_eq!(soften("expires=x; path=/"), "expires=x; path=/", "the first pair is the cookie itself");
    }

    #[test]
    fn knows_deletions() {
        let check = |written, expected| assert_eq!(deletes(written), expected, "{written}");
        check("a=; max-age=0", true);
        check("a=; Max-Age=-1; path=/", true);
        check("a=1; max-age=10; expires=Thu, 01 Jan 1970 00:00:00 GMT", false);
        check("a=; expires=Thu, 01-Jan-1970 00:00:01 GMT", true);
        check("a=; expires=Thu, 01 Jan 2038 00:00:00 GMT", false);
        check("a=1970", false);
        check("max-age=0", false);
        check("a=; max-age=-", false);
    }

    #[test]
    fn writes() {
        let place = Place { domain: "", path: "/", secure: false };
        assert_eq!(write("m", "v", 60, place), "m=v; Path=/; SameSite=Lax; Max-Age=60");
        let place = Place { domain: "example.com", path: "/a", secure: true };
        assert_eq!(
            write("m", "", 0, place),
            "m=; Path=/a; SameSite=Lax; Max-Age=0; Domain=example.com; Secure"
        );
    }
}
