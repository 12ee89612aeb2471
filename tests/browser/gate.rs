//! The gate's shell in a page: what it keeps, where, and whom it tells. Its hand is one of these
//! tests: it uses the page's own cookies and storage, and writes down the rest.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a suite of its own, which clippy does not take for a test"
)]

use js_sys::{Array, Function, Reflect};
use menshen_core::api::gate::{call, start};
use menshen_core::browser::gate::hand::Hand;
use menshen_core::domain::answer::{Answer, Choice, answer};
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::Source;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Policies as `js/tape.js` brings them, with `~` for the mark: keys sorted, shapes right.
const POLICY: &str = "{~:controller~{~:contact~\"c~:name~\"Shop~}~:firstParty~[~\"own.example~]\
    ~:services~[~{~:cookies~[~\"_a*~]~:hosts~[~\"alpha.example~]~:id~\"alpha~:name~\"Alpha~:purposes~[~\"analytics~]\
    ~:storage~[~\"a:*~]~}~{~:cookies~[~\"who~]~:hosts~[~\"who.example~]~:id~\"who~:name~\"Who~:party~\"first\
    ~:purposes~[~\"identity~]~}~]~:statement~{~:url~\"/p~:version~\"3~}~}";
const TWICE: &str = "{~:controller~{~:contact~\"c~:name~\"Shop~}\
    ~:services~[~{~:id~\"a~:name~\"A~:purposes~[~\"analytics~]~}~{~:id~\"a~:name~\"A~:purposes~[~\"analytics~]~}~]\
    ~:statement~{~:url~\"/p~:version~\"3~}~}";

/// A hand on this page. `told` collects what it is told; `refuses` makes its storage one that the browser refuses.
const HAND: &str = r#"
  const hand = {
    told: [], said: "", refuses: false, time: 1790000000,
    now: () => hand.time,
    cookie: (text) => (text && (document.cookie = text), document.cookie),
    local: () => hand.refuses ? undefined : localStorage,
    say: (text) => { hand.said = text; },
    tell: (event, lines) => {
      // A page that calls back in the midst of it.
      hand.told.push([event, lines, call("s")].join("|"));
    },
  };
  return hand;"#;

struct World {
    hand: JsValue,
}

impl World {
    /// Starts the gate anew, in a page where nothing is stored.
    fn new() -> Self {
        let call = Closure::<dyn Fn(String) -> bool>::new(|text: String| call(&text)).into_js_value();
        js(
            "document.cookie.split('; ').forEach((pair) => document.cookie = pair.split('=')[0] + '=; path=/; max-age=0'); localStorage.clear(); sessionStorage.clear()",
        );
        let hand = Function::new_with_args("call", HAND).call1(&JsValue::NULL, &call).unwrap();
        let world = Self { hand };
        world.restart();
        world
    }

    /// As a reload does: the same browser, another page.
    fn restart(&self) {
        start(self.hand.clone().unchecked_into::<Hand>(), "shop.example", false);
        self.told();
    }

    fn set(&self, key: &str, value: impl Into<JsValue>) {
        Reflect::set(&self.hand, &key.into(), &value.into()).unwrap();
    }

    /// Asks the gate; `~` parts the fields, `;` the lines of what it says.
    fn ask(&self, question: &str) -> Option<String> {
        let answered = call(&question.replace('~', "\u{1f}"));
        let said = Reflect::get(&self.hand, &"said".into()).unwrap().as_string().unwrap();
        answered.then(|| said.replace('\u{1f}', "~").replace('\u{1e}', ";"))
    }

    fn policy(&self, tape: &str) -> bool {
        self.ask(&if tape.is_empty() { "p".to_owned() } else { format!("p~{tape}") }).is_some()
    }

    /// What the hand was told since it was last asked: event and lines.
    fn told(&self) -> Vec<String> {
        let told: Array = Reflect::get(&self.hand, &"told".into()).unwrap().unchecked_into();
        let list =
            told.iter().map(|each| each.as_string().unwrap().replace('\u{1f}', "~").replace('\u{1e}', ";"));
        let list = list.collect();
        told.set_length(0);
        list
    }

    /// Gives an answer, as the notice's module makes it.
    fn answer(&self, choice: Choice<'_>) -> Option<String> {
        let tape = POLICY.replace('~', "\u{1f}");
        let policy = Policy::from_tape(&tape).expect("the policy is whole");
        let given =
            Answer { choice, source: Source::Settings, by_visitor: true, language: "en", now: 1_790_000_000 };
        let record = answer(&policy, None, given).expect("the visitor may");
        // Not by `ask`: a record's own fields are parted by `~`.
        call(&format!("a\u{1f}{}", record.text)).then_some(record.text)
    }
}

fn js(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

fn text(code: &str) -> String {
    js(&format!("return String({code})")).as_string().unwrap()
}

#[wasm_bindgen_test]
fn before_a_policy_only_the_own_passes() {
    let world = World::new();
    assert!(world.ask("j~shop.example~/a.js~").is_some());
    assert!(world.ask("j~cdn.shop.example:80~/a.js~").is_some());
    assert!(world.ask("j~~~").is_some(), "inline");
    assert!(world.ask("j~other.example~/a.js~").is_none());
    assert!(world.ask("j~shop.example~/a.js~necessary").is_none(), "marked");
    assert!(world.ask("j~~~necessary").is_none());
    assert!(world.ask("s").unwrap().starts_with("status~waiting;"));
}

#[wasm_bindgen_test]
fn a_policy_comes_into_force_once() {
    let world = World::new();
    assert!(world.policy(POLICY));
    let told = world.told();
    assert!(told.len() == 1 && told[0].starts_with("ready|"), "{told:?}");
    let state = world.ask("s").unwrap();
    for line in [
        "purpose~necessary~granted",
        "status~ready",
        "days~180",
        "cookie~menshen",
        "purpose~identity~undecided",
        "ask~analytics",
        "service~alpha~",
    ] {
        assert!(state.split(';').any(|found| found == line), "{line} in {state}");
    }
    assert!(!state.contains("record~"));
    world.policy("");
    assert!(world.told().is_empty(), "another one is not told of");
    assert!(world.ask("s").unwrap().contains("service~alpha~"));
}

#[wasm_bindgen_test]
fn the_built_in_policy_needs_no_tape() {
    let world = World::new();
    assert!(world.policy(""));
    assert!(world.ask("s").unwrap().contains("purpose~personalization~undecided"));
    assert!(world.ask("j~other.example~/~").is_some(), "nothing matches it");
}

#[wasm_bindgen_test]
fn ids_that_do_not_fit_close_the_gate_for_good() {
    let world = World::new();
    assert!(!world.policy(TWICE));
    assert!(world.ask("s").unwrap().starts_with("status~failed;"));
    assert!(world.ask("j~other.example~/~").is_none());
    assert!(world.ask("j~shop.example~/~").is_some(), "the page works");
    assert!(world.told().is_empty());
    world.policy(POLICY);
    assert!(world.ask("s").unwrap().starts_with("status~failed;"), "a later one opens nothing");
}

#[wasm_bindgen_test]
fn a_policy_that_cannot_come_closes_it_too() {
    let world = World::new();
    world.ask("b");
    assert!(world.ask("s").unwrap().starts_with("status~failed;"));
    assert!(world.answer(Choice::AcceptAll).is_some());
    assert_eq!(text("document.cookie"), "", "and no answer is kept");
}

#[wasm_bindgen_test]
fn an_answer_is_kept_twice_and_told() {
    let world = World::new();
    world.policy(POLICY);
    world.told();
    let record = world.answer(Choice::Set("analytics+ marketing-")).unwrap();
    assert_eq!(text("document.cookie"), format!("menshen={record}"));
    assert_eq!(text("localStorage.menshen"), record);
    let state = world.ask("s").unwrap();
    assert!(
        state.contains("purpose~analytics~granted;") && state.contains("purpose~marketing~denied;"),
        "{state}"
    );
    let told = world.told();
    assert!(told[0].starts_with("decided|purpose~analytics;purpose~marketing;|"), "{told:?}");
    assert!(told.len() == 2 && told[1].starts_with("withdrawn||"), "nothing was withdrawn: {told:?}");
    assert!(world.ask("j~alpha.example~/x.js~").is_some());
    assert!(world.ask("j~~~alpha").is_some());
    assert!(world.ask("j~~~marketing").is_none());
    assert!(world.ask("s").unwrap().contains(&format!("record~{}", record.split('~').next().unwrap())));
}

#[wasm_bindgen_test]
fn the_next_page_reads_either_place() {
    let world = World::new();
    world.policy(POLICY);
    let record = world.answer(Choice::AcceptAll).unwrap();
    for lost in ["localStorage.clear()", "document.cookie = 'menshen=; path=/; max-age=0'"] {
        js(&format!(
            "localStorage.menshen = '{record}'; document.cookie = 'menshen={record}; path=/'; {lost}"
        ));
        world.restart();
        world.policy(POLICY);
        assert!(world.ask("j~~~marketing").is_some(), "{lost}");
    }
    js(&format!("localStorage.menshen = '{record}'; document.cookie = 'menshen=nonsense; path=/'"));
    world.restart();
    world.policy(POLICY);
    assert!(world.ask("j~~~marketing").is_none(), "a broken cookie is no answer");
}

#[wasm_bindgen_test]
fn what_another_tab_answers_is_read_when_asked_to() {
    let world = World::new();
    world.policy(POLICY);
    let record = world.answer(Choice::AcceptAll).unwrap();
    js("document.cookie = 'menshen=; path=/; max-age=0'; localStorage.clear()");
    world.told();
    world.ask("r");
    assert!(world.ask("j~~~marketing").is_none());
    let told = world.told();
    assert!(told.iter().any(|each| each.starts_with("withdrawn|")), "{told:?}");
    js(&format!("document.cookie = 'menshen={record}; path=/'"));
    world.ask("r");
    assert!(world.ask("j~~~marketing").is_some());
    world.told();
    world.ask("r");
    assert!(world.told().iter().all(|each| each.starts_with("withdrawn||")), "nothing new, nothing told");
}

#[wasm_bindgen_test]
fn after_its_time_an_answer_counts_no_more() {
    let world = World::new();
    world.policy(POLICY);
    world.answer(Choice::AcceptAll);
    world.set("time", 1_790_000_000 + 181 * 86_400);
    world.restart();
    world.policy(POLICY);
    assert!(world.ask("s").unwrap().contains("ask~marketing"));
}

#[wasm_bindgen_test]
fn a_withdrawal_is_told_after_all_else() {
    let world = World::new();
    world.policy(POLICY);
    world.answer(Choice::AcceptAll);
    world.told();
    world.answer(Choice::Set("analytics- identity+"));
    let told = world.told();
    assert!(told[0].starts_with("decided|"), "{told:?}");
    assert!(
        told[1].starts_with("withdrawn|purpose~analytics;purpose~personalization;purpose~marketing;|"),
        "{told:?}"
    );
    world.restart();
    world.policy(POLICY);
    let told = world.told();
    assert!(told.iter().any(|each| each.starts_with("withdrawn||")), "something may be left: {told:?}");
}

#[wasm_bindgen_test]
fn erasing_forgets_the_answer() {
    let world = World::new();
    world.policy(POLICY);
    world.answer(Choice::AcceptAll);
    world.told();
    world.ask("e");
    assert!(world.told().iter().any(|each| each.starts_with("withdrawn|purpose~identity;")));
    assert_eq!(text("document.cookie"), "");
    assert_eq!(text("localStorage.length"), "0");
    assert!(world.ask("s").unwrap().contains("ask~marketing"));
}

#[wasm_bindgen_test]
fn a_storage_that_the_browser_refuses_is_no_reason_to_fail() {
    let world = World::new();
    world.set("refuses", true);
    world.restart();
    world.policy(POLICY);
    let record = world.answer(Choice::AcceptAll).unwrap();
    assert_eq!(text("document.cookie"), format!("menshen={record}"));
    assert_eq!(text("localStorage.length"), "0");
    assert!(world.ask("j~~~marketing").is_some());
}

#[wasm_bindgen_test]
fn cookies_are_dropped_softened_or_let_through() {
    let world = World::new();
    world.policy(POLICY);
    let ask = |written: &str| world.ask(&format!("c~{written}"));
    assert_eq!(ask("_a1=x; path=/"), None);
    assert_eq!(ask("who=x; max-age=99; path=/"), Some("who=x; path=/".into()));
    assert_eq!(ask("cart=x; max-age=99"), Some("cart=x; max-age=99".into()));
    assert_eq!(
        ask("_a1=; max-age=0"),
        Some("_a1=; max-age=0; Max-Age=0".into()),
        "deleting needs nobody's consent"
    );
    world.answer(Choice::AcceptAll);
    assert_eq!(ask("_a1=x; path=/"), Some("_a1=x; path=/".into()));
    assert_eq!(ask("who=x; max-age=99; path=/"), Some("who=x; max-age=99; path=/".into()));
}

#[wasm_bindgen_test]
fn it_says_by_what_something_was_recognised() {
    let world = World::new();
    world.policy(POLICY);
    assert_eq!(world.ask("x~alpha.example~/a~"), Some("purpose~analytics;service~alpha;".into()));
    assert_eq!(
        world.ask("x~shop.example~/a~marketing analytics"),
        Some("purpose~analytics;purpose~marketing;".into())
    );
    assert_eq!(world.ask("x~own.example~/a~"), Some(String::new()));
}

#[wasm_bindgen_test]
fn nonsense_is_answered_by_nothing() {
    let world = World::new();
    world.policy(POLICY);
    let before = world.ask("s");
    for question in ["", "~", "a", "a~nonsense", "a~1~2~3", "j", "x~~~~~"] {
        world.ask(question);
    }
    assert_eq!(world.ask("s"), before);
}
