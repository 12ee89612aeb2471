//! What the native suites share: JSON as the domain reads it, policies, and the steps of a visit.
//! Everything a policy borrows from is leaked: a test process is as short-lived as a page.

// Each suite takes what it needs; the rest would count as unused there.
#![allow(dead_code, reason = "every suite compiles its own copy")]

use fancy_regex::Regex;
use menshen_core::domain::error::Error;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::policy::check;
use menshen_core::domain::policy::read::Purposes;
use menshen_core::domain::policy::schema;
use menshen_core::domain::policy::shape::LATER;
use menshen_core::domain::tape::Writer;
use menshen_core::domain::text::words::Messages;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

/// Some moment; what matters is what comes before and after.
pub(crate) const NOW: u32 = 1_790_000_000;
/// One day in seconds.
pub(crate) const DAY: u32 = 86_400;

/// What the notice says in English.
pub(crate) fn english() -> Messages {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/text/languages/en.json");
    let all = json(&std::fs::read_to_string(file).expect("there is English"));
    let texts = schema::text_names().map(|name| {
        let value = name.split('.').fold(&all, |value, key| &value[key]);
        value.as_str().unwrap_or_default().to_owned()
    });
    Messages::new("en".into(), texts.collect())
}

/// Reads JSON text that a test has written itself.
pub(crate) fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("the test's own JSON can be parsed")
}

/// Brings JSON to the domain the way the page does: over a tape.
pub(crate) fn tape(json: &Json) -> &'static str {
    let mut tape = Writer::default();
    push(json, &mut tape);
    Box::leak(tape.finish().into_boxed_str())
}

/// Mirrors `write` in `js/tape.js`.
fn push(json: &Json, tape: &mut Writer) {
    match json {
        Json::Null => tape.push('n', ""),
        Json::Bool(flag) => tape.push(if *flag { 't' } else { 'f' }, ""),
        Json::Number(number) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0);
            let small = whole.filter(|number| *number <= f64::from(u32::MAX));
            tape.push('#', &small.map_or(String::new(), |number| (number as u32).to_string()));
        }
        Json::String(text) => tape.push('"', text),
        Json::Array(items) => {
            tape.push('[', "");
            items.iter().for_each(|item| push(item, tape));
            tape.push(']', "");
        }
        Json::Object(pairs) => {
            tape.push('{', "");
            for (key, item) in pairs {
                tape.push(':', key);
                push(item, tape);
            }
            tape.push('}', "");
        }
    }
}

/// Reads a policy as the full module does.
pub(crate) fn read(json: &Json) -> Result<Policy<'static>, Vec<Error>> {
    check::check(tape(json), fits)
}

/// Reads a policy as the gate does: the pattern of all shapes first, over keys in the order of their bytes.
pub(crate) fn read_by_gate(json: &Json) -> Option<Policy<'static>> {
    static PATTERN: LazyLock<String> = LazyLock::new(schema::pattern);
    let mut sorted = without_later(json);
    sorted.sort_all_objects();
    let tape = tape(&sorted);
    if matches(&PATTERN, tape) { Policy::from_tape(tape) } else { None }
}

/// Leaves out what the gate's tape leaves out.
pub(crate) fn without_later(json: &Json) -> Json {
    match json {
        Json::Object(pairs) => Json::Object(
            pairs
                .iter()
                .filter(|(key, _)| !LATER.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), without_later(value)))
                .collect(),
        ),
        Json::Array(items) => Json::Array(items.iter().map(without_later).collect()),
        other => other.clone(),
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    matches(&format!("^(?:{pattern})$"), text)
}

/// Stands in for the browser's regular expressions; each is compiled once.
fn matches(pattern: &str, text: &str) -> bool {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Regex>>>> = LazyLock::new(Mutex::default);
    let regex = {
        let mut known = KNOWN.lock().expect("no test fails in here");
        let compile = || Arc::new(Regex::new(pattern).expect("the table's patterns can be read"));
        Arc::clone(known.entry(pattern.to_owned()).or_insert_with(compile))
    };
    regex.is_match(text).expect("the pattern does not go astray")
}

/// Returns a policy that the test knows to be whole.
pub(crate) fn policy(json: &Json) -> &'static Policy<'static> {
    match read(json) {
        Ok(policy) => Box::leak(Box::new(policy)),
        Err(errors) => panic!("the test's own policy is broken: {errors:#?}"),
    }
}

/// Returns a policy with these purposes and services, of a controller called Shop.
pub(crate) fn shop(purposes: &str, services: &str) -> &'static Policy<'static> {
    policy(&shop_json(purposes, services))
}

/// Returns the JSON of [`shop`]; empty purposes are the built-in ones.
pub(crate) fn shop_json(purposes: &str, services: &str) -> Json {
    let purposes = if purposes.is_empty() { String::new() } else { format!(r#","purposes":[{purposes}]"#) };
    json(&format!(
        r#"{{"controller":{{"name":"Shop","contact":"mailto:privacy@shop.example"}},
            "statement":{{"url":"/privacy","version":"3"}}{purposes},"services":[{services}]}}"#
    ))
}

/// Returns the ids of some purposes, joined by spaces, in the policy's order.
pub(crate) fn names(policy: &Policy<'_>, some: Purposes) -> String {
    let ids: Vec<&str> =
        policy.each().filter(|(bit, _)| some & bit != 0).map(|(_, purpose)| purpose.id).collect();
    ids.join(" ")
}

/// Returns the bits of ids joined by spaces.
pub(crate) fn bits(policy: &Policy<'_>, ids: &str) -> Purposes {
    let bit = |id| {
        let bit = policy.purpose_bit(id);
        assert!(bit != 0, "the test's own id is known: {id}");
        bit
    };
    ids.split_whitespace().map(bit).sum()
}

/// Returns a folder of fixtures.
pub(crate) fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// Returns the JSON files of a folder of fixtures by their names, sorted.
pub(crate) fn files(folder: &str) -> Vec<(String, Json)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(fixtures(folder))
        .expect("the folder of fixtures is there")
        .map(|entry| entry.expect("the folder of fixtures can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a fixture can be read");
            let json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}.json: {error}"));
            (name, json)
        })
        .collect()
}
