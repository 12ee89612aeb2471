//! Owns the state, and does what [`state::update`] says is to be done, once nothing is borrowed any more:
//! every effect may run the page's code, and the page may call us back.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::store;
use crate::browser::gate::sweep::{Traces, sweep};
use crate::browser::value::{object, put};
use crate::domain::cookie::{self, Place};
use crate::domain::error::Error;
use crate::domain::policy::read::Purposes;
use crate::domain::state::{Effect, Event, Phase, State, update};
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Where the page stands; none of it changes while it lives, but the path, which a router may change.
#[derive(Clone, Default)]
pub(crate) struct Page {
    pub(crate) hostname: String,
    pub(crate) path: String,
    pub(crate) secure: bool,
}

struct Runtime {
    state: State,
    page: Page,
    /// Whether the page was told that the policy is in force; before that, nothing is a change.
    ready: bool,
    hand: Rc<Hand>,
}

thread_local! {
    static RUNTIME: RefCell<Option<Runtime>> = const { RefCell::new(None) };
}

/// Starts the runtime. A second start changes nothing.
pub(crate) fn start(hand: Hand, host: &str, page: Page) {
    RUNTIME.with_borrow_mut(|slot| {
        slot.get_or_insert_with(|| Runtime {
            state: State::new(host),
            page,
            ready: false,
            hand: Rc::new(hand),
        });
    });
}

/// Reads from the state. None before the start.
pub(crate) fn look<R>(read: impl FnOnce(&State) -> R) -> Option<R> {
    RUNTIME.with_borrow(|slot| slot.as_ref().map(|runtime| read(&runtime.state)))
}

/// Brings an event to the state and does what follows. Returns the sweep's report, if there was one.
pub(crate) fn feed(event: Event) -> Result<JsValue, Error> {
    let changed = RUNTIME.with_borrow_mut(|slot| {
        let runtime = slot.as_mut()?;
        Some((update(&mut runtime.state, event), Rc::clone(&runtime.hand)))
    });
    let Some((effects, hand)) = changed else { return Ok(JsValue::UNDEFINED) };
    let mut report = JsValue::UNDEFINED;
    for effect in effects? {
        perform(&hand, effect, &mut report);
    }
    Ok(report)
}

/// Reads the stored answer, at the start or because it may have changed in another tab.
pub(crate) fn read_again() {
    let found = RUNTIME.with_borrow(|slot| {
        let runtime = slot.as_ref()?;
        Some((Rc::clone(&runtime.hand), runtime.state.policy.cookie.clone()))
    });
    if let Some((hand, name)) = found {
        let event = Event::Stored { jar: hand.read_cookie(), mirror: store::mirror(&name), now: now() };
        // Reading back never fails: what cannot be read counts as no answer.
        let _ = feed(event);
    }
}

/// Returns the seconds since 1970.
pub(crate) fn now() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}

fn perform(hand: &Hand, effect: Effect, report: &mut JsValue) {
    match effect {
        Effect::Ready => {
            read_again();
            mark(hand);
            RUNTIME.with_borrow_mut(|slot| slot.iter_mut().for_each(|runtime| runtime.ready = true));
            hand.release();
            hand.tell("ready", JsValue::UNDEFINED);
            hand.ask();
        }
        Effect::Write { value, seconds } => keep(hand, Some((&value, seconds))),
        Effect::Forget => keep(hand, None),
        Effect::Release => hand.release(),
        Effect::Decided(changed) => {
            mark(hand);
            let is_ready = RUNTIME.with_borrow(|slot| slot.as_ref().is_some_and(|runtime| runtime.ready));
            if is_ready {
                let detail = object();
                let ids = look(|state| ids(state, changed)).unwrap_or_default();
                put(&detail, "changed", ids);
                hand.tell("decided", detail);
            }
        }
        Effect::Sweep(withdrawn) => {
            *report = sweep_refused(hand, withdrawn != 0);
            if withdrawn != 0 {
                let detail = object();
                put(&detail, "purposes", look(|state| ids(state, withdrawn)).unwrap_or_default());
                put(&detail, "report", report.clone());
                hand.tell("withdrawn", detail);
            }
        }
        Effect::Ask => hand.ask(),
        Effect::Fail(error) => hand.tell("error", crate::api::error::to_js(&error)),
    }
}

fn keep(hand: &Hand, record: Option<(&str, u32)>) {
    let written = RUNTIME.with_borrow(|slot| {
        slot.as_ref().map(|runtime| {
            let policy = &runtime.state.policy;
            let place = Place { domain: &policy.domain, path: &policy.path, secure: runtime.page.secure };
            let (value, seconds) = record.unwrap_or(("", 0));
            (cookie::write(&policy.cookie, value, seconds, place), policy.cookie.clone())
        })
    });
    if let Some((text, name)) = written {
        hand.write_cookie(&text);
        store::set_mirror(&name, record.map(|(value, _)| value));
    }
}

fn mark(hand: &Hand) {
    let standings = look(|state| {
        state
            .policy
            .each()
            .map(|(bit, purpose)| (purpose.id.clone(), standing_word(state, bit)))
            .collect::<Vec<_>>()
    });
    for (id, word) in standings.unwrap_or_default() {
        hand.mark(&id, word);
    }
}

/// Returns how a purpose stands, in the word of attributes and events. A grant whose requirement is open
/// again counts as open.
pub(crate) fn standing_word(state: &State, bit: Purposes) -> &'static str {
    if state.phase == Phase::Ready && state.standing.effective(&state.policy) & bit != 0 {
        "granted"
    } else if state.standing.denied & bit != 0 {
        "denied"
    } else {
        "undecided"
    }
}

/// Returns the ids of some purposes, as a JavaScript array.
pub(crate) fn ids(state: &State, some: Purposes) -> Array {
    state
        .policy
        .each()
        .filter(|(bit, _)| some & bit != 0)
        .map(|(_, purpose)| JsValue::from_str(&purpose.id))
        .collect()
}

fn sweep_refused(hand: &Hand, with_hosts: bool) -> JsValue {
    let found = RUNTIME.with_borrow(|slot| {
        let runtime = slot.as_ref()?;
        let state = &runtime.state;
        let traces: Vec<Traces> = state
            .refused()
            .filter_map(|index| state.policy.services.get(index))
            .map(|service| Traces {
                service: service.id.clone(),
                cookies: service.cookies.clone(),
                storage: service.storage.clone(),
                elsewhere: service
                    .hosts
                    .iter()
                    .filter(|host| with_hosts && !state.policy.is_first_party(host, &state.page))
                    .cloned()
                    .collect(),
            })
            .collect();
        Some((traces, runtime.page.clone(), state.policy.cookie.clone()))
    });
    found.map_or(JsValue::UNDEFINED, |(traces, page, own)| sweep(hand, &page, &own, &traces))
}
