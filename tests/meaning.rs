//! Holds an answer to one policy against the next version of it, and against the clock: what still counts, and
//! what is asked again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::codec::{Head, encode};
use menshen_core::domain::record::standing::Standing;
use menshen_core::domain::record::{Entry, Record, Source};
use serde_json::{Value as Json, json};
use support::{DAY, NOW, names, policy};

/// The policy before: `ads` rests on `stats`, and two services stand under `stats`.
fn before() -> Json {
    json!({
        "controller": { "name": "Shop", "contact": "mailto:privacy@shop.example" },
        "statement": { "url": "/privacy", "version": "3" },
        "purposes": [
            { "id": "basics", "required": true, "title": "Basics", "description": "The shop." },
            { "id": "stats", "title": "Figures", "description": "We count.", "revision": 1 },
            { "id": "ads", "title": "Adverts", "description": "We earn.", "requires": ["stats"] },
            { "id": "maps", "title": "Maps", "description": "We show." },
        ],
        "services": [
            { "id": "count", "name": "Count", "purposes": ["stats"], "hosts": ["a.example", "b.example"],
              "cookies": ["_a", "_b"], "sharesWith": ["X", "Y"], "retention": "a year" },
            { "id": "visits", "name": "Visits", "purposes": ["stats"], "party": "first", "paths": ["/v/"] },
            { "id": "map", "name": "Map", "purposes": ["maps"], "hosts": ["map.example"] },
        ],
    })
}

/// An answer to the policy: stats and ads granted, maps refused, but the service map granted by itself.
fn answer(policy: &Policy<'_>) -> Record {
    let entry = |id, granted| {
        let purpose = policy.purposes.iter().find(|purpose| purpose.id == id).expect("a known purpose");
        Entry { id, is_service: false, granted, meaning: purpose.meaning }
    };
    record(policy, &[entry("stats", true), entry("ads", true), entry("maps", false), map(policy)])
}

/// The service map granted by itself.
fn map<'a>(policy: &Policy<'_>) -> Entry<'a> {
    let map = &policy.services[policy.service("map").expect("a known service")];
    Entry { id: "map", is_service: true, granted: true, meaning: map.meaning }
}

fn record(policy: &Policy<'_>, entries: &[Entry<'_>]) -> Record {
    let head = Head {
        decided: NOW,
        expires: NOW + 180 * DAY,
        controller: policy.controller,
        language: "en",
        source: Source::Settings,
        statement: policy.statement,
    };
    encode(&head, entries)
}

/// Changes the policy after the answer. `expected` is what is granted, refused and asked anew (`fresh`), and
/// whether the service's own answer still counts.
fn check(what: &str, change: impl FnOnce(&mut Json), expected: (&str, &str, &str, bool)) {
    let mut after = before();
    change(&mut after);
    let after = policy(&after);
    let standing = Standing::new(Some(&answer(policy(&before()))), after, NOW + DAY);
    assert_eq!(
        (
            names(after, standing.granted).as_str(),
            names(after, standing.denied).as_str(),
            names(after, standing.fresh).as_str(),
            after.service("map").is_some_and(|place| standing.service(place) == Some(true)),
        ),
        expected,
        "{what}"
    );
    let open = if standing.answered { standing.undecided(after) } else { 0 };
    assert_eq!(standing.fresh, open, "{what}: what is open after an answer is new");
}

const ALL_STANDS: (&str, &str, &str, bool) = ("stats ads", "maps", "", true);

#[test]
fn wording_and_order_ask_nobody() {
    check("nothing", |_| {}, ALL_STANDS);
    check("a mended typo", |policy| policy["purposes"][1]["title"] = "Figures!".into(), ALL_STANDS);
    check(
        "a translation",
        |policy| policy["purposes"][1]["description"] = json!({ "en": "We count.", "de": "Wir zählen." }),
        ALL_STANDS,
    );
    check("a consequence", |policy| policy["purposes"][1]["consequence"] = "Less.".into(), ALL_STANDS);
    check("a service's name", |policy| policy["services"][0]["name"] = "Counter".into(), ALL_STANDS);
    check(
        "retention in other words",
        |policy| policy["services"][0]["retention"] = "12 months".into(),
        ALL_STANDS,
    );
    check("the statement's version", |policy| policy["statement"]["version"] = "4".into(), ALL_STANDS);
    check("the contact", |policy| policy["controller"]["contact"] = "/contact".into(), ALL_STANDS);
    check("the lifetime", |policy| policy["record"] = json!({ "days": 30 }), ALL_STANDS);
    check("first revision said aloud", |policy| policy["purposes"][3]["revision"] = 1.into(), ALL_STANDS);
    check("the usual party said aloud", |policy| policy["services"][2]["party"] = "third".into(), ALL_STANDS);
    let reverse = |list: &mut Json| list.as_array_mut().expect("a list").reverse();
    check("services in another order", |policy| reverse(&mut policy["services"]), ALL_STANDS);
    check("hosts in another order", |policy| reverse(&mut policy["services"][0]["hosts"]), ALL_STANDS);
    check("sharing in another order", |policy| reverse(&mut policy["services"][0]["sharesWith"]), ALL_STANDS);
    check(
        "keys in another order",
        |policy| {
            for service in policy["services"].as_array_mut().expect("a list") {
                let pairs = std::mem::take(service.as_object_mut().expect("an object"));
                *service = pairs.into_iter().rev().collect::<serde_json::Map<_, _>>().into();
            }
        },
        ALL_STANDS,
    );
    check(
        "purposes in another order",
        |policy| reverse(&mut policy["purposes"]),
        ("ads stats", "maps", "", true),
    );
}

#[test]
fn a_new_meaning_asks_about_this_purpose_alone() {
    let stats_anew = ("ads", "maps", "stats", true);
    check("revision", |policy| policy["purposes"][1]["revision"] = 2.into(), stats_anew);
    check("party", |policy| policy["services"][1]["party"] = "third".into(), stats_anew);
    check("sharing with one more", |policy| policy["services"][1]["sharesWith"] = json!(["Z"]), stats_anew);
    check("sharing with one less", |policy| policy["services"][0]["sharesWith"] = json!(["X"]), stats_anew);
    check("another name for a service", |policy| policy["services"][0]["id"] = "counter".into(), stats_anew);
    check(
        "a service more",
        |policy| {
            let new = json!({ "id": "heat", "name": "Heat", "purposes": ["stats"] });
            policy["services"].as_array_mut().expect("a list").push(new);
        },
        stats_anew,
    );
    check(
        "a service less",
        |policy| {
            policy["services"].as_array_mut().expect("a list").remove(1);
        },
        stats_anew,
    );
    check(
        "a service that serves one purpose more",
        |policy| policy["services"][0]["purposes"] = json!(["stats", "ads"]),
        ("stats", "maps", "ads", true),
    );
    check(
        "a new purpose",
        |policy| {
            let new = json!({ "id": "chat", "title": "Chat", "description": "We talk." });
            policy["purposes"].as_array_mut().expect("a list").push(new);
        },
        ("stats ads", "maps", "chat", true),
    );
    check(
        "another name for a purpose",
        |policy| {
            policy["purposes"][3]["id"] = "charts".into();
            policy["services"][2]["purposes"] = json!(["charts"]);
        },
        ("stats ads", "", "charts", true),
    );
    check(
        "what a service of its own answer means",
        |policy| policy["services"][2]["sharesWith"] = json!(["Z"]),
        ("stats ads", "", "maps", false),
    );
    check(
        "a purpose that became optional",
        |policy| policy["purposes"][0]["required"] = false.into(),
        ("stats ads", "maps", "basics", true),
    );
    check(
        "a purpose that became required",
        |policy| policy["purposes"][3]["required"] = true.into(),
        ("stats ads", "", "", true),
    );
}

#[test]
fn what_rests_on_an_open_purpose_is_not_in_force() {
    let mut after = before();
    after["purposes"][1]["revision"] = 2.into();
    let after = policy(&after);
    let standing = Standing::new(Some(&answer(policy(&before()))), after, NOW);
    assert_eq!(names(after, standing.effective(after)), "basics");
    assert_eq!(names(after, standing.asked(after)), "stats");
}

#[test]
fn another_controller_asks_everything() {
    check("controller", |policy| policy["controller"]["name"] = "Shop Ltd".into(), ("", "", "", false));
}

/// Holds the answer given at [`NOW`] for 180 days against a clock. `expected` says whether it counts.
fn check_clock(what: &str, now: u32, expected: bool) {
    let policy = policy(&before());
    let standing = Standing::new(Some(&answer(policy)), policy, now);
    assert_eq!(standing.answered, expected, "{what}");
    assert_eq!(standing.granted != 0, expected, "{what}");
    assert_eq!(standing.undecided(policy) == policy.optional(), !expected, "{what}");
    assert_eq!(standing.fresh, 0, "{what}: nothing is asked anew where nothing counts, or all does");
}

#[test]
fn an_answer_ends_at_its_expiry() {
    check_clock("at once", NOW, true);
    check_clock("the last second", NOW + 180 * DAY - 1, true);
    check_clock("expiry", NOW + 180 * DAY, false);
    check_clock("after expiry", NOW + 180 * DAY + 1, false);
    check_clock("the last second that can be counted", u32::MAX, false);
}

#[test]
fn an_answer_from_the_future_counts_only_within_a_day() {
    check_clock("a clock a minute behind", NOW - 60, true);
    check_clock("a clock a day behind", NOW - DAY, true);
    check_clock("a clock more than a day behind", NOW - DAY - 1, false);
    check_clock("a clock at zero", 0, false);
}

#[test]
fn without_a_record_all_is_open_and_nothing_new() {
    let policy = policy(&before());
    let standing = Standing::new(None, policy, NOW);
    assert_eq!(standing, Standing::default());
    assert_eq!(names(policy, standing.asked(policy)), "stats ads maps");
}

#[test]
fn to_who_only_allowed_a_service_nothing_is_new() {
    let policy = policy(&before());
    let standing = Standing::new(Some(&record(policy, &[map(policy)])), policy, NOW);
    assert_eq!(standing.fresh, 0, "purposes were never asked about");
    assert_eq!(standing.undecided(policy), policy.optional(), "and they still are to be");
    assert_eq!(standing.services.len(), 1, "the service counts");
}
