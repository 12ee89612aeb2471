//! What the commonest services write in the browser: names of cookies and keys, with how long they last, so that a site
//! need not list them. The vendors' documents about them are named in `docs/services.md`. The gate knows the commonest
//! names as part of its table; the list itself, with kinds in capitals for the others, is for deleting, and not in it.

use super::Known;
use crate::domain::split;

const LIST: &str = include_str!("writes.txt");

/// A cookie or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Write {
    /// The id of the service.
    pub service: &'static str,
    /// What it is for.
    pub known: Known,
    /// Whether the gate knows it too.
    pub common: bool,
    /// Whether it is a cookie; else a key of localStorage or sessionStorage.
    pub is_cookie: bool,
    /// Its name; a star at the end or at the beginning stands for anything.
    pub pattern: &'static str,
    /// How long it lasts, as `2y` or `session`; empty for a key, which lasts until it is deleted.
    pub lifetime: &'static str,
}

/// Returns all of them, those of a service together.
pub fn writes() -> impl Iterator<Item = Write> {
    let mut service = ("", Known::Any);
    split::all(LIST, b'\n').filter_map(move |line| {
        let mut words = split::all(line, b' ');
        let (kind, name) = (words.next()?, words.next()?);
        if kind == "service" {
            let known = match words.next()? {
                "marketing" => Known::Marketing,
                "analytics" => Known::Analytics,
                "identity" => Known::Identity,
                _ => Known::Any,
            };
            service = (name, known);
            return None;
        }
        let (id, known) = service;
        Some(Write {
            service: id,
            known,
            common: kind == "cookie" || kind == "key",
            is_cookie: kind.eq_ignore_ascii_case("cookie"),
            pattern: name,
            lifetime: words.next().unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::{COMMON, Catalogue, FULL};
    use super::*;

    const DOCUMENT: &str = include_str!("../../../docs/services.md");

    #[test]
    fn both_tables_know_every_name_and_nothing_beside_it() {
        for table in [COMMON, FULL] {
            let catalogue = Catalogue::new(table);
            for Write { pattern, known, .. } in writes().filter(|write| write.common) {
                let name = pattern.replacen('*', "7Abc", 1);
                assert_eq!(catalogue.look_up_name(&name), Some(known), "{name}");
            }
            for name in [
                "",
                "session",
                "basket",
                "_g",
                "ga",
                "_gaz",
                "csrftoken",
                "PHPSESSID",
                "hm_lvt_1",
                "posthog",
                "visitor_idea",
            ] {
                assert_eq!(catalogue.look_up_name(name), None, "{name}");
            }
        }
    }

    #[test]
    fn every_row_is_whole() {
        let mut services = Vec::new();
        for write in writes() {
            services.push(write.service);
            let row = DOCUMENT.lines().find(|line| line.starts_with(&format!("| {} |", write.service)));
            let row = row.unwrap_or_else(|| panic!("{write:?}"));
            assert!(row.contains("<https://"), "{write:?}");
            let name = format!("`{}`", write.pattern);
            assert!(row.contains(&name), "{write:?}");
            assert_eq!(row.contains(&format!("**{name}**")), write.common, "{write:?}");
            assert_eq!(write.is_cookie, !write.lifetime.is_empty(), "{write:?}");
            let inner = write.pattern.trim_matches('*');
            assert!(!inner.is_empty() && !inner.contains('*'), "{write:?}");
            assert!(write.pattern.len() - inner.len() <= 1, "{write:?}");
        }
        services.dedup();
        let told = format!("{} [common services]", services.len());
        assert!(include_str!("../../../README.md").contains(&told), "{told}");
    }
}
