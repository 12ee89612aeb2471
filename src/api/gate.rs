//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.
//! They speak in one text, and all questions go through one function: every export and every argument of its own
//! weighs on the gate, in Rust and in the glue.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::{self, keep_for_good, purposes};
use crate::domain::decision::Action;
use crate::domain::lines::{Lines, MARK, push_number};
use crate::domain::policy::Policy;
use crate::domain::split;
use crate::domain::state::{Event, Phase, State};
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
/// | `j`udge | host (with its port) and path of an address, ids of a marked node | nothing; returns whether it may pass, or with ids alone whether those are permitted now |
/// | `k`ey | what is written in localStorage or sessionStorage | nothing; returns whether it may be |
/// | `c`ookie | what is written to `document.cookie` | what may be written instead; returns whether anything may |
/// | `p`olicy | its sorted tape (see [`crate::domain::tape`]), which fits the table of shapes; an empty one is the built-in policy | nothing; returns whether it is in force |
/// | `b`roken | | nothing: no policy will come |
/// | e`x`plain | host, path, ids | `service` it was recognised by, `purpose`s it still needs |
/// | `s`tate | | `status`, `days`, `cookie`, each `purpose` with its word, each `service` permitted, each purpose to `ask` about and each that is `fresh`, the `record` as stored |
/// | `r`eread | the stored answer may have changed in another tab | |
/// | `e`rase | | |
/// | `a`nswered | the text of a new record | |
///
/// Returns whether it could answer.
#[wasm_bindgen]
pub fn call(question: &str) -> bool {
    let Some(runtime) = runtime::get() else { return false };
    let (what, rest) = fields(question);
    let (host, then) = fields(rest);
    let (path, ids) = fields(then);
    let mut lines = Lines::default();
    match what.as_bytes().first() {
        Some(b'j') => {
            return runtime.look(false, |state| state.judge(ids, host, path).action == Action::Allow);
        }
        Some(b'k') => return runtime.look(false, |state| state.may_keep(rest)),
        Some(b'c') => match runtime.look(None, |state| state.judge_cookie(rest)) {
            Some(text) => lines.0 = text,
            None => return false,
        },
        Some(b'x') => runtime.look((), |state| explain(state, ids, host, path, &mut lines)),
        Some(b's') => runtime.look((), |state| describe(state, &mut lines)),
        Some(b'r') => runtime.read_again(),
        Some(b'e') => runtime.feed(Event::Erase),
        Some(b'a') => runtime.feed(Event::Answered { text: rest, now: runtime.hand.now() }),
        Some(b'p') => {
            let policy = if rest.is_empty() {
                // The built-in one stands in until a policy comes.
                runtime.policy()
            } else {
                Policy::from_tape(keep_for_good(String::from(rest))).map(keep_for_good)
            };
            runtime.feed(Event::Policy(policy));
            return policy.is_some();
        }
        Some(b'b') => runtime.feed(Event::Policy(None)),
        _ => return false,
    }
    runtime.hand.say(&lines.0);
    true
}

/// Parts the first field from those that follow.
#[inline(never)]
fn fields(text: &str) -> (&str, &str) {
    split::once(text, MARK).unwrap_or((text, ""))
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
