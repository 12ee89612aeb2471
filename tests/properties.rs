//! Whatever comes from outside as text harms nobody: patterns mean what they say, and no question makes the gate panic,
//! let through what was not granted, or forget what it knew. `PROPTEST_CASES` says how often each is tried.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use fancy_regex::Regex;
use menshen_core::domain::gate::ask;
use menshen_core::domain::pattern::{host_fits, name_fits, path_fits, text_fits, without_port};
use menshen_core::domain::record::codec::decode;
use menshen_core::domain::state::State;
use proptest::prelude::*;
use support::{shop_json, tape};

const SERVICES: &str = r#"{"id":"stats","name":"Stats","purposes":["analytics"],"hosts":["stats.example"],
    "cookies":["_st*"],"storage":["st:*"],"inline":["st*init"]}"#;

/// A gate with a policy in force and nothing granted.
fn gate() -> Option<State<'static>> {
    let mut gate = None;
    let mut json = shop_json("", SERVICES);
    json.sort_all_objects();
    ask(&mut gate, "i\u{1f}shop.example").expect("it begins");
    ask(&mut gate, &format!("p\u{1f}{}", tape(&json))).expect("the policy is whole");
    gate
}

/// Whether an address, or what is marked with ids, may pass.
fn may(gate: &mut Option<State<'static>>, host: &str, ids: &str) -> bool {
    ask(gate, &["j", host, "/", ids].join("\u{1f}")).is_some()
}

/// What a pattern means, said by somebody else's regular expressions.
fn means(pattern: &str, before: &str, after: &str) -> Regex {
    let parts: Vec<String> = pattern.split('*').map(|part| fancy_regex::escape(part).into_owned()).collect();
    Regex::new(&format!("(?s){before}{}{after}", parts.join(".*"))).expect("the test's own expression")
}

/// Texts in which patterns are likely to fit.
fn short() -> impl Strategy<Value = String> {
    "[ab*:/.]{0,9}"
}

proptest! {
    #[test]
    fn patterns_mean_what_regular_expressions_say(pattern in short(), text in "[ab:/.]{0,14}") {
        let is = |expression: Regex| expression.is_match(&text).expect("no way back is needed");
        prop_assert_eq!(name_fits(&pattern, &text), is(means(&pattern, "^", "$")));
        prop_assert_eq!(path_fits(&pattern, &text), is(means(&pattern, "^", "")));
        prop_assert_eq!(text_fits(&pattern, &text), is(means(&pattern, "", "")));
    }

    #[test]
    fn any_text_can_be_held_against_any_pattern(pattern in ".{0,40}", text in ".{0,200}") {
        name_fits(&pattern, &text);
        path_fits(&pattern, &text);
        text_fits(&pattern, &text);
        let name = without_port(&text);
        prop_assert!(text.starts_with(name));
        if host_fits(&pattern, &text) {
            prop_assert!(text.contains(pattern.trim_end_matches('.')) || pattern.is_empty());
        }
    }

    #[test]
    fn a_host_below_a_refused_one_never_passes(label in "[a-z0-9-]{1,20}", port in 1u16.., dot in "\\.?") {
        let mut gate = gate();
        let host = format!("{label}.stats.example{dot}:{port}");
        prop_assert!(!may(&mut gate, &host, ""));
    }

    #[test]
    fn a_refused_cookie_is_only_ever_deleted(rest in "[a-zA-Z0-9=; _-]{0,60}") {
        let mut gate = gate();
        let written = format!("_st{rest}=1{rest}");
        if let Some(lines) = ask(&mut gate, &format!("c\u{1f}{written}")) {
            let is_ours = !menshen_core::domain::cookie::name(&written).starts_with("_st");
            prop_assert!(is_ours || lines.0.ends_with("; Max-Age=0"), "{}", lines.0);
        }
    }

    #[test]
    fn no_question_grants_anything(questions in prop::collection::vec("[ijkcpbxsrae]?\u{1f}?.{0,80}", 1..8)) {
        let mut gate = gate();
        for question in &questions {
            // Beginning anew is what a script that can call this has no way to ask for.
            if !question.starts_with('i') {
                ask(&mut gate, question);
            }
        }
        prop_assert!(!may(&mut gate, "stats.example", ""));
        prop_assert!(!may(&mut gate, "", "marketing"));
        prop_assert!(!may(&mut gate, "www.google-analytics.com", ""));
    }

    #[test]
    fn no_text_is_a_record_by_accident(text in ".{0,200}", fields in prop::collection::vec("[a-z0-9.@_%-]{0,12}", 0..12)) {
        prop_assert!(decode(&text).is_none());
        prop_assert!(decode(&fields.join("~")).is_none());
    }
}

/// The worst that a pattern and a text can do to each other takes as many steps as their lengths multiplied.
#[test]
fn the_worst_pattern_ends() {
    let pattern = "*a".repeat(200) + "b";
    let text = "a".repeat(20_000);
    assert!(!name_fits(&pattern, &text) && !text_fits(&pattern, &text));
}
