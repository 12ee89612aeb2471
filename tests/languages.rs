//! The languages of the notice, file by file: each says everything, in its own words, with every place filled, and
//! nothing that would push (EDPB 03/2022; CCPA regulations, 7004).

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::policy::schema::text_names;
use menshen_core::domain::text::language::TAGS;
use serde_json::Value as Json;
use std::path::Path;
use support::json;

/// What is of the same letters in many languages, and no words.
const UNSPOKEN: [&str; 4] = ["direction", "comma", "gap", "colon"];
/// The tags of languages written from right to left.
const FROM_THE_RIGHT: [&str; 3] = ["ar", "fa", "he"];
/// The categories of plurals that there are (Unicode, CLDR); `tests/hand/plurals.test.mjs` holds each language's own
/// against an engine's rules.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// The longest answer that three buttons in a row have room for, in letters.
const LONGEST_ANSWER: usize = 24;

fn file(folder: &str, tag: &str) -> Json {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(format!("{tag}.json"));
    json(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn language(tag: &str) -> Json {
    file("src/domain/text/languages", tag)
}

/// Returns every text with its dotted name; of a plural each form.
fn texts(of: &Json) -> Vec<(String, String)> {
    let mut all = Vec::new();
    collect(of, "", &mut all);
    all
}

fn collect(of: &Json, path: &str, all: &mut Vec<(String, String)>) {
    for (key, value) in of.as_object().expect("an object") {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Json::String(text) => all.push((path, text.clone())),
            value => collect(value, &path, all),
        }
    }
}

fn is_plural(value: &Json) -> bool {
    value.as_object().is_some_and(|forms| forms.contains_key("other"))
}

/// Returns the places in a text, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or("")).collect();
    places.sort_unstable();
    places
}

#[test]
fn there_is_a_file_for_each_language_and_a_language_for_each_file() {
    for folder in ["src/domain/text/languages", "tests/fixtures/languages"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".json", ""))
            .collect();
        found.sort_unstable();
        let mut tags = TAGS.to_vec();
        tags.sort_unstable();
        assert_eq!(found, tags);
    }
    assert_eq!(TAGS.len(), 46);
}

#[test]
fn every_language_says_everything_and_nothing_else() {
    for tag in TAGS {
        let spoken = language(tag);
        for name in text_names() {
            let mut value = &spoken;
            for part in name.split('.') {
                value = &value[part];
            }
            if name == "known.necessary.consequence" {
                assert!(value.is_null(), "{tag}: what cannot be refused has no consequence");
            } else if is_plural(value) {
                let forms = value.as_object().unwrap();
                assert!(forms.keys().all(|form| CATEGORIES.contains(&form.as_str())), "{tag}: {name}");
                assert_eq!(
                    forms.keys().next_back().map(String::as_str),
                    Some("other"),
                    "{tag}: {name}: the last form serves where a browser knows no rules"
                );
            } else {
                assert!(value.is_string(), "{tag}: {name} is missing");
            }
        }
        let names: Vec<String> = text_names().collect();
        for (name, text) in texts(&spoken) {
            let plain =
                CATEGORIES.iter().find_map(|form| name.strip_suffix(&format!(".{form}"))).unwrap_or(&name);
            assert!(names.iter().any(|known| known == plain), "{tag}: {name} is no message");
            assert!(!text.is_empty() || name == "gap", "{tag}: {name} is empty");
            assert!(!text.contains(['|', '\n', '<']), "{tag}: {name}");
        }
    }
}

#[test]
fn places_are_those_of_the_english() {
    let english = texts(&language("en"));
    for tag in TAGS {
        for (name, text) in texts(&language(tag)) {
            let source = CATEGORIES.iter().find_map(|form| name.strip_suffix(&format!(".{form}")));
            let source = source.map_or(name.clone(), |plain| format!("{plain}.other"));
            let (_, wanted) = english.iter().find(|(known, _)| *known == source).unwrap();
            assert_eq!(places(&text), places(wanted), "{tag}: {name}: {text}");
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let english = texts(&language("en"));
    for tag in TAGS.into_iter().filter(|tag| *tag != "en") {
        let fixture = file("tests/fixtures/languages", tag);
        let same: Vec<&str> = fixture["same"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
        for (name, text) in texts(&language(tag)) {
            let is_same = english.iter().any(|(known, wanted)| *known == name && *wanted == text);
            let may_be = same.contains(&name.as_str()) || UNSPOKEN.contains(&name.as_str());
            assert!(!is_same || may_be, "{tag}: {name} is in English: {text}");
        }
        for name in same {
            assert!(english.iter().any(|(known, _)| known == name), "{tag}: {name} is no message");
        }
    }
}

#[test]
fn nothing_steers() {
    for tag in TAGS {
        let fixture = file("tests/fixtures/languages", tag);
        let steering: Vec<&str> =
            fixture["steering"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
        assert!(steering.len() >= 5, "{tag}: too few phrases to look for");
        for (name, text) in texts(&language(tag)) {
            let text = text.to_lowercase();
            for phrase in &steering {
                assert!(
                    !text.contains(&phrase.to_lowercase()),
                    "{tag}: {name} steers by \"{phrase}\": {text}"
                );
            }
            assert!(!text.contains('!') && !text.contains('！'), "{tag}: {name} is loud");
        }
    }
}

#[test]
fn answers_are_of_one_kind_and_direction_is_told() {
    for tag in TAGS {
        let spoken = language(tag);
        let length = |name: &str| spoken[name].as_str().unwrap().chars().count();
        for (one, other) in [("accept", "reject"), ("acceptSome", "rejectSome")] {
            let (one, other) = (length(one), length(other));
            assert!(one.abs_diff(other) <= 7, "{tag}: {one} and {other} letters are no equal answers");
        }
        for name in ["accept", "reject", "choose", "save"] {
            assert!(length(name) <= LONGEST_ANSWER, "{tag}: {name}");
        }
        let direction = if FROM_THE_RIGHT.contains(&tag) { "rtl" } else { "ltr" };
        assert_eq!(spoken["direction"], direction, "{tag}");
    }
}
