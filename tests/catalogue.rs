//! What is held though no policy names it: third parties that the catalogue knows.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::catalogue::{Catalogue, FULL};
use menshen_core::domain::decision::Action;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::state::{Event, Phase, State, update};
use support::{policy, shop, shop_json};

/// A state with the policy in force and the catalogue, in which these purposes (by bit) are granted.
fn ready(policy: &'static Policy<'static>, granted: u32) -> State<'static> {
    let mut state = State::new("shop.example", policy);
    state.catalogue = Catalogue::new(FULL);
    update(&mut state, Event::Policy(Some(policy)));
    state.standing.granted = granted;
    state
}

fn built_in() -> &'static Policy<'static> {
    Box::leak(Box::new(Policy::built_in()))
}

#[test]
fn a_known_host_waits_for_its_purpose() {
    for (host, purpose) in [
        ("stats.g.doubleclick.net", "marketing"),
        ("www.google-analytics.com", "analytics"),
        ("widget.intercom.io", "identity"),
    ] {
        let policy = built_in();
        let bit = policy.purpose_bit(purpose);
        let verdict = ready(policy, 0).judge("", host, "/");
        assert_eq!((verdict.action, verdict.missing, verdict.service), (Action::Hold, bit, None), "{host}");
        assert_eq!(ready(policy, bit).judge("", host, "/").action, Action::Allow, "{host}");
        assert_eq!(
            ready(policy, policy.optional() & !bit).judge("", host, "/").action,
            Action::Hold,
            "{host}"
        );
    }
}

#[test]
fn a_tag_manager_waits_for_any_purpose() {
    let policy = built_in();
    let verdict = ready(policy, 0).judge("", "www.googletagmanager.com", "/gtm.js");
    assert_eq!((verdict.action, verdict.missing), (Action::Hold, policy.optional()));
    for (bit, purpose) in policy.each() {
        let expected = if purpose.required { Action::Hold } else { Action::Allow };
        // `personalization` counts only with what it requires.
        let granted = bit | purpose.requires;
        assert_eq!(
            ready(policy, granted).judge("", "www.googletagmanager.com", "/").action,
            expected,
            "{}",
            purpose.id
        );
    }
}

#[test]
fn a_host_that_nobody_knows_passes() {
    for host in ["cdn.example", "shop.example", "images.shop.example", ""] {
        assert_eq!(ready(built_in(), 0).judge("", host, "/").action, Action::Allow, "{host}");
    }
}

#[test]
fn the_policy_outranks_the_catalogue() {
    const PURPOSES: &str = r#"{"id":"basics","required":true,"title":"Basics","description":"The shop."},
        {"id":"stats","title":"Figures","description":"We count."}"#;
    const SERVICES: &str = r#"{"id":"ga","name":"GA","purposes":["stats"],"hosts":["google-analytics.com"]},
        {"id":"pay","name":"Pay","purposes":["basics"],"hosts":["doubleclick.net"]}"#;
    let own = shop(PURPOSES, SERVICES);
    let stats = own.purpose_bit("stats");
    let verdict = ready(own, 0).judge("", "www.google-analytics.com", "/");
    assert_eq!((verdict.action, verdict.missing, verdict.service), (Action::Hold, stats, Some(0)));
    assert_eq!(ready(own, 0).judge("", "doubleclick.net", "/").action, Action::Allow, "which the site needs");
    // A purpose that the policy does not have cannot be granted: held, and nothing is said to be missing.
    let unassigned = ready(own, stats).judge("", "connect.facebook.net", "/");
    assert_eq!((unassigned.action, unassigned.missing, unassigned.service), (Action::Hold, 0, None));
    let mut json = shop_json(PURPOSES, "");
    json["firstParty"] = serde_json::json!(["doubleclick.net"]);
    assert_eq!(
        ready(policy(&json), 0).judge("", "doubleclick.net", "/").action,
        Action::Allow,
        "the site's own"
    );
}

#[test]
fn until_a_policy_is_in_force_everybody_waits() {
    let mut state = ready(built_in(), u32::MAX);
    state.phase = Phase::Waiting;
    assert_eq!(state.judge("", "www.google-analytics.com", "/").action, Action::Hold);
    assert_eq!(state.judge("", "cdn.example", "/").action, Action::Hold);
}

#[test]
fn a_key_of_a_service_is_written_once_it_is_granted() {
    const PURPOSES: &str = r#"{"id":"basics","required":true,"title":"Basics","description":"The shop."},
        {"id":"stats","title":"Figures","description":"We count."}"#;
    const SERVICES: &str = r#"{"id":"count","name":"Count","purposes":["stats"],"storage":["count:*"]},
        {"id":"basket","name":"Basket","purposes":["basics"],"storage":["basket"]}"#;
    let own = shop(PURPOSES, SERVICES);
    let stats = own.purpose_bit("stats");
    for (key, before, after) in
        [("count:id", false, true), ("count", true, true), ("basket", true, true), ("", true, true)]
    {
        assert_eq!(ready(own, 0).may_keep(key), before, "{key}");
        assert_eq!(ready(own, stats).may_keep(key), after, "{key}");
    }
    // The record itself, whatever a service claims.
    let greedy = shop(PURPOSES, r#"{"id":"all","name":"All","purposes":["stats"],"storage":["m*"]}"#);
    assert!(ready(greedy, 0).may_keep(greedy.cookie));
    assert!(!ready(greedy, 0).may_keep("mine"));
}
