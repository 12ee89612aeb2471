//! Receipts: what they say, that they come back whole or not at all, that they follow each other, what is exported.
#![cfg(all(feature = "notice", not(target_arch = "wasm32")))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use jsonschema::Validator;
use menshen_core::domain::answer::{Answer, Choice, answer};
use menshen_core::domain::disclosure::Disclosure;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::receipt::canonical::canonical;
use menshen_core::domain::receipt::chain::verify;
use menshen_core::domain::receipt::digest::hash;
use menshen_core::domain::receipt::export::{export, import};
use menshen_core::domain::receipt::make::Circumstances;
use menshen_core::domain::receipt::{Origin, Receipt};
use menshen_core::domain::record::{Record, Source};
use menshen_core::domain::tree::Tree;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::{NOW, policy, shop_json};

const SERVICES: &str = r#"
    {"id":"stats","name":"Stats","purposes":["analytics"],"hosts":["stats.example"],"provider":"Stats Ltd",
     "retention":{"en":"13 months"},"sharesWith":["Elsewhere Inc"]},
    {"id":"own","name":"Own","purposes":["analytics"],"hosts":["own.example"],"party":"first"}"#;

struct Site {
    policy: &'static Policy<'static>,
    disclosure: Disclosure,
}

fn site(services: &str) -> Site {
    let json = shop_json("", services);
    let disclosure = Disclosure::from_tree(tree(&json.to_string())).completed();
    Site { policy: policy(&json), disclosure }
}

fn tree(text: &str) -> Tree {
    serde_json::from_str(text).expect("the test's own JSON can be parsed")
}

fn read(text: &str) -> Option<Receipt> {
    Receipt::from_tree(tree(text))
}

/// Answers one after the other, a day between, and the receipts of them.
fn receipts(site: &Site, choices: &[(Source, Choice<'_>)]) -> Vec<Receipt> {
    let mut record: Option<Record> = None;
    let mut receipts: Vec<Receipt> = Vec::new();
    for (day, (source, choice)) in (0u8..).zip(choices) {
        let given = Answer {
            choice: *choice,
            source: *source,
            by_visitor: true,
            language: "en",
            now: NOW + u32::from(day) * support::DAY,
        };
        let new = answer(site.policy, record.as_ref(), given).expect("the answer is taken");
        let before = receipts.last().map(Receipt::hash);
        let told = Circumstances {
            random: [day; 16],
            origin: Origin::Answer(new.source().expect("a record has a source")),
            by_visitor: true,
            language: "en",
            region: "",
            host: "shop.example",
            shown: "Shop asks",
            previous: before.as_deref(),
        };
        receipts.push(Receipt::new(&new, &site.disclosure, &support::english(), told));
        record = Some(new);
    }
    receipts
}

/// A yes, a partial no, a withdrawal, and one more after it.
fn history(site: &Site) -> Vec<Receipt> {
    receipts(
        site,
        &[
            (Source::Notice, Choice::AcceptAll),
            (Source::Settings, Choice::Set("stats- marketing-")),
            (Source::Withdraw, Choice::RejectAll),
            (Source::Settings, Choice::Set("analytics+")),
        ],
    )
}

#[test]
fn the_canonical_form_stays_as_it_is() {
    let site = site(SERVICES);
    let choice = Choice::Set("personalization+ analytics+ own-");
    let mut receipt = receipts(&site, &[(Source::Notice, choice)]).remove(0);
    receipt.ui = "0.1.0".into();
    let text = receipt.to_json();
    assert_eq!(text, include_str!("fixtures/receipts/canonical.txt").trim_end());
}

#[test]
fn what_is_written_is_read_back() {
    let site = site(SERVICES);
    let all = history(&site);
    assert_eq!(all[1].services.len(), 1, "one service differs");
    for receipt in &all {
        assert_eq!(read(&receipt.to_json()).as_ref(), Some(receipt));
        assert_eq!(receipt.hash(), hash(&receipt.to_json()));
    }
    // Whatever the order of the keys and the spaces, it is the same receipt with the same hash.
    let loose = serde_json::to_string_pretty(&support::json(&all[1].to_json())).expect("it can be written");
    assert_eq!(read(&loose).map(|receipt| receipt.hash()), Some(all[1].hash()));
    for word in ["notice", "settings", "withdraw", "api", "import", "signal"] {
        assert_eq!(Origin::from_word(word).map(Origin::word), Some(word));
    }
    assert_eq!(Origin::from_word("gpc"), None);
}

#[test]
fn nothing_of_the_visitor_stands_in_it() {
    let json = support::json(&history(&site(SERVICES))[1].to_json());
    let mut keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys.join(" "),
        "byVisitor controller decided expires host id language notice previous purposes region services source \
         statement ui version"
    );
}

#[test]
fn what_is_not_whole_is_nothing() {
    let site = site(SERVICES);
    let whole = support::json(&history(&site)[1].to_json());
    assert!(read(&whole.to_string()).is_some());
    let refused = |alter: &dyn Fn(&mut Json)| {
        let mut altered = whole.clone();
        alter(&mut altered);
        assert_ne!(altered, whole, "the test alters something");
        assert!(read(&altered.to_string()).is_none(), "{altered}");
    };
    let keys: Vec<String> = whole.as_object().expect("an object").keys().cloned().collect();
    for key in keys {
        for odd in [json!(null), json!(7), json!([]), json!({}), json!([7])] {
            // No answer at all is a whole one too.
            let may_be_empty = matches!(key.as_str(), "purposes" | "services") && odd == json!([]);
            if !may_be_empty {
                refused(&|json| json[&key] = odd.clone());
            }
        }
        if key != "notice" && key != "previous" {
            refused(&|json| drop(json.as_object_mut().expect("an object").remove(&key)));
        }
    }
    let nonsense = [
        ("/version", json!(2)),
        ("/version", json!("1")),
        ("/id", json!("x")),
        ("/decided", json!("2026-02-30T00:00:00Z")),
        ("/expires", json!("2020-01-01T00:00:00Z")),
        ("/expires", json!("2099-01-01T00:00:00Z")),
        ("/source", json!("n")),
        ("/byVisitor", json!(1)),
        ("/notice", json!("sha256-")),
        ("/previous", json!("")),
        ("/statement/url", json!(null)),
        ("/purposes/0", json!("functional")),
        ("/purposes/0/id", json!("")),
        ("/purposes/0/granted", json!("yes")),
        ("/purposes/0/meaning", json!(1)),
        ("/purposes/0/meaning", json!("1z141z4")),
        ("/purposes/0/title", json!(null)),
        ("/services/0/meaning", json!("-1")),
    ];
    for (place, value) in nonsense {
        refused(&|json| *json.pointer_mut(place).expect("the place is there") = value.clone());
    }
    for place in ["", "/statement", "/purposes/0", "/services/0"] {
        refused(&|json| json.pointer_mut(place).expect("it is there")["more"] = json!(""));
    }
    for list in ["/purposes", "/services"] {
        refused(&|json| {
            let items = json.pointer_mut(list).and_then(Json::as_array_mut).expect("a list");
            items.push(items[0].clone());
        });
    }
    for odd in ["null", "1", "\"\"", "[]", "{}", "true"] {
        assert!(read(odd).is_none(), "{odd}");
    }
    // Twice the same key.
    assert!(read(&whole.to_string().replacen("{", "{\"host\":\"shop.example\",", 1)).is_none());
}

#[test]
fn what_is_cut_is_nothing() {
    let text = history(&site(SERVICES))[1].to_json();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert!(serde_json::from_str::<Tree>(&text[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_chain_holds_until_it_is_broken() {
    let all = history(&site(SERVICES));
    assert_eq!(verify(&all), Ok(()));
    assert_eq!(verify(&[]), Ok(()));
    // What is no longer kept is not missed.
    assert_eq!(verify(&all[2..]), Ok(()));
    let broken = |alter: &dyn Fn(&mut Vec<Receipt>), place| {
        let mut altered = all.clone();
        alter(&mut altered);
        assert_eq!(verify(&altered), Err(place));
    };
    broken(&|all| all[1].purposes[0].granted = false, 2);
    broken(&|all| all[0].by_visitor = false, 1);
    broken(&|all| drop(all.remove(1)), 1);
    broken(&|all| all.swap(2, 3), 2);
    broken(&|all| all[3].previous = None, 3);
}

fn exported(site: &Site, receipts: &[Receipt]) -> Json {
    let text =
        export(receipts, site.policy, &site.disclosure, &support::english()).expect("something is kept");
    support::json(&text)
}

fn of<'a>(export: &'a Json, purpose: &str) -> &'a Json {
    let all = export["processing"].as_array().expect("a list");
    all.iter().find(|one| one["purposes"][0]["id"] == purpose).expect("the purpose was answered")
}

#[test]
fn the_export_tells_what_is_known() {
    let site = site(SERVICES);
    let all = history(&site);
    let export = exported(&site, &all);
    assert_eq!(export["record_id"], json!(all[3].id));
    let analytics = of(&export, "analytics");
    assert_eq!(
        analytics["pii_controllers"],
        json!([{"party_contact": "mailto:privacy@shop.example", "party_name": "Shop", "party_role": "controller"}])
    );
    assert_eq!(
        analytics["recipient_third_parties"],
        json!([{"party_name": "Stats Ltd"}, {"party_name": "Elsewhere Inc"}])
    );
    assert_eq!(analytics["retention_period"], json!([{"service": "Stats", "period": "13 months"}]));
    assert!(analytics.get("jurisdiction").is_none(), "the site does not say where the visitor is");
    let states = |purpose| -> Vec<String> {
        let events = of(&export, purpose)["events"].as_array().expect("a list").iter();
        events.map(|event| event["event_state"].as_str().expect("a word").into()).collect()
    };
    assert_eq!(states("analytics"), ["ConsentGiven", "ConsentGiven", "ConsentWithdrawn", "ConsentGiven"]);
    assert_eq!(
        states("marketing"),
        ["ConsentGiven", "ConsentWithdrawn", "ConsentWithdrawn", "ConsentWithdrawn"]
    );
    assert_eq!(
        analytics["events"][0],
        json!({"event_time": "2026-09-21T14:13:20Z", "validity_duration": "P180D", "entity_id": "pii_principal",
               "event_type": "explicit", "event_state": "ConsentGiven"})
    );
    assert_eq!(export["receipts"].as_array().map(Vec::len), Some(4));
}

#[test]
fn the_export_invents_nothing() {
    let site = site(SERVICES);
    let mut all = history(&site);
    // Behind a gap it is not known that what is refused now was granted before.
    all.remove(1);
    assert_eq!(of(&exported(&site, &all), "marketing")["events"][1]["event_state"], "ConsentRefused");
    // What means something else today is not told as what was agreed to.
    all[2].purposes.iter_mut().for_each(|answer| answer.meaning ^= 1);
    all[2].controller = "Another".into();
    let altered = exported(&site, &all);
    let analytics = of(&altered, "analytics");
    for key in ["recipient_third_parties", "retention_period", "privacy_rights"] {
        assert!(analytics.get(key).is_none(), "{key}");
    }
    assert_eq!(analytics["pii_controllers"], json!([{"party_name": "Another", "party_role": "controller"}]));
    assert_eq!(export(&[], site.policy, &site.disclosure, &support::english()), None);
    // Nobody's own act is told as nobody's.
    all[2].by_visitor = false;
    let altered = exported(&site, &all);
    let event = &of(&altered, "analytics")["events"][2];
    assert!(event.get("entity_id").is_none() && event.get("event_type").is_none());
}

#[test]
fn what_was_exported_is_read_back() {
    let site = site(SERVICES);
    let all = history(&site);
    let text = export(&all, site.policy, &site.disclosure, &support::english()).expect("something is kept");
    assert_eq!(import(tree(&text)).as_ref(), Ok(&all[3]));
    assert_eq!(import(tree(&all[1].to_json())).as_ref(), Ok(&all[1]));
    let said: Vec<String> = all[1]
        .entries()
        .map(|entry| {
            format!(
                "{}{}{}",
                if entry.is_service { "@" } else { "" },
                entry.id,
                if entry.granted { "+" } else { "-" }
            )
        })
        .collect();
    assert_eq!(said.last().map(String::as_str), Some("@stats-"));
    let altered = |alter: &dyn Fn(&mut Json)| {
        let mut json = support::json(&text);
        alter(&mut json);
        import(tree(&json.to_string())).map(|receipt| receipt.id)
    };
    assert_eq!(altered(&|json| json["receipts"][1]["host"] = json!("other.example")), Err("broken-chain"));
    assert_eq!(altered(&|json| json["receipts"][1]["host"] = json!(1)), Err("not-a-receipt"));
    assert_eq!(altered(&|json| json["receipts"] = json!([])), Err("not-a-receipt"));
    assert_eq!(altered(&|json| json["receipts"] = json!(1)), Err("not-a-receipt"));
    assert_eq!(import(tree("{}")), Err("not-a-receipt"));
    assert_eq!(import(tree("[]")), Err("not-a-receipt"));
}

#[test]
fn where_nothing_was_shown_nothing_is_hashed() {
    let site = site("");
    let record = answer(
        site.policy,
        None,
        Answer { choice: Choice::RejectAll, source: Source::Api, by_visitor: false, language: "", now: NOW },
    )
    .expect("a refusal is always taken");
    let told = Circumstances {
        random: [0; 16],
        origin: Origin::Signal,
        by_visitor: false,
        language: "",
        region: "CN",
        host: "shop.example",
        shown: "",
        previous: None,
    };
    let receipt = Receipt::new(&record, &site.disclosure, &support::english(), told);
    assert_eq!((receipt.notice.as_ref(), receipt.previous.as_ref()), (None, None));
    assert_eq!(read(&receipt.to_json()).as_ref(), Some(&receipt));
    assert_eq!(of(&exported(&site, &[receipt]), "analytics")["jurisdiction"], "CN");
}

/// A schema that takes one of the two forms and nothing else.
fn schema(part: &str) -> Validator {
    let mut schema = support::json(include_str!("../src/api/receipt.schema.json"));
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    if !part.is_empty() {
        schema["oneOf"] = json!([{"$ref": format!("#/$defs/{part}")}]);
    }
    jsonschema::draft202012::new(&schema).expect("the schema can be used")
}

#[test]
fn the_schema_takes_what_is_written() {
    let (either, one, export) = (schema(""), schema("receipt"), schema("export"));
    for services in ["", SERVICES] {
        let site = site(services);
        let choices = [
            (Source::Notice, Choice::AcceptAll),
            (Source::Api, Choice::Set("")),
            (Source::Withdraw, Choice::RejectAll),
        ];
        let mut all = receipts(&site, &choices);
        all[2].origin = Origin::Signal;
        all[2].by_visitor = false;
        all[2].region = "CN".into();
        all[2].notice = None;
        for receipt in &all {
            let json = support::json(&receipt.to_json());
            assert!(one.is_valid(&json) && either.is_valid(&json) && !export.is_valid(&json), "{json}");
        }
        let json = exported(&site, &all);
        assert!(export.is_valid(&json) && either.is_valid(&json) && !one.is_valid(&json), "{json}");
        // A site that gives no policy.
        all[2].controller.clear();
        all[2].statement_url.clear();
        all[2].statement_version.clear();
        all[2].language.clear();
        let json = exported(&site, &all);
        assert!(export.is_valid(&json), "{json}");
    }
}

#[test]
fn the_schema_refuses_what_is_not_whole() {
    let one = schema("receipt");
    let whole = support::json(&history(&site(SERVICES))[1].to_json());
    for key in whole.as_object().expect("an object").keys() {
        let mut altered = whole.clone();
        altered[key] = json!(7);
        assert!(!one.is_valid(&altered), "{key}");
        altered.as_object_mut().expect("an object").remove(key);
        assert_eq!(one.is_valid(&altered), read(&altered.to_string()).is_some(), "{key}");
    }
    for (place, value) in
        [("/meaning", json!("01")), ("/meaning", json!(5)), ("/id", json!("")), ("/more", json!(""))]
    {
        let mut altered = whole.clone();
        altered["services"][0][&place[1..]] = value;
        assert!(!one.is_valid(&altered) && read(&altered.to_string()).is_none(), "{altered}");
    }
}

proptest! {
    #[test]
    fn texts_are_escaped_as_others_escape_them(text in "(?s)[\\x00-\\x1f\"\\\\/\u{7f}-\u{9f}\u{2028}é门😀a]{0,40}|(?s).{0,40}") {
        let written = canonical(&Tree::Text(text.clone()));
        prop_assert_eq!(&written, &serde_json::to_string(&text).expect("a text can be written"));
        prop_assert_eq!(serde_json::from_str::<String>(&written).expect("it can be read"), text);
    }

    #[test]
    fn any_words_come_back(title in "(?s).{0,40}", region in "(?s).{0,20}", host in "(?s).{0,20}", meaning: u32) {
        let mut receipt = history(&site(SERVICES)).remove(1);
        receipt.purposes[0].title = title;
        receipt.purposes[0].meaning = meaning;
        (receipt.region, receipt.host) = (region, host);
        prop_assert_eq!(read(&receipt.to_json()), Some(receipt));
    }
}
