//! Plays a browser's cookie store against the deletions that we write: whatever a page can reach is gone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

use menshen_core::domain::traces::deletions;
use std::collections::HashSet;

/// A cookie as a browser keeps it: its identity is name, domain, path and partition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kept {
    name: String,
    /// Empty for the host alone.
    domain: String,
    path: String,
    is_partitioned: bool,
}

/// Reads a deletion the way a browser does; panics if it deletes nothing.
fn deleted(written: &str) -> Kept {
    let mut parts = written.split("; ");
    let name = parts.next().and_then(|pair| pair.strip_suffix('=')).expect("a name and no value").to_owned();
    let mut kept = Kept { name, domain: String::new(), path: String::new(), is_partitioned: false };
    let (mut is_over, mut is_secure) = (false, false);
    for part in parts {
        match part.split_once('=').unwrap_or((part, "")) {
            ("Path", path) => kept.path = path.into(),
            ("Domain", domain) => kept.domain = domain.into(),
            ("Max-Age", age) => is_over = age == "0",
            ("Partitioned", _) => kept.is_partitioned = true,
            ("Secure", _) => is_secure = true,
            ("SameSite", _) => {}
            other => panic!("{written}: {other:?}"),
        }
    }
    assert!(is_over, "{written}: keeps the cookie");
    assert!(is_secure || !kept.is_partitioned, "{written}: browsers refuse a partition without Secure");
    kept
}

/// Puts a cookie at every domain and path given, and deletes from a page. `left` is what no page there can reach.
fn check(page: (&str, &str), domains: &[&str], paths: &[&str], left: usize) {
    for secure in [false, true] {
        let mut store = HashSet::new();
        for domain in domains {
            for path in paths {
                for is_partitioned in [false, secure] {
                    let (domain, path) = ((*domain).to_owned(), (*path).to_owned());
                    store.insert(Kept { name: "_st".into(), domain, path, is_partitioned });
                }
            }
        }
        let other =
            Kept { name: "cart".into(), domain: String::new(), path: "/".into(), is_partitioned: false };
        store.insert(other.clone());
        for written in deletions("_st", page.0, page.1, secure) {
            store.remove(&deleted(&written));
        }
        assert!(store.remove(&other), "another cookie is left alone");
        assert_eq!(store.len(), left * if secure { 2 } else { 1 }, "{page:?}: {store:#?}");
    }
}

#[test]
fn all_that_a_page_can_reach_is_deleted() {
    let domains = ["", "www.shop.example", "shop.example"];
    check(("www.shop.example", "/"), &domains, &["/"], 0);
    check(
        ("www.shop.example", "/zh/cart/pay"),
        &domains,
        &["/", "/zh", "/zh/", "/zh/cart", "/zh/cart/", "/zh/cart/pay"],
        0,
    );
    check(("localhost", "/a"), &["", "localhost"], &["/", "/a"], 0);
    check(("127.0.0.1", "/a"), &[""], &["/", "/a"], 0);
    check(("[::1]", "/"), &[""], &["/"], 0);
}

#[test]
fn what_belongs_to_other_pages_is_out_of_reach() {
    check(("www.shop.example", "/zh/"), &["", "img.shop.example", "other.example"], &["/", "/zh"], 4);
    check(("shop.example", "/zh/"), &["shop.example"], &["/en", "/zh/cart"], 2);
}

#[test]
fn a_long_address_makes_no_flood() {
    let path = "/x".repeat(5000);
    let host = "a.".repeat(100) + "example";
    assert!(deletions("_st", &host, &path, true).len() < 5000);
    assert!(deletions("_st", "shop.example", &path, true).len() < 200);
}
