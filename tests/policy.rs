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
use serde_json::Value as Json;
use std::collections::BTreeSet;
use support::{files, fixtures, json, read};

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
