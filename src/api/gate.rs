//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.
//! They speak in one text, and all questions go through one function: every export and every argument of its own
//! weighs on the gate, in Rust and in the glue.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::{self, Runtime, keep_for_good, purposes};
use crate::domain::decision::Action;
use crate::domain::error::Error;
use crate::domain::lines::{Lines, MARK, push_number};
use crate::domain::policy::Policy;
use crate::domain::policy::check::check;
use crate::domain::record::Source;
use crate::domain::split;
use crate::domain::state::{Answer, Choice, Event, Phase, State};
use wasm_bindgen::prelude::*;

/// Starts the gate. `host` is the page's host with its port; `secure` says whether it is served over HTTPS.
#[wasm_bindgen]
pub fn start(hand: Hand, host: &str, secure: bool) {
    runtime::start(hand, host, secure);
}

/// Does and answers everything. What is asked comes in fields (see [`crate::domain::lines`]), of which the last may
/// contain anything; what is answered goes to the hand's `say`, in lines of fields.
///
/// | first field | fields that follow | says |
/// |---|---|---|
/// | `judge` | host (with its port) and path of an address, ids of a marked node | nothing; returns whether it may pass |
/// | `granted` | an id | nothing; returns whether it is permitted now |
/// | `cookie` | what is written to `document.cookie` | what may be written instead; returns whether anything may |
/// | `policy` | its tape (see [`crate::domain::tape`]); an empty one is the built-in policy | `error`, if it is broken |
/// | `not-json`, `policy-unreachable` | what was found; no policy will come | `error` |
/// | `explain` | host, path, ids | `service` it was recognised by, `purpose`s it still needs |
/// | `state` | | `status`, `days`, `cookie`, each `purpose` with its word, each `service` permitted, each purpose to `ask` about and each that is `fresh`, the `record` as stored |
/// | `reread` | the stored answer may have changed in another tab | |
/// | `erase` | | what was deleted and what could not be: kind, name, service, reason |
/// | a source's letter, in capitals for the visitor's own act | a choice, the language | `error`, or as `erase` |
///
/// A choice is `accept`, `reject`, or ids each followed by `+` or `-`. Returns whether it could answer.
#[wasm_bindgen]
pub fn call(question: &str) -> bool {
    let Some(runtime) = runtime::get() else { return false };
    let (what, rest) = fields(question);
    let (first, then) = fields(rest);
    let (second, third) = fields(then);
    let mut lines = Lines::default();
    match what {
        "judge" => {
            return runtime.look(false, |state| state.judge(third, first, second).action == Action::Allow);
        }
        "granted" => return runtime.look(false, |state| state.permits(rest)),
        "cookie" => match runtime.look(None, |state| state.judge_cookie(rest)) {
            Some(text) => lines.0 = text,
            None => return false,
        },
        "explain" => runtime.look((), |state| explain(state, third, first, second, &mut lines)),
        "state" => runtime.look((), |state| describe(state, &mut lines)),
        "reread" => {
            if runtime.look(false, |state| state.phase == Phase::Ready) {
                runtime.read_again(&mut lines);
            }
        }
        "erase" => runtime.feed(Event::Erase, &mut lines),
        "policy" => take(runtime, rest, &mut lines),
        "not-json" => refuse(runtime, Error::new("not-json", "", rest, "JSON"), &mut lines),
        "policy-unreachable" => {
            refuse(
                runtime,
                Error::new("policy-unreachable", "", rest, "a policy at that address"),
                &mut lines,
            );
        }
        letter => {
            let choice = match first {
                "accept" => Choice::AcceptAll,
                "reject" => Choice::RejectAll,
                words => Choice::Set(words),
            };
            let Some(source) = Source::from_letter(letter) else { return false };
            let by_visitor = letter.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
            let now = runtime.hand.now();
            runtime
                .feed(Event::Answer(Answer { choice, source, by_visitor, language: then, now }), &mut lines);
        }
    }
    runtime.hand.say(&lines.0);
    true
}

/// Parts the first field from those that follow.
#[inline(never)]
fn fields(text: &str) -> (&str, &str) {
    split::once(text, MARK).unwrap_or((text, ""))
}

fn take(runtime: &Runtime, tape: &str, lines: &mut Lines) {
    let policy = if tape.is_empty() {
        Ok(Policy::built_in())
    } else {
        check(keep_for_good(String::from(tape)), |pattern, text| runtime.hand.fits(pattern, text))
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
