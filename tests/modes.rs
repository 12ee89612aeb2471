//! What is held of third parties in each mode, and inline scripts by their text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::catalogue::{Catalogue, FULL};
use menshen_core::domain::decision::Action::{Allow, Hold};
use menshen_core::domain::policy::Policy;
use menshen_core::domain::state::{INLINE, Phase, State};
use support::{bits, names, policy, shop_json};

const SERVICES: &str = r#"
    {"id":"stats","name":"Stats","purposes":["analytics"],"hosts":["stats.example"],"cookies":["_st*"],"storage":["st:*"],
     "inline":["stats('init'","st*load("]},
    {"id":"cart","name":"Cart","purposes":["necessary"],"party":"first","hosts":["cart.example"],"cookies":["cart"],"storage":["cart"]}"#;

/// The gate in force with a mode and some purposes granted.
fn gate(mode: &str, granted: &str) -> State<'static> {
    let mut json = shop_json("", SERVICES);
    json["thirdParties"] = mode.into();
    let policy: &'static Policy<'static> = policy(&json);
    let mut state = State::new("shop.example", policy);
    state.catalogue = Catalogue::new(FULL);
    state.phase = Phase::Ready;
    state.standing.granted = bits(policy, granted);
    state
}

/// What is done with an address, and what it still needs.
fn judged(state: &State<'_>, host: &str) -> (bool, String) {
    let verdict = state.judge("", host, "/");
    (verdict.action == Allow, names(state.policy, verdict.missing))
}

#[test]
fn known_holds_what_is_known() {
    let state = gate("known", "");
    assert_eq!(judged(&state, "stats.example"), (false, "analytics".into()));
    assert_eq!(judged(&state, "doubleclick.net"), (false, "marketing".into()));
    assert_eq!(judged(&state, "stranger.example"), (true, String::new()));
    assert!(state.may_keep("anything") && !state.may_keep("st:1"));
    assert_eq!(state.judge_cookie("_ga=1"), None, "the catalogue knows whose it is");
    assert_eq!(state.judge_cookie("_ga_ABC=1; path=/"), None);
    assert_eq!(state.judge_cookie("_ga=; max-age=0").as_deref(), Some("_ga=; max-age=0; Max-Age=0"));
    assert!(!state.may_keep("_hjSession_1") && state.may_keep("_gap"));
    assert!(state.is_left("c", "_fbp=1") && !state.is_left("c", "any=1"));
    let state = gate("known", "analytics");
    assert_eq!(state.judge_cookie("_ga=1").as_deref(), Some("_ga=1"), "granted");
    assert_eq!(state.judge_cookie("_fbp=1"), None, "for another purpose");
    assert!(!state.is_left("c", "_ga=1"));
    assert_eq!(state.judge_cookie("any=1").as_deref(), Some("any=1"));
}

#[test]
fn strict_holds_all_that_nobody_names() {
    for granted in ["", "analytics marketing"] {
        let state = gate("strict", granted);
        assert_eq!(judged(&state, "stranger.example"), (false, String::new()), "nobody can grant it");
        assert_eq!(judged(&state, "cart.example"), (true, String::new()));
        assert_eq!(judged(&state, "img.shop.example"), (true, String::new()), "the site's own");
        assert_eq!(judged(&state, ""), (true, String::new()));
        assert_eq!(judged(&state, "stats.example").0, !granted.is_empty());
        assert!(!state.may_keep("anything") && state.may_keep("cart") && state.may_keep("menshen"));
        assert_eq!(state.may_keep("st:1"), !granted.is_empty());
        assert_eq!(state.judge_cookie("any=1"), None);
        assert_eq!(
            state.judge_cookie("any=; max-age=0").as_deref(),
            Some("any=; max-age=0"),
            "deleting is free"
        );
        assert_eq!(state.judge_cookie("cart=1").as_deref(), Some("cart=1"));
        assert_eq!(state.judge("", INLINE, "own()").action, Allow, "the page's own scripts run");
    }
}

#[test]
fn observe_holds_nothing_but_marks_and_says_what_it_would() {
    let state = gate("observe", "");
    assert_eq!(judged(&state, "stats.example"), (true, "analytics".into()));
    assert_eq!(judged(&state, "doubleclick.net"), (true, "marketing".into()));
    assert_eq!(state.judge("", INLINE, "stats('init')").action, Allow);
    assert_eq!(state.judge("analytics", "", "").action, Hold, "what the page marked itself waits");
    assert!(state.may_keep("st:1"));
    assert_eq!(state.judge_cookie("_st=1; path=/").as_deref(), Some("_st=1; path=/"));
}

#[test]
fn before_a_policy_every_mode_holds() {
    let mut state = gate("observe", "");
    state.phase = Phase::Waiting;
    assert_eq!(judged(&state, "stats.example"), (false, String::new()));
    assert_eq!(
        state.judge("", INLINE, "stats('init')").action,
        Allow,
        "of inline scripts nobody knows any yet"
    );
}

#[test]
fn inline_scripts_are_known_by_their_text() {
    let state = gate("known", "");
    for (text, holds) in [
        ("stats('init', 1)", true),
        ("!function () { stats('init') }()", true),
        ("var st = {}; st.q = []; st.load(1)", true),
        ("stats('track')", false),
        ("/stats/", false),
        ("", false),
    ] {
        let verdict = state.judge("", INLINE, text);
        assert_eq!(verdict.action, if holds { Hold } else { Allow }, "{text}");
        assert_eq!(verdict.service, holds.then_some(0), "{text}");
    }
    assert_eq!(gate("known", "analytics").judge("", INLINE, "stats('init')").action, Allow);
}
