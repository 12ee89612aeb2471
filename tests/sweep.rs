//! What refused services left: by their patterns, of every kind, and never the record itself.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::answer::{Answer, Choice, answer};
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::Source;
use menshen_core::domain::record::standing::Standing;
use menshen_core::domain::region::Basis;
use menshen_core::domain::sweep::leftovers;
use support::{NOW, policy, shop, shop_json};

const PURPOSES: &str = r#"
    {"id":"basics","required":true,"title":"Basics","description":"The shop."},
    {"id":"stats","title":"Figures","description":"We count."},
    {"id":"ads","title":"Adverts","description":"We earn."}"#;
const SERVICES: &str = r#"
    {"id":"till","name":"Till","purposes":["basics"],"party":"first","cookies":["till*"],"storage":["till*"]},
    {"id":"count","name":"Count","purposes":["stats"],"hosts":["count.example"],"cookies":["_c*"],"storage":["c:*"]},
    {"id":"banner","name":"Banner","purposes":["ads"],"hosts":["banner.example"],"cookies":["*b"],"storage":["*b"]}"#;

/// What is left after an answer; `~` parts fields, `;` ends lines.
fn left(policy: &Policy<'_>, choice: Choice<'_>, found: &str) -> String {
    let given = Answer { choice, source: Source::Settings, by_visitor: true, language: "en", now: NOW };
    let record = answer(policy, None, given).expect("the visitor may");
    let standing = Standing::new(Some(&record), policy, NOW);
    let found = found.replace('~', "\u{1f}");
    let all = leftovers(policy, &standing, Basis::Consent, &found);
    all.iter().map(|left| format!("{}~{}~{};", left.kind, left.name, left.service)).collect()
}

#[test]
fn each_kind_goes_by_its_patterns() {
    let policy = shop(PURPOSES, SERVICES);
    let found = "cookie~_c1~cookie~till~cookie~c:1~local~c:1~session~c:2~database~c:3~cache~c:4~local~_c1";
    assert_eq!(
        left(policy, Choice::Set("ads+"), found),
        "cookie~_c1~count;local~c:1~count;session~c:2~count;database~c:3~count;cache~c:4~count;site~count.example~count;"
    );
}

#[test]
fn what_is_granted_or_always_on_stays() {
    let policy = shop(PURPOSES, SERVICES);
    assert_eq!(left(policy, Choice::AcceptAll, "cookie~_c1~local~c:1"), "");
    assert_eq!(
        left(policy, Choice::RejectAll, "local~till"),
        "site~count.example~count;site~banner.example~banner;"
    );
}

#[test]
fn the_record_stays_whatever_the_patterns_say() {
    let services =
        r#"{"id":"all","name":"All","purposes":["ads"],"cookies":["m*"],"storage":["m*"],"party":"first"}"#;
    let policy = shop(PURPOSES, services);
    assert_eq!(
        left(policy, Choice::RejectAll, "cookie~menshen~cookie~mine~local~menshen"),
        "cookie~mine~all;"
    );
}

#[test]
fn nothing_found_is_nothing_left() {
    let policy = shop(PURPOSES, SERVICES);
    for found in ["", "cookie", "cookie~", "~", "~~~"] {
        let lines = left(policy, Choice::Set("ads+"), found);
        assert_eq!(lines, "site~count.example~count;", "{found}");
    }
}

#[test]
fn what_the_commonest_services_write_goes_though_no_policy_names_them() {
    let purposes = r#"
        {"id":"basics","required":true,"title":"Basics","description":"The shop."},
        {"id":"analytics","title":"Figures","description":"We count."}"#;
    let services = r#"
        {"id":"own","name":"Own","purposes":["basics"],"party":"first","cookies":["_gid"]}"#;
    let policy = shop(purposes, services);
    let found = "cookie~_ga~cookie~_gid~cookie~ph_x_posthog~local~Hm_lvt_1~cookie~_fbp~cookie~basket";
    assert_eq!(
        left(policy, Choice::RejectAll, found),
        "cookie~_ga~google-analytics;cookie~ph_x_posthog~posthog;local~Hm_lvt_1~baidu-tongji;cookie~_fbp~meta-pixel;",
        "but for what the policy claims, and what nobody knows"
    );
    assert_eq!(
        left(policy, Choice::AcceptAll, found),
        "cookie~_fbp~meta-pixel;",
        "nobody can grant a purpose that is not there"
    );
}

#[test]
fn where_nothing_is_held_nothing_goes() {
    let mut json = shop_json(PURPOSES, SERVICES);
    json["thirdParties"] = "observe".into();
    assert_eq!(left(policy(&json), Choice::RejectAll, "cookie~_c1~cookie~_ga"), "");
}
