//! Plays visits event by event: what is answered, kept, told and swept, and what may not be answered.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::answer::{Answer, Choice, answer};
use menshen_core::domain::error::Refusal;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::codec::decode;
use menshen_core::domain::record::{LONGEST, Source};
use menshen_core::domain::state::{Effects, Event, Phase, State, update};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{DAY, NOW, names, policy, shop, shop_json};

const PURPOSES: &str = r#"
    {"id":"basics","required":true,"title":"Basics","description":"The shop."},
    {"id":"stats","title":"Figures","description":"We count."},
    {"id":"ads","title":"Adverts","description":"We earn.","requires":["stats"]},
    {"id":"maps","title":"Maps","description":"We show.","requires":["basics"]}"#;
const SERVICES: &str = r#"
    {"id":"count","name":"Count","purposes":["stats"],"hosts":["count.example"]},
    {"id":"map","name":"Map","purposes":["maps"],"hosts":["map.example"]},
    {"id":"mixed","name":"Mixed","purposes":["maps","stats"],"hosts":["mixed.example"]}"#;

/// The usual policy: `ads` needs `stats`.
fn usual() -> &'static Policy<'static> {
    shop(PURPOSES, SERVICES)
}

/// The usual policy, which lets scripts grant.
fn lenient() -> &'static Policy<'static> {
    let mut json = shop_json(PURPOSES, SERVICES);
    json["scriptedGrants"] = true.into();
    policy(&json)
}

/// One step of a visit.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    /// The visitor answers in the settings: `accept`, `reject` or a set.
    Visitor(&'a str),
    /// A script answers.
    Script(&'a str),
    /// The visitor withdraws.
    Withdraw,
    /// The answer is read again.
    Reread,
    Erase,
    /// Days pass.
    Days(u32),
}
use Step::{Days, Erase, Reread, Script, Visitor, Withdraw};

/// A visit with its browser: what is kept is what is read.
struct Visit {
    state: State<'static>,
    now: u32,
    jar: String,
    mirror: Option<String>,
}

impl Visit {
    fn new(policy: &'static Policy<'static>) -> Self {
        let mut state = State::new("shop.example", Box::leak(Box::new(Policy::built_in())));
        update(&mut state, Event::Policy(Some(policy)));
        Self { state, now: NOW, jar: String::new(), mirror: None }
    }

    fn step<'a>(&mut self, step: Step<'a>) -> Result<Effects, Refusal<'a>> {
        let (words, source, by_visitor) = match step {
            Visitor(words) => (words, Source::Settings, true),
            Script(words) => (words, Source::Api, false),
            Withdraw => ("reject", Source::Withdraw, true),
            Reread => {
                let (jar, mirror) = (self.jar.clone(), self.mirror.clone());
                return Ok(self.stored(&jar, mirror.as_deref()));
            }
            Erase => return Ok(self.bring(Event::Erase)),
            Days(days) => {
                self.now += days * DAY;
                return Ok(Effects::default());
            }
        };
        let choice = match words {
            "accept" => Choice::AcceptAll,
            "reject" => Choice::RejectAll,
            words => Choice::Set(words),
        };
        let given = Answer { choice, source, by_visitor, language: "en", now: self.now };
        let record = answer(self.state.policy, self.state.record.as_ref(), given)?;
        Ok(self.bring(Event::Answered { text: &record.text, now: self.now }))
    }

    fn stored(&mut self, jar: &str, mirror: Option<&str>) -> Effects {
        self.bring(Event::Stored { jar, mirror, now: self.now })
    }

    fn bring(&mut self, event: Event<'static, '_>) -> Effects {
        let effects = update(&mut self.state, event);
        if effects.keep {
            self.mirror = self.state.record.as_ref().map(|record| record.text.clone());
            self.jar = self.mirror.as_ref().map_or(String::new(), |text| format!("menshen={text}"));
        }
        effects
    }

    /// Says how everything stands: `+` granted and `-` refused, services after a bar, then the source's letter and
    /// for how many days from now.
    fn stands(&self) -> String {
        let State { policy, standing, record, .. } = &self.state;
        let mut words = Vec::new();
        for (bit, purpose) in policy.each() {
            if standing.granted & bit != 0 {
                words.push(format!("+{}", purpose.id));
            } else if standing.denied & bit != 0 {
                words.push(format!("-{}", purpose.id));
            }
        }
        if !standing.services.is_empty() {
            words.push("|".into());
        }
        let services: BTreeMap<&str, bool> =
            standing.services.iter().map(|(place, granted)| (policy.services[*place].id, *granted)).collect();
        words
            .extend(services.iter().map(|(id, granted)| format!("{}{id}", if *granted { '+' } else { '-' })));
        match record {
            Some(record) if standing.answered => {
                let letter = record.text.split('~').nth(5).unwrap_or_default();
                words.push(format!("({letter} {})", (record.expires - self.now) / DAY));
            }
            _ => words.push("(none)".into()),
        }
        words.join(" ")
    }
}

/// Says what is to be done: `keep`, `decided` with the changed, `sweep` with the withdrawn purposes; or the error.
fn told(policy: &Policy<'_>, result: &Result<Effects, Refusal<'_>>) -> String {
    let effects = match result {
        Ok(effects) => effects,
        Err(error) => return format!("{} {}", error.code, error.id).trim_end().into(),
    };
    let mut words = Vec::new();
    if effects.keep {
        words.push("keep".to_owned());
    }
    if let Some(changed) = effects.decided {
        words.push(format!("decided[{}]", names(policy, changed)));
    }
    if let Some(withdrawn) = effects.sweep {
        words.push(format!("sweep[{}]", names(policy, withdrawn)));
    }
    words.join(" ")
}

/// Plays a visit. `expected` is how everything stands at the end, and what the last step told.
fn check(policy: &'static Policy<'static>, steps: &[Step<'static>], expected: (&str, &str)) {
    let mut visit = Visit::new(policy);
    let mut last = Ok(Effects::default());
    for step in steps {
        last = visit.step(*step);
    }
    assert_eq!((visit.stands().as_str(), told(policy, &last).as_str()), expected, "{steps:?}");
    // The next page reads exactly what this one holds.
    let here = visit.stands();
    visit.step(Reread).expect("a stored answer is no reason to fail");
    if !matches!(steps.last(), Some(Days(_))) {
        assert_eq!(visit.stands(), here, "{steps:?}: on the next page");
    }
}

#[test]
fn answers() {
    let usual = usual();
    check(usual, &[], ("(none)", ""));
    check(usual, &[Visitor("accept")], ("+stats +ads +maps (s 180)", "keep decided[stats ads maps] sweep[]"));
    check(usual, &[Visitor("reject")], ("-stats -ads -maps (s 180)", "keep decided[stats ads maps] sweep[]"));
    check(usual, &[Visitor("maps+")], ("+maps (s 180)", "keep decided[maps] sweep[]"));
    check(usual, &[Visitor("maps-")], ("-maps (s 180)", "keep decided[maps] sweep[]"));
    check(usual, &[Visitor("maps+ stats-")], ("-stats +maps (s 180)", "keep decided[stats maps] sweep[]"));
    check(usual, &[Visitor("stats+ ads+")], ("+stats +ads (s 180)", "keep decided[stats ads] sweep[]"));
    check(usual, &[Visitor("ads+ stats+")], ("+stats +ads (s 180)", "keep decided[stats ads] sweep[]"));
    check(usual, &[Visitor("maps+ maps-")], ("-maps (s 180)", "keep decided[maps] sweep[]"));
    check(usual, &[Visitor("basics+ maps-")], ("-maps (s 180)", "keep decided[maps] sweep[]"));
    check(
        usual,
        &[Visitor("accept"), Withdraw],
        ("-stats -ads -maps (w 180)", "keep decided[stats ads maps] sweep[stats ads maps]"),
    );
    check(
        usual,
        &[Visitor("accept"), Erase],
        ("(none)", "keep decided[stats ads maps] sweep[stats ads maps]"),
    );
    check(usual, &[Visitor("reject"), Erase], ("(none)", "keep decided[stats ads maps] sweep[]"));
    check(
        usual,
        &[Visitor("accept"), Visitor("reject"), Visitor("accept")],
        ("+stats +ads +maps (s 180)", "keep decided[stats ads maps] sweep[]"),
    );
}

#[test]
fn granting_needs_the_visitor() {
    let usual = usual();
    check(usual, &[Script("accept")], ("(none)", "needs-visitor"));
    check(usual, &[Script("maps+")], ("(none)", "needs-visitor"));
    check(usual, &[Script("map+")], ("(none)", "needs-visitor"));
    check(usual, &[Script("maps- stats+")], ("(none)", "needs-visitor"));
    check(usual, &[Visitor("reject"), Script("accept")], ("-stats -ads -maps (s 180)", "needs-visitor"));
    // Refusing is free for every caller.
    check(usual, &[Script("reject")], ("-stats -ads -maps (a 180)", "keep decided[stats ads maps] sweep[]"));
    check(
        usual,
        &[Visitor("accept"), Script("maps-")],
        ("+stats +ads -maps (a 180)", "keep decided[maps] sweep[maps]"),
    );
}

#[test]
fn a_script_that_may_grant_is_named_in_the_record() {
    let lenient = lenient();
    check(
        lenient,
        &[Script("accept")],
        ("+stats +ads +maps (a 180)", "keep decided[stats ads maps] sweep[]"),
    );
    check(
        lenient,
        &[Visitor("accept")],
        ("+stats +ads +maps (s 180)", "keep decided[stats ads maps] sweep[]"),
    );
    check(lenient, &[Script("ads+")], ("(none)", "missing-requirement ads"));
    // Also where it says that it comes from the notice.
    let mut visit = Visit::new(lenient);
    let choice = Choice::AcceptAll;
    let given = Answer { choice, source: Source::Notice, by_visitor: false, language: "en", now: NOW };
    let record = answer(lenient, None, given).expect("scripts may grant here");
    visit.bring(Event::Answered { text: &record.text, now: NOW });
    assert_eq!(visit.stands(), "+stats +ads +maps (a 180)");
}

/// A cookie that the browser cuts or refuses would be asked for on every page.
#[test]
fn an_answer_that_no_cookie_holds_is_not_taken() {
    let ids: Vec<String> = (0..60).map(|place| format!("{}{place}", "s".repeat(60))).collect();
    let services: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"id":"{id}","name":"S","purposes":["analytics"]}}"#)).collect();
    let policy = shop("", &services.join(","));
    let words = |count: usize| ids.iter().take(count).map(|id| format!("{id}+ ")).collect::<String>();
    let mut visit = Visit::new(policy);
    visit.step(Visitor(&words(20))).expect("twenty fit");
    let before = visit.stands();
    let all = words(60);
    let refusal = visit.step(Visitor(&all)).expect_err("sixty do not");
    assert_eq!((refusal.code, visit.stands()), ("record-too-long", before));
}

#[test]
fn what_may_not_be_answered_changes_nothing() {
    let usual = usual();
    check(usual, &[Visitor("ads+")], ("(none)", "missing-requirement ads"));
    check(usual, &[Visitor("ads+ stats-")], ("(none)", "missing-requirement ads"));
    check(usual, &[Visitor("stats-"), Visitor("maps+ ads+")], ("-stats (s 180)", "missing-requirement ads"));
    check(usual, &[Visitor("basics-")], ("(none)", "required-purpose basics"));
    check(usual, &[Visitor("maps+ basics-")], ("(none)", "required-purpose basics"));
    check(usual, &[Script("basics-")], ("(none)", "required-purpose basics"));
    check(usual, &[Visitor("nonsense+")], ("(none)", "unknown-id nonsense"));
    check(usual, &[Visitor("maps+ nonsense-")], ("(none)", "unknown-id nonsense"));
    check(usual, &[Visitor("Maps+")], ("(none)", "unknown-id Maps"));
    check(usual, &[Visitor("+")], ("(none)", "unknown-id"));
    check(usual, &[Visitor("maps")], ("(none)", "unknown-id"));
    check(usual, &[Visitor("图+")], ("(none)", "unknown-id 图"));
    check(usual, &[Visitor("图")], ("(none)", "unknown-id"));
}

#[test]
fn before_and_without_a_policy_nothing_can_be_answered() {
    let built_in: &'static Policy<'static> = Box::leak(Box::new(Policy::built_in()));
    for phase in [Phase::Waiting, Phase::Failed] {
        for step in [Visitor("accept"), Visitor("reject"), Script("reject"), Visitor("analytics+")] {
            let mut state = State::new("shop.example", built_in);
            state.phase = phase;
            let mut visit = Visit { state, now: NOW, jar: String::new(), mirror: None };
            let result = visit.step(step);
            assert!(result.is_err() || told(built_in, &result).is_empty(), "{phase:?} {step:?}");
            assert_eq!(visit.stands(), "(none)", "{phase:?} {step:?}");
        }
    }
}

#[test]
fn a_refusal_takes_along_what_rests_on_it() {
    let usual = usual();
    check(
        usual,
        &[Visitor("accept"), Visitor("stats-")],
        ("-stats -ads +maps (s 180)", "keep decided[stats ads] sweep[stats ads]"),
    );
    check(
        usual,
        &[Visitor("accept"), Script("stats-")],
        ("-stats -ads +maps (a 180)", "keep decided[stats ads] sweep[stats ads]"),
    );
    check(
        usual,
        &[Visitor("accept"), Visitor("ads-")],
        ("+stats -ads +maps (s 180)", "keep decided[ads] sweep[ads]"),
    );
    // It does not come back by itself.
    check(
        usual,
        &[Visitor("accept"), Visitor("stats-"), Visitor("stats+")],
        ("+stats -ads +maps (s 180)", "keep decided[stats] sweep[]"),
    );
}

#[test]
fn a_service_may_be_answered_by_itself() {
    let usual = usual();
    check(usual, &[Visitor("map+")], ("| +map (s 180)", "keep decided[] sweep[]"));
    check(
        usual,
        &[Visitor("reject"), Visitor("map+")],
        ("-stats -ads -maps | +map (s 180)", "keep decided[] sweep[]"),
    );
    check(
        usual,
        &[Visitor("accept"), Script("map-")],
        ("+stats +ads +maps | -map (a 180)", "keep decided[] sweep[]"),
    );
    // What says the same as its purposes is no answer of its own.
    check(usual, &[Visitor("maps+ map+")], ("+maps (s 180)", "keep decided[maps] sweep[]"));
    check(usual, &[Visitor("map-")], ("(s 180)", "keep decided[] sweep[]"));
    check(usual, &[Visitor("maps+ mixed+")], ("+maps | +mixed (s 180)", "keep decided[maps] sweep[]"));
    check(usual, &[Visitor("map+"), Visitor("map-")], ("(s 180)", "keep decided[] sweep[]"));
    // An answer for all is one for services too.
    check(
        usual,
        &[Visitor("map+"), Visitor("reject")],
        ("-stats -ads -maps (s 180)", "keep decided[stats ads maps] sweep[]"),
    );
    check(
        usual,
        &[Visitor("accept"), Visitor("map-"), Visitor("accept")],
        ("+stats +ads +maps (s 180)", "keep decided[] sweep[]"),
    );
}

#[test]
fn answers_carried_over_do_not_get_longer() {
    let usual = usual();
    let kept = "keep decided[maps] sweep[]";
    check(usual, &[Visitor("stats+"), Days(100), Visitor("maps+")], ("+stats +maps (s 80)", kept));
    check(usual, &[Visitor("stats+"), Days(100), Visitor("maps-")], ("+stats -maps (s 80)", kept));
    check(usual, &[Visitor("stats-"), Days(100), Visitor("maps+")], ("-stats +maps (s 180)", kept));
    check(usual, &[Visitor("stats+"), Days(100), Script("maps-")], ("+stats -maps (a 80)", kept));
    check(usual, &[Visitor("stats+"), Days(100), Visitor("stats+ maps+")], ("+stats +maps (s 180)", kept));
    check(
        usual,
        &[Visitor("stats+"), Days(100), Visitor("accept")],
        ("+stats +ads +maps (s 180)", "keep decided[ads maps] sweep[]"),
    );
    check(
        usual,
        &[Visitor("stats+"), Days(100), Visitor("maps+"), Days(70), Visitor("ads+")],
        ("+stats +ads +maps (s 10)", "keep decided[ads] sweep[]"),
    );
    // The same for a service that was granted by itself.
    check(
        usual,
        &[Visitor("map+"), Days(100), Visitor("stats-")],
        ("-stats | +map (s 80)", "keep decided[stats] sweep[]"),
    );
    check(
        usual,
        &[Visitor("map+"), Days(100), Visitor("map+")],
        ("| +map (s 180)", "keep decided[] sweep[]"),
    );
    check(
        usual,
        &[Visitor("map+"), Days(100), Visitor("reject")],
        ("-stats -ads -maps (s 180)", "keep decided[stats ads maps] sweep[]"),
    );
}

/// A tab may stay open for longer than an answer counts.
#[test]
fn an_answer_that_ended_while_the_page_stood_is_not_carried_over() {
    let usual = usual();
    let steps = [Visitor("stats+"), Days(200), Visitor("maps-")];
    check(usual, &steps, ("-maps (s 180)", "keep decided[stats maps] sweep[stats]"));
    let steps = [Visitor("stats+"), Days(180), Visitor("maps+")];
    check(usual, &steps, ("+maps (s 180)", "keep decided[stats maps] sweep[stats]"));
    // And nothing rests on it.
    let mut visit = Visit::new(usual);
    visit.step(Visitor("stats+")).expect("the visitor may");
    visit.step(Days(200)).expect("days pass");
    let result = visit.step(Visitor("ads+"));
    assert_eq!(told(usual, &result), "missing-requirement ads");
}

#[test]
fn reading_again() {
    let usual = usual();
    check(usual, &[Reread], ("(none)", ""));
    check(usual, &[Visitor("accept"), Reread], ("+stats +ads +maps (s 180)", "sweep[]"));
    check(
        usual,
        &[Visitor("accept"), Days(180), Reread],
        ("(none)", "decided[stats ads maps] sweep[stats ads maps]"),
    );
    check(usual, &[Visitor("reject"), Days(180), Reread], ("(none)", "decided[stats ads maps] sweep[]"));
    check(usual, &[Visitor("accept"), Days(180), Reread, Reread], ("(none)", ""));
}

/// Returns the text of a record made at a time.
fn made(words: &str, days_later: u32) -> String {
    let mut visit = Visit::new(usual());
    visit.now += days_later * DAY;
    visit.step(Visitor(words)).expect("the test's own answer can be given");
    visit.mirror.expect("an answer is kept")
}

/// Reads a cookie and a mirror, ten days after [`NOW`].
fn check_stored(what: &str, cookie: Option<&str>, mirror: Option<&str>, expected: &str) {
    let mut visit = Visit::new(usual());
    visit.now += 10 * DAY;
    let jar = cookie.map_or("other=1".into(), |text| format!("other=1; menshen={text}; menshenx=2"));
    visit.stored(&jar, mirror);
    assert_eq!(visit.stands(), expected, "{what}");
}

#[test]
fn cookie_and_mirror() {
    let (older, newer) = (made("accept", 0), made("reject", 5));
    let (granted, refused) = ("+stats +ads +maps (s 170)", "-stats -ads -maps (s 175)");
    check_stored("none", None, None, "(none)");
    check_stored("cookie alone", Some(&older), None, granted);
    check_stored("mirror alone", None, Some(&older), granted);
    check_stored("cookie newer", Some(&newer), Some(&older), refused);
    check_stored("mirror newer", Some(&older), Some(&newer), refused);
    check_stored("both the same", Some(&older), Some(&older), granted);
    let same_second = made("reject", 0);
    check_stored(
        "as old as each other: the cookie",
        Some(&same_second),
        Some(&older),
        "-stats -ads -maps (s 170)",
    );
    check_stored("mirror broken", Some(&older), Some("nonsense"), granted);
    for broken in ["nonsense", "", "1~", &older[1..], &older[..older.len() - 1]] {
        check_stored("cookie broken", Some(broken), Some(&older), "(none)");
    }
    // The first of two cookies with one name is the one with the longer path; which is ours, nobody knows.
    let two = format!("{newer}; menshen={older}");
    check_stored("two cookies", Some(&two), None, refused);
}

/// Another tab hears of the mirror before it sees the new cookie.
#[test]
fn of_two_answers_in_one_second_the_later_counts_beside_the_cookie_of_the_first() {
    for (first, then, expected) in
        [("accept", "reject", "-stats -ads -maps (s 180)"), ("reject", "accept", "+stats +ads +maps (s 180)")]
    {
        let mut here = Visit::new(usual());
        here.step(Visitor(first)).expect("the visitor may");
        let old = here.jar.clone();
        here.step(Visitor(then)).expect("the visitor may");
        let mut other = Visit::new(usual());
        other.stored(&old, here.mirror.as_deref());
        assert_eq!(other.stands(), expected, "{first}, then {then}");
    }
}

/// An answer that came from a clock ahead of ours makes the next one no later than can count, nor later than its end.
#[test]
fn answers_that_follow_each_other_stay_within_the_clock() {
    for days in [1, 180] {
        let mut json = shop_json(PURPOSES, SERVICES);
        json["record"] = serde_json::json!({ "days": days });
        let mut visit = Visit::new(policy(&json));
        visit.now += DAY;
        visit.step(Visitor("accept")).expect("the visitor may");
        visit.now -= DAY;
        for words in ["ads-", "maps-", "maps+", "ads+"] {
            let effects = visit.step(Visitor(words)).expect("the visitor may");
            let here = visit.stands();
            assert!(effects.keep && visit.state.standing.answered, "{days}, {words}: {here}");
            visit.step(Reread).expect("a stored answer is no reason to fail");
            assert_eq!(visit.stands(), here, "{days}, {words}");
            visit.now += 1;
        }
    }
}

#[test]
fn only_the_first_policy_counts() {
    let usual = usual();
    let other = shop("", "");
    let mut state = State::new("shop.example", other);
    assert_eq!(state.phase, Phase::Waiting);
    assert_eq!(update(&mut state, Event::Policy(Some(usual))), Effects::default());
    assert_eq!(state.phase, Phase::Ready);
    let late = update(&mut state, Event::Policy(Some(other)));
    assert_eq!(late, Effects::default());
    assert!(std::ptr::eq(state.policy, usual));
    // A fault that is found in it later closes the gate for good.
    assert_eq!(update(&mut state, Event::Policy(None)), Effects::default());
    assert_eq!(state.phase, Phase::Failed);
    assert_eq!(state.asks(), 0);
    assert_eq!(update(&mut state, Event::Policy(Some(usual))), Effects::default());
    assert_eq!(state.phase, Phase::Failed);

    let mut state = State::new("shop.example", other);
    assert_eq!(update(&mut state, Event::Policy(None)), Effects::default());
    assert_eq!(state.phase, Phase::Failed);
    assert_eq!(update(&mut state, Event::Policy(Some(usual))), Effects::default());
    assert_eq!(state.phase, Phase::Failed, "a policy that comes after a broken one opens nothing");
}

/// What was read before a policy was in force was held against another one.
#[test]
fn nothing_read_before_the_policy_counts_under_it() {
    let built_in: &'static Policy<'static> = Box::leak(Box::new(Policy::built_in()));
    let mut first = Visit::new(built_in);
    first.step(Visitor("accept")).expect("the visitor may");
    let mut state = State::new("shop.example", built_in);
    let stored = Event::Stored { jar: &first.jar, mirror: None, now: NOW };
    update(&mut state, stored);
    update(&mut state, Event::Policy(Some(usual())));
    assert_eq!(names(usual(), state.standing.granted), "");
    assert!(!state.permits("stats"));
}

#[test]
fn an_answer_lasts_as_the_policy_says_and_no_longer_than_400_days() {
    for (days, expected) in [(1, DAY), (180, 180 * DAY), (400, LONGEST)] {
        let mut json = shop_json(PURPOSES, SERVICES);
        json["record"] = serde_json::json!({ "days": days });
        let mut visit = Visit::new(policy(&json));
        visit.step(Visitor("accept")).expect("the visitor may");
        let record = decode(visit.mirror.as_deref().unwrap_or_default()).expect("our own record can be read");
        assert_eq!(record.expires - record.decided, expected);
    }
}

#[derive(Clone, Debug)]
enum Act {
    Choose(String, Source),
    All(bool, Source),
    Stored(Option<String>, Option<String>),
    Erase,
    Policy(bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let source = || {
        prop::sample::select(vec![
            Source::Notice,
            Source::Settings,
            Source::Withdraw,
            Source::Api,
            Source::Import,
        ])
    };
    let word = prop_oneof![
        "(basics|stats|ads|maps|count|map|mixed|necessary|analytics)[+-]",
        "[ a-z+-]{0,6}",
        any::<String>()
    ];
    let words = prop::collection::vec(word, 0..4).prop_map(|words| words.join(" "));
    let refused = made("reject", 0);
    let cut = made("accept", 0).replace("~s~", "~n~");
    let text = prop_oneof![
        Just(refused),
        Just(cut),
        any::<String>(),
        "1~[0-9a-z]{6}~[0-9a-z]{6}~[0-9a-z]{1,7}~en~s~3~stats\\.g\\.[0-9a-z]{1,6}~[0-9a-z]{1,7}",
    ];
    let text = prop::option::of(text);
    let act = prop_oneof![
        4 => (words, source()).prop_map(|(words, source)| Act::Choose(words, source)),
        2 => (any::<bool>(), source()).prop_map(|(accept, source)| Act::All(accept, source)),
        2 => (text.clone(), text).prop_map(|(cookie, mirror)| Act::Stored(cookie, mirror)),
        1 => Just(Act::Erase),
        1 => any::<bool>().prop_map(Act::Policy),
    ];
    prop::collection::vec(act, 0..12)
}

proptest! {
    #[test]
    fn without_the_visitor_nothing_is_ever_granted(acts in acts()) {
        let (built_in, usual) = (&*Box::leak(Box::new(Policy::built_in())), usual());
        let mut state = State::new("shop.example", built_in);
        for (place, act) in acts.iter().enumerate() {
            let now = NOW + place as u32 * DAY;
            let (jar, text);
            let event = match act {
                Act::Choose(_, source) | Act::All(_, source) => {
                    let choice = match act {
                        Act::Choose(words, _) => Choice::Set(words),
                        Act::All(true, _) => Choice::AcceptAll,
                        _ => Choice::RejectAll,
                    };
                    let source = *source;
                    let given = Answer { choice, source, by_visitor: false, language: "en", now };
                    let Ok(record) = answer(state.policy, state.record.as_ref(), given) else { continue };
                    text = record.text;
                    Event::Answered { text: &text, now }
                }
                Act::Stored(cookie, mirror) => {
                    jar = cookie.as_ref().map_or(String::new(), |text| format!("menshen={text}"));
                    Event::Stored { jar: &jar, mirror: mirror.as_deref(), now }
                }
                Act::Erase => Event::Erase,
                Act::Policy(whole) => Event::Policy(whole.then_some(usual)),
            };
            update(&mut state, event);
            let policy = state.policy;
            prop_assert_eq!(state.standing.granted, 0, "{:?}", act);
            prop_assert!(state.standing.services.iter().all(|(_, granted)| !granted), "{:?}", act);
            for (bit, purpose) in policy.each() {
                prop_assert!(purpose.required || state.word(bit) != "granted", "{:?}", act);
                prop_assert!(purpose.required || !state.permits(purpose.id), "{:?}", act);
            }
            for service in &policy.services {
                prop_assert!(!state.permits(service.id), "{:?} {}", act, service.id);
            }
        }
    }

    #[test]
    fn whatever_the_visitor_says_can_be_read_back(words in "((basics|stats|ads|maps|count|map|mixed)[+-] ?){0,5}", then in "((stats|ads|maps|map|mixed)[+-] ?){0,3}") {
        let mut visit = Visit::new(usual());
        for words in [&words, &then] {
            let before = visit.stands();
            match visit.step(Visitor(words)) {
                Ok(effects) => prop_assert!(effects.keep),
                Err(_) => prop_assert_eq!(&visit.stands(), &before),
            }
            let here = visit.stands();
            let effects = visit.step(Reread).expect("a stored answer is no reason to fail");
            prop_assert_eq!(effects.decided, None);
            prop_assert_eq!(visit.stands(), here);
            let standing = &visit.state.standing;
            prop_assert_eq!(standing.effective(visit.state.policy) & !1, standing.granted, "no grant without what it requires");
        }
    }
}
