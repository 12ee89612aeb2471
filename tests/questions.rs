//! The gate's talk with `js/`: what it answers to each question, and what it says is to be done.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a suite of its own, which clippy does not take for a test")]

use menshen_core::domain::answer::{Answer, Choice, answer};
use menshen_core::domain::gate;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::Source;
use menshen_core::domain::state::State;

/// Policies as `js/tape.js` brings them, with `~` for the mark: keys sorted, shapes right.
const POLICY: &str = "{~:controller~{~:contact~\"c~:name~\"Shop~}~:firstParty~[~\"own.example~]\
    ~:services~[~{~:cookies~[~\"_a*~]~:hosts~[~\"alpha.example~]~:id~\"alpha~:name~\"Alpha~:purposes~[~\"analytics~]\
    ~:storage~[~\"a:*~]~}~{~:cookies~[~\"who~]~:hosts~[~\"who.example~]~:id~\"who~:name~\"Who~:party~\"first\
    ~:purposes~[~\"identity~]~}~]~:statement~{~:url~\"/p~:version~\"3~}~}";
const TWICE: &str = "{~:controller~{~:contact~\"c~:name~\"Shop~}\
    ~:services~[~{~:id~\"a~:name~\"A~:purposes~[~\"analytics~]~}~{~:id~\"a~:name~\"A~:purposes~[~\"analytics~]~}~]\
    ~:statement~{~:url~\"/p~:version~\"3~}~}";
const NOW: u32 = 1_790_000_000;

/// A gate in a page, and what the page keeps for it.
#[derive(Default)]
struct World {
    gate: Option<State<'static>>,
    jar: String,
    mirror: String,
    later: u32,
}

impl World {
    /// A page that has begun, with a policy.
    fn new(tape: &str) -> Self {
        let mut world = Self::default();
        world.restart(tape);
        world
    }

    /// As a reload does: the same browser, another page.
    fn restart(&mut self, tape: &str) {
        self.say("i~shop.example");
        if !tape.is_empty() {
            self.say(&format!("p~{tape}"));
        }
    }

    /// Asks the gate; `~` parts the fields, `;` the lines of what it says.
    fn say(&mut self, question: &str) -> Option<String> {
        let lines = gate::ask(&mut self.gate, &question.replace('~', "\u{1f}"))?;
        Some(lines.0.replace('\u{1f}', "~").replace('\u{1e}', ";"))
    }

    /// Brings a change, with the fields after the time, and keeps what is to be kept.
    fn act(&mut self, what: &str, fields: &[&str]) -> String {
        let question = [&[what, &(NOW + self.later).to_string()], fields].concat().join("\u{1f}");
        let Some(lines) = gate::ask(&mut self.gate, &question) else { return String::from("none") };
        let mut told = String::new();
        for line in lines.0.split_terminator('\u{1e}') {
            if let Some(kept) = line.strip_prefix("keep\u{1f}") {
                let (written, value) = kept.split_once('\u{1f}').expect("a cookie and a record");
                self.jar = written.split(';').next().filter(|_| !value.is_empty()).unwrap_or("").to_owned();
                self.mirror = value.to_owned();
                told.push_str("keep;");
            } else {
                told.push_str(&line.replace('\u{1f}', "~"));
                told.push(';');
            }
        }
        told
    }

    /// Gives an answer, as the notice's module makes it.
    fn answer(&mut self, choice: Choice<'_>) -> String {
        let tape = POLICY.replace('~', "\u{1f}");
        let policy = Policy::from_tape(&tape).expect("the policy is whole");
        let given = Answer { choice, source: Source::Settings, by_visitor: true, language: "en", now: NOW };
        let record = answer(&policy, None, given).expect("the visitor may");
        self.act("a", &["", &record.text])
    }

    fn reread(&mut self) -> String {
        let (jar, mirror) = (self.jar.clone(), self.mirror.clone());
        self.act("r", &[&mirror, &jar])
    }

    fn may(&mut self, id: &str) -> bool {
        self.say(&format!("j~~~{id}")).is_some()
    }
}

#[test]
fn before_it_begins_there_is_no_answer() {
    let mut gate = None;
    for question in ["", "s", "j\u{1f}\u{1f}\u{1f}", "c\u{1f}a=b"] {
        assert!(gate::ask(&mut gate, question).is_none(), "{question}");
    }
}

#[test]
fn before_a_policy_only_the_own_passes() {
    let mut world = World::new("");
    assert!(world.say("j~shop.example~/a.js~").is_some());
    assert!(world.say("j~cdn.shop.example:80~/a.js~").is_some());
    assert!(world.say("j~~~").is_some(), "inline");
    assert!(world.say("j~other.example~/a.js~").is_none());
    assert!(world.say("j~shop.example~/a.js~necessary").is_none(), "marked");
    assert!(!world.may("necessary"));
    assert!(world.say("s").expect("a state").starts_with("status~waiting;"));
}

#[test]
fn a_policy_comes_into_force_once() {
    let mut world = World::new("");
    assert_eq!(world.say(&format!("p~{POLICY}")).as_deref(), Some(""));
    assert_eq!(world.reread(), "", "nothing is stored, so nothing is to be done");
    let state = world.say("s").expect("a state");
    for line in [
        "status~ready",
        "days~180",
        "cookie~menshen",
        "purposes~necessary~granted",
        "purposes~identity~undecided",
        "ask~identity~analytics~personalization~marketing",
        "fresh",
        "services~alpha~",
    ] {
        assert!(state.split(';').any(|found| found == line), "{line} in {state}");
    }
    assert!(!state.contains("record~"));
    world.say("p");
    assert!(world.say("s").expect("a state").contains("services~alpha~"), "another one does not count");
}

#[test]
fn the_built_in_policy_needs_no_tape() {
    let mut world = World::new("");
    assert!(world.say("p").is_some());
    assert!(world.say("s").expect("a state").contains("purposes~personalization~undecided"));
    assert!(world.say("j~other.example~/~").is_some(), "nothing matches it");
    assert!(world.say("j~www.google-analytics.com~/~").is_none(), "and known third parties wait");
}

#[test]
fn ids_that_do_not_fit_close_the_gate_for_good() {
    let mut world = World::new("");
    assert!(world.say(&format!("p~{TWICE}")).is_none());
    for _ in 0..2 {
        assert!(world.say("s").expect("a state").starts_with("status~failed;"));
        assert!(world.say("j~other.example~/~").is_none());
        assert!(world.say("j~shop.example~/~").is_some(), "the page works");
        world.say(&format!("p~{POLICY}"));
    }
}

#[test]
fn a_policy_that_cannot_come_closes_it_too() {
    let mut world = World::new("");
    world.say("b");
    assert_eq!(world.answer(Choice::AcceptAll), "", "and no answer is kept");
    assert!(world.say("s").expect("a state").starts_with("status~failed;"));
}

#[test]
fn an_answer_is_kept_and_told() {
    let mut world = World::new(POLICY);
    assert_eq!(
        world.answer(Choice::Set("analytics+ marketing-")),
        "keep;decided~analytics~marketing;withdrawn;"
    );
    assert_eq!(world.jar, format!("menshen={}", world.mirror));
    let state = world.say("s").expect("a state");
    assert!(
        state.contains("purposes~analytics~granted;") && state.contains("purposes~marketing~denied;"),
        "{state}"
    );
    assert!(world.say("j~alpha.example~/x.js~").is_some());
    assert!(world.may("alpha") && world.may("analytics") && !world.may("marketing") && !world.may("nobody"));
    assert!(state.contains(&format!("record~{};", world.mirror)));
}

#[test]
fn over_https_the_cookie_says_so() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    let record = world.mirror.clone();
    for (secure, expected) in [("1", true), ("", false)] {
        let lines = gate::ask(&mut world.gate, &["a", &NOW.to_string(), secure, &record].join("\u{1f}"));
        assert_eq!(lines.expect("an answer").0.contains("; Secure\u{1f}"), expected);
    }
}

#[test]
fn the_next_page_reads_either_place() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    let kept = (world.jar.clone(), world.mirror.clone());
    for (jar, mirror) in [(kept.0.as_str(), ""), ("", kept.1.as_str()), (&kept.0, &kept.1)] {
        (world.jar, world.mirror) = (jar.to_owned(), mirror.to_owned());
        world.restart(POLICY);
        assert!(world.reread().starts_with("decided~identity"));
        assert!(world.may("marketing"));
    }
    world.jar = "menshen=nonsense".to_owned();
    world.restart(POLICY);
    world.reread();
    assert!(!world.may("marketing"), "a broken cookie is no answer");
}

#[test]
fn what_another_tab_answers_is_read_when_asked_to() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    let kept = (std::mem::take(&mut world.jar), std::mem::take(&mut world.mirror));
    let all = "identity~analytics~personalization~marketing";
    assert_eq!(world.reread(), format!("decided~{all};withdrawn~{all};"));
    assert!(!world.may("marketing"));
    (world.jar, world.mirror) = kept;
    assert_eq!(world.reread(), format!("decided~{all};withdrawn;"));
    assert_eq!(world.reread(), "withdrawn;", "nothing new, nothing told");
}

#[test]
fn after_its_time_an_answer_counts_no_more() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    world.later = 181 * 86_400;
    world.restart(POLICY);
    assert_eq!(world.reread(), "");
    assert!(world.say("s").expect("a state").contains("ask~identity"));
}

#[test]
fn a_withdrawal_says_which_purposes_were_granted() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    assert_eq!(
        world.answer(Choice::Set("identity+ analytics-")),
        "keep;decided~analytics~personalization~marketing;withdrawn~analytics~personalization~marketing;"
    );
}

#[test]
fn erasing_forgets_the_answer() {
    let mut world = World::new(POLICY);
    world.answer(Choice::RejectAll);
    assert_eq!(
        world.act("e", &["", ""]),
        "keep;decided~identity~analytics~personalization~marketing;withdrawn;"
    );
    assert_eq!((world.jar.as_str(), world.mirror.as_str()), ("", ""));
    assert!(world.say("s").expect("a state").contains("ask~identity"));
}

#[test]
fn cookies_are_dropped_softened_or_let_through() {
    let mut world = World::new(POLICY);
    let check = |world: &mut World, written: &str, expected: Option<&str>| {
        assert_eq!(world.say(&format!("c~{written}")).as_deref(), expected, "{written}");
    };
    check(&mut world, "_a1=x; path=/", None);
    check(&mut world, "who=x; max-age=99; path=/", Some("who=x; path=/"));
    check(&mut world, "cart=x; max-age=99", Some("cart=x; max-age=99"));
    check(&mut world, "_a1=; max-age=0", Some("_a1=; max-age=0; Max-Age=0"));
    world.answer(Choice::AcceptAll);
    check(&mut world, "_a1=x; path=/", Some("_a1=x; path=/"));
    check(&mut world, "who=x; max-age=99; path=/", Some("who=x; max-age=99; path=/"));
}

#[test]
fn keys_are_kept_or_not() {
    let mut world = World::new(POLICY);
    assert!(world.say("k~a:1").is_none());
    assert!(world.say("k~basket").is_some());
    assert!(world.say("k~menshen").is_some(), "the record's own");
    world.answer(Choice::AcceptAll);
    assert!(world.say("k~a:1").is_some());
}

#[test]
fn what_is_left_is_what_a_refused_service_may_not_write() {
    for (mode, found) in [("known", true), ("strict", true), ("observe", false)] {
        let tape = POLICY.replace(
            "~:statement~{~:url~\"/p~:version~\"3~}~}",
            "~:statement~{~:url~\"/p~:version~\"3~}~:thirdParties~\"",
        );
        let mut world = World::new(&format!("{tape}{mode}~}}"));
        for (question, expected) in [
            ("l~c~_a1=", true),
            ("l~k~a:1", true),
            ("l~c~cart=", false),
            ("l~k~basket", false),
            ("l~c~menshen=", false),
            ("l~c~who=", false),
        ] {
            assert_eq!(world.say(question).is_some(), expected && found, "{mode}: {question}");
        }
    }
}

#[test]
fn it_says_by_what_something_was_recognised() {
    let mut world = World::new(POLICY);
    let check = |world: &mut World, question: &str, expected: &str| {
        assert_eq!(world.say(question).as_deref(), Some(expected), "{question}");
    };
    check(&mut world, "x~alpha.example~/a~", "purposes~analytics;services~alpha;");
    check(&mut world, "x~shop.example~/a~marketing analytics", "purposes~analytics~marketing;");
    check(&mut world, "x~www.google-analytics.com~/a~", "known;purposes~analytics;");
    check(&mut world, "x~own.example~/a~", "purposes;");
}

#[test]
fn nonsense_is_answered_by_nothing_and_changes_nothing() {
    let mut world = World::new(POLICY);
    world.answer(Choice::AcceptAll);
    let before = world.say("s");
    for question in
        ["", "~", "a", "a~nonsense", "a~1~2~3", "a~1790000000~~menshen", "j", "x~~~~~", "z~1", "ü~1"]
    {
        world.say(question);
    }
    assert_eq!(world.say("s"), before);
}
