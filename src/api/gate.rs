//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.
//! They speak in strings and JSON text, and all but the hot question go through one function: every export of
//! its own costs the gate half a kilobyte, and so does every object built from Rust.

use crate::api::error::to_json;
use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::{self, Runtime, now, write_ids};
use crate::browser::value;
use crate::domain::decision::Action;
use crate::domain::error::Error;
use crate::domain::json::Json;
use crate::domain::policy::read::Policy;
use crate::domain::record::{Record, Source};
use crate::domain::state::{Answer, Choice, Event, Phase, State};
use wasm_bindgen::prelude::*;

/// Starts the gate. `host` is the page's host with its port; `secure` says whether it is served over HTTPS.
#[wasm_bindgen]
pub fn start(hand: Hand, host: &str, secure: bool) {
    runtime::start(hand, host, secure);
}

/// Puts a policy in force; `undefined` means the built-in one. Returns the error, as JSON, of a broken one, which
/// keeps the gate closed. Only the first policy counts.
#[wasm_bindgen]
pub fn policy(policy: &JsValue) -> Option<String> {
    let runtime = runtime::get()?;
    if runtime.look(Phase::Failed, |state| state.phase) != Phase::Waiting {
        return None;
    }
    let read =
        if policy.is_undefined() { Ok(Policy::built_in()) } else { Policy::read(&value::read(policy)) };
    error_of(runtime.feed(Event::Policy(read)))
}

/// Returns whether a marked node (`ids`) or an address (`host` with its port, `path`) may pass.
#[wasm_bindgen]
pub fn judge(ids: &str, host: &str, path: &str) -> bool {
    runtime::get().is_some_and(|runtime| {
        runtime.look(false, |state| state.judge(ids, host, path).action == Action::Allow)
    })
}

/// Answers everything else; what is not known answers nothing.
///
/// | `what` | arguments | returns |
/// |---|---|---|
/// | `cookie` | what is written to `document.cookie` | what may be written instead; nothing if it is dropped |
/// | `granted` | an id | `1` if it is permitted now |
/// | `explain` | ids, host, path | `{service, purposes}`: by what it was recognised, and what it still needs |
/// | `state` | | `{status, purposes, services, ask, fresh, days, cookie, record}`, times in seconds since 1970 |
/// | `reread` | | nothing; the stored answer may have changed in another tab |
/// | `erase` | | the report of what was deleted |
/// | `not-json`, `policy-unreachable` | what was found | the error; no policy will come |
/// | a source's letter, or that in capitals for the visitor's own act | a choice, the language | the error, if any |
///
/// A choice is `accept`, `reject`, `accept-asked`, `reject-asked`, or ids each followed by `+` or `-`.
#[wasm_bindgen]
pub fn call(what: &str, first: &str, second: &str, third: &str) -> Option<String> {
    let runtime = runtime::get()?;
    match what {
        "cookie" => runtime.look(None, |state| state.judge_cookie(first)),
        "granted" => runtime.look(None, |state| state.permits(first).then(|| "1".into())),
        "explain" => runtime.look(None, |state| Some(explain(state, first, second, third))),
        "state" => runtime.look(None, |state| Some(describe(state))),
        "reread" => {
            if runtime.look(false, |state| state.phase == Phase::Ready) {
                runtime.read_again();
            }
            None
        }
        "erase" => runtime.feed(Event::Erase).ok(),
        "not-json" => refuse(runtime, Error::new("not-json", "", first, "JSON")),
        "policy-unreachable" => {
            refuse(runtime, Error::new("policy-unreachable", "", first, "a policy at that address"))
        }
        letter => {
            let choice = match first {
                "accept" => Choice::AcceptAll,
                "reject" => Choice::RejectAll,
                "accept-asked" => Choice::AcceptAsked,
                "reject-asked" => Choice::RejectAsked,
                words => Choice::Set(words),
            };
            let source = Source::from_letter(&letter.to_ascii_lowercase())?;
            let by_visitor = letter.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
            error_of(runtime.feed(Event::Answer(Answer {
                choice,
                source,
                by_visitor,
                language: second,
                now: now(),
            })))
        }
    }
}

fn refuse(runtime: &Runtime, error: Error) -> Option<String> {
    error_of(runtime.feed(Event::Policy(Err(error))))
}

fn error_of(result: Result<String, Error>) -> Option<String> {
    result.err().map(|error| to_json(&error))
}

fn explain(state: &State, ids: &str, host: &str, path: &str) -> String {
    let verdict = state.judge(ids, host, path);
    let mut json = Json::open("{");
    if let Some(service) = verdict.service.and_then(|index| state.policy.services.get(index)) {
        json.key("service").text(&service.id);
    }
    write_ids(json.key("purposes"), &state.policy, verdict.missing);
    json.close("}");
    json.finish()
}

fn describe(state: &State) -> String {
    let mut json = Json::open("{");
    json.key("status").text(match state.phase {
        Phase::Waiting => "waiting",
        Phase::Ready => "ready",
        Phase::Failed => "failed",
    });
    json.key("purposes").raw("{");
    for (bit, purpose) in state.policy.each() {
        json.key(&purpose.id).text(state.word(bit));
    }
    json.close("}");
    json.key("services").raw("{");
    for service in &state.policy.services {
        json.key(&service.id).flag(state.permits(&service.id));
    }
    json.close("}");
    write_ids(json.key("ask"), &state.policy, state.asks());
    write_ids(json.key("fresh"), &state.policy, state.standing.fresh);
    json.key("days").number(state.policy.days);
    json.key("cookie").text(&state.policy.cookie);
    if let Some(record) = &state.record
        && state.standing.answered
    {
        write_record(json.key("record"), record);
    }
    json.close("}");
    json.finish()
}

fn write_record(json: &mut Json, record: &Record) {
    json.raw("{");
    json.key("decided").number(record.decided);
    json.key("expires").number(record.expires);
    json.key("source").text(record.source.word());
    json.key("language").text(&record.language);
    json.key("statement").text(&record.statement);
    for (key, is_service) in [("purposes", false), ("services", true)] {
        json.key(key).raw("{");
        for entry in &record.entries {
            if entry.is_service == is_service {
                json.key(&entry.id).text(if entry.granted { "granted" } else { "denied" });
            }
        }
        json.close("}");
    }
    json.close("}");
}
