//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.
//! They speak in strings, and all but the hot question go through one function: every export of its own costs
//! the gate half a kilobyte.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::{self, Runtime, keep_for_good, purposes};
use crate::domain::decision::Action;
use crate::domain::error::Error;
use crate::domain::lines::{Lines, push_number};
use crate::domain::policy::Policy;
use crate::domain::policy::check::check;
use crate::domain::record::Source;
use crate::domain::state::{Answer, Choice, Event, Phase, State};
use crate::domain::value::Value;
use wasm_bindgen::prelude::*;

/// Starts the gate. `host` is the page's host with its port; `secure` says whether it is served over HTTPS.
#[wasm_bindgen]
pub fn start(hand: Hand, host: &str, secure: bool) {
    runtime::start(hand, host, secure);
}

/// Returns whether a marked node (`ids`) or an address (`host` with its port, `path`) may pass.
#[wasm_bindgen]
pub fn judge(ids: &str, host: &str, path: &str) -> bool {
    runtime::get().is_some_and(|runtime| {
        runtime.look(false, |state| state.judge(ids, host, path).action == Action::Allow)
    })
}

/// Does and answers everything else, in lines of fields (see [`crate::domain::lines`]).
///
/// | `what` | arguments | answers |
/// |---|---|---|
/// | `policy` | its tape (see [`Value::from_tape`]); an empty one is the built-in policy | `error`, if it is broken |
/// | `not-json`, `policy-unreachable` | what was found; no policy will come | `error` |
/// | `cookie` | what is written to `document.cookie` | what may be written instead; `undefined` if nothing |
/// | `granted` | an id | a text, or `undefined` if it is not permitted now |
/// | `explain` | ids, host, path | `service` it was recognised by, `purpose`s it still needs |
/// | `state` | | `status`, `days`, `cookie`, each `purpose` with its word, each `service` permitted, each purpose to `ask` about and each that is `fresh`, the `record` as stored |
/// | `reread` | the stored answer may have changed in another tab | |
/// | `erase` | | what was deleted and what could not be: kind, name, service, reason |
/// | a source's letter, in capitals for the visitor's own act | a choice, the language | `error`, or as `erase` |
///
/// A choice is `accept`, `reject`, or ids each followed by `+` or `-`.
#[wasm_bindgen]
pub fn call(what: &str, first: &str, second: &str, third: &str) -> Option<String> {
    let runtime = runtime::get()?;
    let mut lines = Lines::default();
    match what {
        "cookie" => return runtime.look(None, |state| state.judge_cookie(first)),
        "granted" => return runtime.look(false, |state| state.permits(first)).then(String::new),
        "explain" => runtime.look((), |state| explain(state, first, second, third, &mut lines)),
        "state" => runtime.look((), |state| describe(state, &mut lines)),
        "reread" => {
            if runtime.look(false, |state| state.phase == Phase::Ready) {
                runtime.read_again(&mut lines);
            }
        }
        "erase" => runtime.feed(Event::Erase, &mut lines),
        "policy" => take(runtime, first, &mut lines),
        "not-json" => refuse(runtime, Error::new("not-json", "", first, "JSON"), &mut lines),
        "policy-unreachable" => {
            refuse(
                runtime,
                Error::new("policy-unreachable", "", first, "a policy at that address"),
                &mut lines,
            );
        }
        letter => {
            let choice = match first {
                "accept" => Choice::AcceptAll,
                "reject" => Choice::RejectAll,
                words => Choice::Set(words),
            };
            let source = Source::from_letter(letter)?;
            let by_visitor = letter.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
            let now = runtime.hand.now();
            runtime.feed(
                Event::Answer(Answer { choice, source, by_visitor, language: second, now }),
                &mut lines,
            );
        }
    }
    Some(lines.0)
}

fn take(runtime: &Runtime, tape: &str, lines: &mut Lines) {
    let value = keep_for_good(Value::from_tape(keep_for_good(String::from(tape))));
    let policy = if tape.is_empty() {
        Ok(Policy::built_in())
    } else {
        check(value, |pattern, text| runtime.hand.fits(pattern, text))
    };
    let policy = policy.map(keep_for_good).map_err(|errors| errors.into_iter().next());
    runtime.feed(Event::Policy(policy), lines);
}

fn refuse(runtime: &Runtime, error: Error, lines: &mut Lines) {
    runtime.feed(Event::Policy(Err(Some(error))), lines);
}

fn explain(state: &State<'_>, ids: &str, host: &str, path: &str, lines: &mut Lines) {
    let verdict = state.judge(ids, host, path);
    *lines = purposes(state.policy, verdict.missing);
    if let Some(service) = verdict.service.and_then(|index| state.policy.services.get(index)) {
        lines.add(&["service", service.id]);
    }
}

fn describe(state: &State<'_>, lines: &mut Lines) {
    lines.add(&[
        "status",
        match state.phase {
            Phase::Waiting => "waiting",
            Phase::Ready => "ready",
            Phase::Failed => "failed",
        },
    ]);
    let policy = state.policy;
    let mut days = String::new();
    push_number(&mut days, policy.days, 10);
    lines.add(&["days", &days]);
    lines.add(&["cookie", policy.cookie]);
    for (bit, purpose) in policy.each() {
        lines.add(&["purpose", purpose.id, state.word(bit)]);
        if state.asks() & bit != 0 {
            lines.add(&["ask", purpose.id]);
        }
        if state.standing.fresh & bit != 0 {
            lines.add(&["fresh", purpose.id]);
        }
    }
    for service in &policy.services {
        lines.add(&["service", service.id, if state.permits(service.id) { "1" } else { "" }]);
    }
    if let Some(record) = &state.record
        && state.standing.answered
    {
        lines.add(&["record", &record.text]);
    }
}
