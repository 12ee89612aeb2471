//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.

use crate::api::error::to_js;
use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::{self, Page, feed, ids, look, now, standing_word};
use crate::browser::value::{self, object, pairs, put};
use crate::domain::decision::Action;
use crate::domain::error::Error;
use crate::domain::policy::read::Policy;
use crate::domain::record::Source;
use crate::domain::state::{Answer, Choice, Event, Phase};
use wasm_bindgen::prelude::*;

/// Starts the gate. `host` is the page's host with its port.
#[wasm_bindgen]
pub fn start(hand: Hand, host: &str, hostname: &str, path: &str, secure: bool) {
    runtime::start(hand, host, Page { hostname: hostname.into(), path: path.into(), secure });
}

/// Puts a policy in force; `undefined` means the built-in one. A broken one keeps the gate closed and is told
/// as an `error` event. Counts once: later policies change nothing.
#[wasm_bindgen]
pub fn policy(policy: &JsValue) {
    if look(|state| state.phase) == Some(Phase::Waiting) {
        let read =
            if policy.is_undefined() { Ok(Policy::built_in()) } else { Policy::read(&value::read(policy)) };
        let _ = feed(Event::Policy(read));
    }
}

/// Says that no policy will come: it was no JSON, or out of reach.
#[wasm_bindgen]
pub fn refuse(code: &str, found: &str) {
    let (code, expected) = match code {
        "not-json" => ("not-json", "JSON"),
        _ => ("policy-unreachable", "a policy at that address"),
    };
    if look(|state| state.phase) == Some(Phase::Waiting) {
        let _ = feed(Event::Policy(Err(Error::new(code, "", found, expected))));
    }
}

/// Returns whether a marked node (`ids`) or an address (`host` with its port, `path`) may pass.
#[wasm_bindgen]
pub fn judge(ids: &str, host: &str, path: &str) -> bool {
    look(|state| state.judge(ids, host, path).action == Action::Allow).unwrap_or(false)
}

/// Returns `{service, purposes}`: by what an emission was recognised, and what it still needs.
#[wasm_bindgen]
pub fn explain(of: &str, host: &str, path: &str) -> JsValue {
    let result = object();
    look(|state| {
        let verdict = state.judge(of, host, path);
        let service = verdict.service.and_then(|index| state.policy.services.get(index));
        put(&result, "service", service.map_or(JsValue::NULL, |service| service.id.as_str().into()));
        put(&result, "purposes", ids(state, verdict.missing));
    });
    result
}

/// Returns what may be written to `document.cookie` in place of `written`; `undefined` means nothing.
#[wasm_bindgen]
pub fn cookie(written: &str) -> Option<String> {
    look(|state| state.judge_cookie(written)).flatten()
}

/// Returns whether a purpose or service is permitted now.
#[wasm_bindgen]
pub fn granted(id: &str) -> bool {
    look(|state| state.permits(id)).unwrap_or(false)
}

/// Reads the stored answer again: it may have changed in another tab, or while the page was frozen.
#[wasm_bindgen]
pub fn reread() {
    if look(|state| state.phase) == Some(Phase::Ready) {
        runtime::read_again();
    }
}

/// Records an answer. `choice` is `accept`, `reject`, `accept-asked`, `reject-asked`, or an object from id to boolean.
///
/// # Errors
/// `needs-visitor`, `missing-requirement`, `required-purpose`, `unknown-id`, `wrong-type`, `not-ready`.
#[wasm_bindgen]
pub fn answer(choice: &JsValue, source: &str, by_visitor: bool, language: &str) -> Result<(), JsValue> {
    let choice = read_choice(choice).map_err(|error| to_js(&error))?;
    let source = Source::read(source).unwrap_or(Source::Api);
    feed(Event::Answer(Answer { choice, source, by_visitor, language: language.into(), now: now() }))
        .map(|_| ())
        .map_err(|error| to_js(&error))
}

/// Forgets the answer and deletes what optional services left; returns the report.
#[wasm_bindgen]
pub fn erase() -> JsValue {
    feed(Event::Erase).unwrap_or(JsValue::UNDEFINED)
}

/// Returns `{status, purposes, services, ask, fresh, days, cookie, record}`; times are seconds since 1970.
#[wasm_bindgen]
pub fn state() -> JsValue {
    let result = object();
    look(|state| {
        let status = match state.phase {
            Phase::Waiting => "waiting",
            Phase::Ready => "ready",
            Phase::Failed => "failed",
        };
        put(&result, "status", status);
        let purposes = object();
        for (bit, purpose) in state.policy.each() {
            put(&purposes, &purpose.id, standing_word(state, bit));
        }
        put(&result, "purposes", purposes);
        let services = object();
        for service in &state.policy.services {
            put(&services, &service.id, state.permits(&service.id));
        }
        put(&result, "services", services);
        put(&result, "ask", ids(state, state.asks()));
        put(&result, "fresh", ids(state, state.standing.fresh));
        put(&result, "days", state.policy.days);
        put(&result, "cookie", state.policy.cookie.as_str());
        let counts = state.record.as_ref().filter(|_| state.standing.answered);
        put(&result, "record", counts.map_or(JsValue::NULL, record));
    });
    result
}

fn record(record: &crate::domain::record::Record) -> JsValue {
    let result = object();
    put(&result, "version", 1);
    put(&result, "decided", record.decided);
    put(&result, "expires", record.expires);
    put(&result, "source", record.source.word());
    put(&result, "language", record.language.as_str());
    put(&result, "statement", record.statement.as_str());
    let (purposes, services) = (object(), object());
    for entry in &record.entries {
        let word = if entry.granted { "granted" } else { "denied" };
        put(if entry.is_service { &services } else { &purposes }, &entry.id, word);
    }
    put(&result, "purposes", purposes);
    put(&result, "services", services);
    result
}

fn read_choice(choice: &JsValue) -> Result<Choice, Error> {
    match choice.as_string().as_deref() {
        Some("accept") => return Ok(Choice::AcceptAll),
        Some("reject") => return Ok(Choice::RejectAll),
        Some("accept-asked") => return Ok(Choice::AcceptAsked),
        Some("reject-asked") => return Ok(Choice::RejectAsked),
        _ => {}
    }
    if !choice.is_object() {
        return Err(Error::new("wrong-type", "", "no object", "an object from id to true or false"));
    }
    pairs(choice)
        .map(|(id, grant)| match grant.as_bool() {
            Some(grant) => Ok((id, grant)),
            None => Err(Error::new("wrong-type", &id, "another type", "true or false")),
        })
        .collect::<Result<_, _>>()
        .map(Choice::Set)
}
