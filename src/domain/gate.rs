//! The gate's side of its talk with `js/`: questions and answers as text. All that a page can ask of the gate goes
//! through one function, since every export and every argument of its own weighs on every page view.

use crate::domain::catalogue::{Catalogue, TABLE};
use crate::domain::cookie::{self, Place};
use crate::domain::decision::Action;
use crate::domain::lines::{FIELD, LINE, Lines, MARK, push_number, read_number};
use crate::domain::policy::Policy;
use crate::domain::policy::read::Purposes;
use crate::domain::split;
use crate::domain::state::{Effects, Event, Phase, State, update};

/// Does and answers everything; none if it cannot. What is asked comes in fields (see [`crate::domain::lines`]), of which
/// the last may contain anything; the answer is lines of fields.
///
/// | first field | fields that follow | answer |
/// |---|---|---|
/// | `i`nit | the page's host with its port | empty: begun, with nothing granted and no policy |
/// | `j`udge | host (with its port) and path of an address, ids of a marked node | empty; none if it may not pass, or with ids alone if those are not permitted now |
/// | `k`ey | what is written in localStorage or sessionStorage, or the name of a database or cache | empty; none if it may not be |
/// | `l`eft | `c` or `k`, and what is stored under it: a cookie as it is written, or a key | empty; none if it is no refused service's |
/// | `c`ookie | what is written to `document.cookie` | what may be written instead; none if nothing may |
/// | `p`olicy | its sorted tape (see [`crate::domain::tape`]), which fits the table of shapes; an empty one is the built-in policy | empty; none if it is not in force |
/// | `b`roken | | empty: no policy will come |
/// | e`x`plain | host, path, ids | `known` if it was recognised by the catalogue, of `services` the one it was recognised by, `purposes` it still needs |
/// | `s`tate | | `status`, `days`, `cookie`, of `purposes` each with its word, of `services` each permitted, the purposes to `ask` about and those `fresh`, the `record` as stored |
/// | `r`eread | now, the mirror, all cookies: what is stored, at the start or because it may have changed in another tab | what is to be done |
/// | `a`nswered | now, whether the page is served over HTTPS (`1` or nothing), the text of a new record | what is to be done |
/// | `e`rase | as `a`nswered, without a record | what is to be done |
///
/// Now is in seconds since 1970. What is to be done, in this order: `keep` with the cookie to be written and the record
/// for the mirror (empty: none); `decided` with the purposes that changed: the page is to be marked and told, and
/// everything held looked at again; `withdrawn` with the purposes that were granted until now, perhaps none: what refused
/// services left is to be deleted.
pub fn ask(gate: &mut Option<State<'static>>, question: &str) -> Option<Lines> {
    let (what, rest) = field(question);
    let (first, then) = field(rest);
    let (second, last) = field(then);
    let what = what.as_bytes().first()?;
    if *what == b'i' {
        *gate = Some(State {
            catalogue: Catalogue::new(TABLE),
            ..State::new(rest, keep_for_good(Policy::built_in()))
        });
    }
    let state = gate.as_mut()?;
    let mut lines = Lines::default();
    let now = read_number(first, 10).unwrap_or_default();
    match what {
        b'j' if state.judge(last, first, second).action != Action::Allow => return None,
        b'k' if !state.may_keep(rest) => return None,
        b'l' if !state.is_left(first, then) => return None,
        b'i' | b'j' | b'k' | b'l' => {}
        b'c' => lines.0 = state.judge_cookie(rest)?,
        b'x' => explain(state, last, first, second, &mut lines),
        b's' => describe(state, &mut lines),
        b'p' => {
            // The built-in one stands in until a policy comes.
            let policy = if rest.is_empty() {
                Some(state.policy)
            } else {
                Policy::from_tape(keep_for_good(String::from(rest))).map(keep_for_good)
            };
            update(state, Event::Policy(policy));
            policy?;
        }
        b'b' => {
            update(state, Event::Policy(None));
        }
        b'r' => {
            let effects = update(state, Event::Stored { jar: last, mirror: Some(second), now });
            perform(state, effects, false, &mut lines);
        }
        b'a' | b'e' => {
            let event = if *what == b'e' { Event::Erase } else { Event::Answered { text: last, now } };
            let effects = update(state, event);
            perform(state, effects, !second.is_empty(), &mut lines);
        }
        _ => return None,
    }
    Some(lines)
}

/// Leaks a value on purpose: the gate stands as long as the page, and what it stands on is made once in it.
fn keep_for_good<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Parts the first field from those that follow.
#[inline(never)]
fn field(text: &str) -> (&str, &str) {
    split::once(text, MARK).unwrap_or((text, ""))
}

/// Says what is to be done.
fn perform(state: &State<'_>, effects: Effects, secure: bool, lines: &mut Lines) {
    let policy = state.policy;
    if effects.keep {
        let place = Place { domain: policy.domain, path: policy.path, secure };
        let (value, seconds) = match &state.record {
            Some(record) => (record.text.as_str(), record.expires.saturating_sub(record.decided)),
            None => ("", 0),
        };
        lines.add(&["keep", &cookie::write(policy.cookie, value, seconds, place), value]);
    }
    if let Some(changed) = effects.decided {
        list("decided", policy, changed, lines);
    }
    if let Some(withdrawn) = effects.sweep {
        list("withdrawn", policy, withdrawn, lines);
    }
}

/// Adds one line with the ids of some purposes.
#[inline(never)]
fn list(name: &str, policy: &Policy<'_>, some: Purposes, lines: &mut Lines) {
    lines.0.push_str(name);
    for (bit, purpose) in policy.each() {
        if some & bit != 0 {
            lines.0.push_str(FIELD);
            lines.0.push_str(purpose.id);
        }
    }
    lines.0.push_str(LINE);
}

fn explain(state: &State<'_>, ids: &str, host: &str, path: &str, lines: &mut Lines) {
    let verdict = state.judge(ids, host, path);
    if verdict.known {
        lines.add(&["known"]);
    }
    list("purposes", state.policy, verdict.missing, lines);
    if let Some(service) = verdict.service.and_then(|index| state.policy.services.get(index)) {
        lines.add(&["services", service.id]);
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
        lines.add(&["purposes", purpose.id, state.word(bit)]);
    }
    list("ask", policy, state.asks(), lines);
    list("fresh", policy, state.standing.fresh, lines);
    for service in &policy.services {
        lines.add(&["services", service.id, if state.permits(service.id) { "1" } else { "" }]);
    }
    if let Some(record) = &state.record
        && state.standing.answered
    {
        lines.add(&["record", &record.text]);
    }
}
