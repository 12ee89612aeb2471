//! Writes and reads records: what was written is read back, and nothing else is read at all.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::hash::Hasher;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::codec::{Head, decode, encode};
use menshen_core::domain::record::standing::Standing;
use menshen_core::domain::record::{Entry, LONGEST, Source};
use menshen_core::domain::state::{Event, Phase, State, update};
use proptest::prelude::*;
use support::{DAY, NOW, files, names, shop};

/// The policy that the fixtures answer.
fn policy() -> &'static Policy<'static> {
    shop(
        r#"{"id":"basics","required":true,"title":"Basics","description":"The shop."},
           {"id":"stats","title":"Figures","description":"We count."},
           {"id":"ads","title":"Adverts","description":"We earn."}"#,
        r#"{"id":"map","name":"Map","purposes":["ads"],"hosts":["map.example"]}"#,
    )
}

/// Fills what a fixture leaves open: `{now}` and `{now+n}` in days, `{controller}`, `{stats}`, `{ads}`, `{map}` the
/// meanings of today, and at the end `{check}` the right check of everything before its `~`.
fn fill(text: &str) -> String {
    let policy = policy();
    let purpose =
        |id| policy.purposes.iter().find(|purpose| purpose.id == id).expect("a known purpose").meaning;
    let map = policy.services[policy.service("map").expect("a known service")].meaning;
    let mut text = text.to_owned();
    for (name, number) in [
        ("{now}", NOW),
        ("{now+2}", NOW + 2 * DAY),
        ("{now+180}", NOW + 180 * DAY),
        ("{now+400}", NOW + 400 * DAY),
        ("{now+401}", NOW + 401 * DAY),
        ("{now-1}", NOW - DAY),
        ("{now-180}", NOW - 180 * DAY),
        ("{controller}", policy.controller),
        ("{stats}", purpose("stats")),
        ("{ads}", purpose("ads")),
        ("{map}", map),
    ] {
        text = text.replace(name, &base36(number));
    }
    text = text.replace("{long}", &"x".repeat(4000));
    if let Some(body) = text.strip_suffix("~{check}") {
        text = format!("{body}~{}", base36(Hasher::new().part(body).finish()));
    }
    text
}

fn base36(number: u32) -> String {
    let mut text = String::new();
    menshen_core::domain::lines::push_number(&mut text, number, 36);
    text
}

/// Reads a stored text. `expected` is whether it can be read at all, then what it grants and refuses today.
fn check(name: &str, text: &str, expected: (bool, &str, &str)) {
    let policy = policy();
    let record = decode(text);
    let standing = Standing::new(record.as_ref(), policy, NOW);
    let stands = (names(policy, standing.granted), names(policy, standing.denied));
    assert_eq!((record.is_some(), stands.0.as_str(), stands.1.as_str()), expected, "{name}: {text}");
    // The same through the door: as a cookie beside others.
    let mut state = State::new("shop.example", policy);
    state.phase = Phase::Ready;
    let jar = format!("a=1; menshen={text}; b=2");
    update(&mut state, Event::Stored { jar: &jar, mirror: None, now: NOW });
    let cut = text.contains(';');
    assert_eq!(
        names(policy, state.standing.granted),
        if cut { "" } else { expected.1 },
        "{name}: as a cookie"
    );
    assert_eq!(state.permits("map"), state.standing.granted & 4 != 0, "{name}: a service follows");
}

#[test]
fn broken_records_grant_nothing() {
    for (name, fixture) in files("records") {
        let text = |key: &str| fixture[key].as_str().expect("a fixture's parts are texts").to_owned();
        let is_read = fixture["read"].as_bool().expect("a fixture says whether it is read");
        let (granted, denied) = (text("granted"), text("denied"));
        assert_eq!(granted.is_empty(), name != "whole", "{name}: only one grants");
        check(&name, &fill(&text("record")), (is_read, &granted, &denied));
    }
}

#[test]
fn a_record_cut_anywhere_is_none() {
    let fixtures = files("records");
    let (_, whole) = fixtures.iter().find(|(name, _)| name == "whole").expect("the whole one is there");
    let whole = fill(whole["record"].as_str().unwrap_or_default());
    for place in 0..whole.len() {
        check("cut at its end", &whole[..place], (false, "", ""));
        if place > 0 {
            check("cut at its beginning", &whole[place..], (false, "", ""));
        }
    }
    let fields: Vec<&str> = whole.split('~').collect();
    for place in 0..fields.len() {
        let mut less = fields.clone();
        less.remove(place);
        check("a field less", &less.join("~"), (false, "", ""));
        let mut twice = fields.clone();
        twice.insert(place, fields[place]);
        check("a field twice", &twice.join("~"), (false, "", ""));
    }
}

/// The format is public: servers read it. Another text here means another version.
#[test]
fn the_format_stays() {
    let head = Head {
        decided: NOW,
        expires: NOW + DAY,
        controller: 0xdead_beef,
        language: "zh-CN",
        source: Source::Notice,
        statement: "3.1 ü~",
    };
    let entry = |id, is_service, granted, meaning| Entry { id, is_service, granted, meaning };
    let record = encode(&head, &[entry("stats", false, true, 35), entry("map", true, false, u32::MAX)]);
    assert_eq!(
        record.text,
        "1~tlpwu8~tlrri8~1ps9wxb~zh-CN~n~3_2e1_20_c3_bc_7e~stats.g.z~@map.d.1z141z3~jaxhj5"
    );
}

#[derive(Clone, Debug)]
struct Told {
    decided: u32,
    lasts: u32,
    controller: u32,
    language: String,
    source: Source,
    statement: String,
    entries: Vec<(String, bool, bool, u32)>,
}

impl Told {
    fn head(&self) -> Head<'_> {
        Head {
            decided: self.decided,
            expires: self.decided + self.lasts,
            controller: self.controller,
            language: &self.language,
            source: self.source,
            statement: &self.statement,
        }
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let entries = self.entries.iter();
        entries
            .map(|(id, is_service, granted, meaning)| Entry {
                id,
                is_service: *is_service,
                granted: *granted,
                meaning: *meaning,
            })
            .collect()
    }

    fn text(&self) -> String {
        encode(&self.head(), &self.entries()).text
    }
}

fn told() -> impl Strategy<Value = Told> {
    let source = prop::sample::select(vec![
        Source::Notice,
        Source::Settings,
        Source::Withdraw,
        Source::Api,
        Source::Import,
    ]);
    let entry = ("[a-z][a-z0-9-]{0,63}", any::<bool>(), any::<bool>(), any::<u32>());
    (
        (0..u32::MAX - LONGEST, 0..=LONGEST, any::<u32>()),
        ("\\PC{0,20}", source, any::<String>().prop_map(|text| text.chars().take(40).collect::<String>())),
        prop::collection::vec(entry, 0..24),
    )
        .prop_map(|((decided, lasts, controller), (language, source, statement), entries)| Told {
            decided,
            lasts,
            controller,
            language,
            source,
            statement,
            entries,
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(told in told()) {
        let written = encode(&told.head(), &told.entries());
        let read = decode(&written.text).expect("our own record can be read");
        prop_assert_eq!(&read, &written);
        prop_assert_eq!(read.entries().collect::<Vec<_>>(), told.entries());
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"~._-@".contains(&byte);
        prop_assert!(written.text.bytes().all(is_safe), "{}", written.text);
        let plain = |place: usize| {
            let escaped = written.text.split('~').nth(place).unwrap_or_default().replace('_', "%");
            percent_decoded(&escaped)
        };
        prop_assert_eq!(plain(4), told.language.clone());
        prop_assert_eq!(plain(6), told.statement.clone());
    }

    #[test]
    fn one_byte_changed_is_noticed(told in told(), place in any::<prop::sample::Index>(), byte in 1u8..128) {
        let text = told.text();
        let mut bytes = text.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let changed = String::from_utf8(bytes).expect("ASCII");
        prop_assert!(changed == text || decode(&changed).is_none(), "{} {}", text, changed);
    }

    #[test]
    fn one_byte_more_or_less_is_noticed(told in told(), place in any::<prop::sample::Index>(), byte in 1u8..128) {
        let text = told.text();
        let place = place.index(text.len());
        let mut less = text.clone();
        less.remove(place);
        prop_assert!(decode(&less).is_none(), "{less}");
        let mut more = text;
        more.insert(place, char::from(byte));
        prop_assert!(decode(&more).is_none(), "{more}");
    }

    #[test]
    fn a_part_is_none(told in told(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let text = told.text();
        let (from, to) = (from.index(text.len()), to.index(text.len()));
        let part = &text[from.min(to)..from.max(to)];
        prop_assert!(decode(part).is_none(), "{part}");
    }

    #[test]
    fn any_text_is_none(text in any::<String>()) {
        prop_assert!(decode(&text).is_none());
    }

    #[test]
    fn any_fields_with_the_right_check_harm_nobody(fields in prop::collection::vec("[0-9a-z.@_~üG%-]{0,9}", 0..12)) {
        let body = format!("1~{}", fields.join("~"));
        let text = format!("{body}~{}", base36(Hasher::new().part(&body).finish()));
        if let Some(record) = decode(&text) {
            prop_assert!(record.expires - record.decided <= LONGEST);
            prop_assert!(record.entries().all(|entry| !entry.id.is_empty()));
        }
    }
}

/// What `decodeURIComponent` does; it throws where this panics.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let digits = std::str::from_utf8(&tail[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
