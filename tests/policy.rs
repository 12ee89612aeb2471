//! Holds policies against the one table of keys and types: what the gate says of broken ones, and that the
//! JSON Schema and the TypeScript types, made from the same table, say the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use jsonschema::Validator;
use menshen_core::domain::error::Error;
use menshen_core::domain::policy::schema;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use support::{files, fixtures, json, read, read_by_gate, without_later};

/// Broken only in how ids relate to each other, which no schema can say.
const BEYOND_SCHEMA: &[&str] = &[
    "dangling-id-in-a-service",
    "dangling-id-in-requires",
    "dangling-id-of-a-built-in-purpose",
    "dangling-id-of-a-service",
    "duplicate-purpose",
    "duplicate-service",
    "duplicate-service-and-built-in-purpose",
    "duplicate-service-and-purpose",
    "missing-title-and-description",
    "required-requires-optional",
    "requires-in-a-circle-of-three",
    "requires-in-a-circle-of-two",
    "requires-itself",
];

/// Every code that a policy's content can earn.
const CODES: &[&str] = &[
    "bad-date",
    "bad-host",
    "bad-id",
    "bad-name",
    "bad-path",
    "bad-pattern",
    "bad-tag",
    "bad-url",
    "bad-value",
    "dangling-id",
    "duplicate-id",
    "empty-text",
    "missing-key",
    "out-of-range",
    "requires-cycle",
    "reserved-key",
    "unknown-key",
    "wrong-type",
];

/// Holds a policy against the errors that it should have, each as `code path: found …, expected …`.
fn check(name: &str, policy: &Json, expected: &[String]) {
    let found: Vec<String> = match read(policy) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(line).collect(),
    };
    assert_eq!(found, expected, "{name}: found on the left, expected on the right");
    check_gate(name, policy);
}

/// The gate takes what the full module takes, and reads the same: of all that it reads. What it does not read is left out
/// here, and the one key among that without which a policy is broken is put in.
fn check_gate(what: &str, policy: &Json) {
    let mut rest = without_later(policy);
    if let Some(statement) = rest.get_mut("statement").and_then(Json::as_object_mut) {
        statement.insert("url".into(), "/privacy".into());
    }
    assert_eq!(read_by_gate(policy), read(&rest).ok(), "{what}: the gate on the left\n{policy:#}");
}

fn line(error: &Error) -> String {
    format!("{} {}: found {}, expected {}", error.code, error.path, error.found, error.expected)
}

fn lines(fixture: &Json) -> Vec<String> {
    let text = |error: &Json, key: &str| error[key].as_str().expect("an error's parts are texts").to_owned();
    let errors = fixture["errors"].as_array().expect("a broken policy has its errors");
    errors
        .iter()
        .map(|error| {
            let [code, path, found, expected] =
                ["code", "path", "found", "expected"].map(|key| text(error, key));
            format!("{code} {path}: found {found}, expected {expected}")
        })
        .collect()
}

fn validator() -> Validator {
    let schema = json(&schema::json_schema());
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    jsonschema::draft202012::new(&schema).expect("the schema can be used")
}

#[test]
fn broken_policies_name_every_fault() {
    for (name, fixture) in files("policies/broken") {
        check(&name, &fixture["policy"], &lines(&fixture));
    }
}

#[test]
fn every_code_has_its_fixture() {
    let fixtures = files("policies/broken");
    let codes: BTreeSet<&str> = fixtures
        .iter()
        .flat_map(|(_, fixture)| fixture["errors"].as_array().expect("a list"))
        .map(|error| error["code"].as_str().expect("a text"))
        .collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), CODES);
}

#[test]
fn good_policies_are_read() {
    for (name, policy) in files("policies/good") {
        check(&name, &policy, &[]);
    }
}

#[test]
fn the_readme_shows_a_whole_policy() {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("id=\"menshen-policy\">").expect("the README has a policy");
    let (policy, _) = rest.split_once("</script>").expect("the policy ends");
    check("README", &json(policy), &[]);
}

#[test]
fn the_schema_accepts_good_policies() {
    let validator = validator();
    for (name, policy) in files("policies/good") {
        let faults: Vec<String> = validator.iter_errors(&policy).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn the_schema_rejects_what_it_can() {
    let validator = validator();
    for (name, fixture) in files("policies/broken") {
        let is_beyond = BEYOND_SCHEMA.contains(&name.as_str());
        assert_eq!(validator.is_valid(&fixture["policy"]), is_beyond, "{name}");
    }
}

/// One fault at a time, so that none hides behind another in the same policy.
#[test]
fn each_text_alone_is_judged_alike_by_gate_and_schema() {
    let validator = validator();
    for (name, fixture) in files("policies/broken") {
        for error in fixture["errors"].as_array().expect("a list") {
            let path = error["path"].as_str().expect("a text");
            let Some(pointer) = list_item(path) else { continue };
            let mut alone = fixture["policy"].clone();
            let items = alone.pointer_mut(&pointer.0).and_then(Json::as_array_mut).expect("a list");
            let kept = items.remove(pointer.1);
            *items = vec![kept];
            let is_beyond = BEYOND_SCHEMA.contains(&name.as_str());
            assert!(is_beyond || !validator.is_valid(&alone), "{name}: {path}");
            assert!(read(&alone).is_err(), "{name}: {path}");
            check_gate(&name, &alone);
        }
    }
}

/// Splits the path of a list's item into the list's JSON pointer and the item's place.
fn list_item(path: &str) -> Option<(String, usize)> {
    let (list, place) = path.strip_suffix(']')?.rsplit_once('[')?;
    let pointer = list.replace("].", "/").replace(['[', '.'], "/");
    Some((format!("/{pointer}"), place.parse().ok()?))
}

#[test]
fn the_types_are_as_checked_in() {
    let path = fixtures("policy.d.ts");
    let types = schema::typescript();
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(&path, &types).expect("the fixture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == types,
        "the types of a policy have changed: they are public, so look at the change, renew \
         tests/fixtures/policy.d.ts with `RENEW=1 cargo test --test policy`, and write a line in the changelog\n{types}"
    );
}

#[test]
fn a_policy_too_deep_to_be_read_is_broken_and_harms_nobody() {
    let mut deep = json("{}");
    for _ in 0..40 {
        let mut map = serde_json::Map::new();
        map.insert("controller".into(), deep);
        deep = Json::Object(map);
    }
    assert!(read(&deep).is_err());
}

/// A pattern that a text fits in two ways would try both for every other text too. The engine gives up after a
/// million steps, and the test with it.
#[test]
fn a_large_policy_with_a_fault_at_its_end_is_known_soon() {
    let service = |place: usize| {
        serde_json::json!({
            "id": format!("service-{place}"), "name": "A Service", "purposes": ["analytics", "marketing"],
            "hosts": ["a-b.c_d.tracker-example.co.uk:8080", "[2001:db8::1]:80", "x.y.z"], "paths": ["/a/*/b", "/*"],
            "cookies": ["_a_*_b", "**c**", "abcdefgh"], "storage": ["a:*:b", "abcdefgh*"],
            "retention": {"en": "thirteen months", "zh-Hans-CN": "x"}, "provider": "Some Provider",
            "policyUrl": "https://provider.example/privacy?a=b#c", "party": "third", "sharesWith": ["A", "B"],
        })
    };
    let mut policy = json(
        r#"{"controller": {"name": "N", "contact": "mailto:a@b", "replyDays": 365}, "languages": ["en", "zh-Hans-CN"],
            "statement": {"url": "/privacy/statement", "version": "3", "effectiveFrom": "2026-12-31"},
            "firstParty": ["a.b.c.example"], "record": {"days": 399, "domain": "a.b.example", "path": "/a/b"}}"#,
    );
    policy["services"] = (0..300).map(service).collect();
    check_gate("whole", &policy);
    assert!(read(&policy).is_ok());
    for (key, value) in
        [("zzz", "1"), ("id", "BAD"), ("storage", "*"), ("policyUrl", "a b"), ("party", "thirds")]
    {
        let mut broken = policy.clone();
        broken["services"][299][key] = serde_json::json!(value);
        check_gate(key, &broken);
    }
}

/// Everything in a policy, by its pointer.
fn places(value: &Json, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    let children: Vec<(String, &Json)> = match value {
        Json::Object(pairs) => pairs.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Json::Array(items) => {
            items.iter().enumerate().map(|(place, item)| (place.to_string(), item)).collect()
        }
        _ => return,
    };
    for (key, child) in children {
        places(child, &format!("{pointer}/{key}"), found);
    }
}

/// Puts something else somewhere in a policy, or takes it away, or adds a key.
fn altered(mut policy: Json, place: usize, key: &str, value: Option<Json>) -> Json {
    let mut pointers = Vec::new();
    places(&policy, "", &mut pointers);
    let pointer = &pointers[place % pointers.len()];
    let (parent, last) = pointer.rsplit_once('/').unwrap_or(("", ""));
    match (policy.pointer_mut(pointer), value) {
        (Some(Json::Object(pairs)), Some(value)) if place.is_multiple_of(2) => {
            pairs.insert(key.into(), value);
        }
        (Some(here), Some(value)) => *here = value,
        (_, None) => match policy.pointer_mut(parent) {
            Some(Json::Object(pairs)) => drop(pairs.remove(last)),
            Some(Json::Array(items)) => {
                let last: usize = last.parse().unwrap_or(0);
                if last < items.len() {
                    items.remove(last);
                }
            }
            _ => {}
        },
        (None, _) => {}
    }
    policy
}

fn anything() -> impl Strategy<Value = Option<Json>> {
    let text = prop_oneof![
        "[a-z-]{0,3}",
        "[a-z0-9.:*/ ~-]{0,8}",
        any::<String>(),
        prop::sample::select(vec![
            " ",
            "",
            "analytics",
            "shop",
            "a b",
            "/",
            "/a\u{1f}]",
            "*",
            "**",
            "first",
            "hold-all",
            "2026-01-31",
            "2026-13-01",
            "en",
            "zh-CN",
            "https://x.example/",
            "https:// x",
            "mailto:a@b.example",
            "javascript:1",
            "x.example:80",
            "[::1]:80",
            "X.example",
            "\u{1f}",
            "\u{3000}",
            "\u{1e}~",
            "\n",
            "a\nb",
            "necessary",
            "identity",
        ])
        .prop_map(str::to_owned),
    ];
    let number = prop_oneof![
        Just(serde_json::json!(-1)),
        Just(serde_json::json!(1.5)),
        Just(serde_json::json!(4_294_967_296u64)),
        (0u32..1_200_000).prop_map(|number| serde_json::json!(number)),
        prop::sample::select(vec![
            0u32, 1, 9, 10, 99, 100, 299, 300, 360, 364, 365, 366, 399, 400, 401, 999_999, 1_000_000,
            1_000_001
        ])
        .prop_map(|number| serde_json::json!(number)),
    ];
    let leaf = prop_oneof![
        6 => text.clone().prop_map(Json::String),
        2 => number,
        1 => any::<bool>().prop_map(Json::Bool),
        1 => Just(Json::Null),
    ];
    let value = leaf.prop_recursive(2, 8, 3, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::vec((text.clone(), inner), 0..3)
                .prop_map(|pairs| Json::Object(pairs.into_iter().collect())),
        ]
    });
    prop::option::weighted(0.8, value)
}

proptest! {
    #[test]
    fn the_gate_takes_what_the_full_module_takes(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<usize>(), "[a-zA-Z]{1,9}|days|paths|url|revision|required", anything()), 0..3),
    ) {
        let good = files("policies/good");
        let (name, mut policy) = good[which.index(good.len())].clone();
        for (place, key, value) in changes {
            policy = altered(policy, place, &key, value);
        }
        check_gate(&name, &policy);
    }
}
