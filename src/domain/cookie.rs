//! Cookie strings as `document.cookie` takes and gives them.

/// Returns the name in a string written to `document.cookie`. A string without `=` is a value without a name.
pub fn name(written: &str) -> &str {
    let pair = written.split(';').next().unwrap_or("");
    pair.split_once('=').map_or("", |(name, _)| name.trim())
}

/// Returns the value of the first cookie called `name` in what `document.cookie` reads.
pub fn value<'a>(jar: &'a str, name: &str) -> Option<&'a str> {
    jar.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Returns the names in what `document.cookie` reads.
pub fn names(jar: &str) -> impl Iterator<Item = &str> {
    jar.split(';').map(name).filter(|name| !name.is_empty())
}

/// Returns the written cookie without its lifetime, so that it ends with the session. A write that
/// deletes (no time left) stays what it is: `deletes` says so.
pub fn soften(written: &str) -> String {
    let mut kept = String::new();
    for (index, part) in written.split(';').enumerate() {
        let attribute = part.split('=').next().unwrap_or("").trim();
        let is_lifetime =
            attribute.eq_ignore_ascii_case("expires") || attribute.eq_ignore_ascii_case("max-age");
        if index > 0 && is_lifetime {
            continue;
        }
        if index > 0 {
            kept.push(';');
        }
        kept.push_str(part);
    }
    kept
}

/// Returns whether a write can only delete: `max-age` of zero or less, or an `expires` in 1970.
/// Deleting needs nobody's consent. Where both stand, `max-age` counts (RFC 6265, 5.3).
pub fn deletes(written: &str) -> bool {
    let attribute = |wanted: &str| {
        written
            .split(';')
            .skip(1)
            .filter_map(|part| part.split_once('='))
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.trim())
            .last()
    };
    match (attribute("max-age"), attribute("expires")) {
        (Some(age), _) => {
            age == "0"
                || age
                    .strip_prefix('-')
                    .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()) && !rest.is_empty())
        }
        (None, Some(date)) => {
            date.split(|mark: char| !mark.is_ascii_alphanumeric()).any(|word| word == "1970")
        }
        _ => false,
    }
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
    text.push('=');
    text.push_str(value);
    text.push_str("; Max-Age=");
    push_number(&mut text, seconds);
    text.push_str("; Path=");
    text.push_str(place.path);
    if !place.domain.is_empty() {
        text.push_str("; Domain=");
        text.push_str(place.domain);
    }
    text.push_str("; SameSite=Lax");
    if place.secure {
        text.push_str("; Secure");
    }
    text
}

fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.extend(char::from_digit(number % 10, 10));
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
        assert_eq!(names("a=1; b; c=").collect::<Vec<_>>(), ["a", "c"]);
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
        assert_eq!(write("m", "v", 60, place), "m=v; Max-Age=60; Path=/; SameSite=Lax");
        let place = Place { domain: "example.com", path: "/a", secure: true };
        assert_eq!(
            write("m", "", 0, place),
            "m=; Max-Age=0; Path=/a; Domain=example.com; SameSite=Lax; Secure"
        );
    }
}
