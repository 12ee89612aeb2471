//! The notice's exports. `js/notice/object.js` is their only caller.

use crate::browser::notice::protocol::{Door, Snapshot, Which};
use crate::browser::notice::runtime;
use crate::browser::notice::storage::{self, Kind};
use crate::domain;
use crate::domain::answer::{Answer, Choice};
use crate::domain::lines::{FIELD, Lines};
use crate::domain::policy::Policy;
use crate::domain::policy::check::check;
use crate::domain::record::Source;
use crate::domain::record::codec::decode;
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;
use crate::domain::suggest::advise;
use crate::domain::sweep::leftovers;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Shows a layer: `notice`, `settings` or `button`.
///
/// # Errors
/// Another name, a snapshot of another form, or what the browser throws.
#[wasm_bindgen(js_name = noticeShow)]
pub fn show(name: &str, snapshot: JsValue, door: Door) -> Result<(), JsValue> {
    match Which::from_name(name) {
        Some(which) => runtime::show(which, Snapshot::read(snapshot)?, door),
        None => Err(JsValue::from("no such layer")),
    }
}

/// Brings what changed elsewhere to the open settings.
///
/// # Errors
/// A snapshot of another form.
#[wasm_bindgen(js_name = noticeUpdate)]
pub fn update(snapshot: JsValue) -> Result<(), JsValue> {
    if let Some(notice) = runtime::get() {
        notice.update(Rc::new(Snapshot::read(snapshot)?));
    }
    Ok(())
}

/// Takes away what stands open.
///
/// # Errors
/// What the browser throws.
#[wasm_bindgen(js_name = noticeHide)]
pub fn hide() -> Result<(), JsValue> {
    runtime::get().map_or(Ok(()), |notice| notice.hide())
}

/// Takes everything of the notice out of the page.
#[wasm_bindgen(js_name = noticeStop)]
pub fn stop() {
    runtime::stop();
}

/// Returns the policy in force by its tape; an empty one is the built-in policy's.
fn policy_of(tape: &str) -> Option<Policy<'_>> {
    if tape.is_empty() { Some(Policy::built_in()) } else { Policy::from_tape(tape) }
}

/// Works out what an answer means. `tape` is the policy's, empty for the built-in one; `letter` the source's, in capitals
/// for the visitor's own act; `record` the text of the record that stands, or empty; `choice` is `accept`, `reject`, or
/// ids each followed by `+` or `-`. Returns one line: the new record's text, or `error` and what is wrong.
#[wasm_bindgen(js_name = noticeAnswer)]
pub fn answer(tape: &str, letter: &str, record: &str, choice: &str, language: &str) -> String {
    let mut lines = Lines::default();
    // Who calls us gives the policy in force and a letter that there is.
    let (Some(policy), Some(source)) = (policy_of(tape), Source::from_letter(letter)) else {
        lines.error("not-ready", "", "another policy", "the policy in force");
        return lines.0;
    };
    let choice = match choice {
        "accept" => Choice::AcceptAll,
        "reject" => Choice::RejectAll,
        words => Choice::Set(words),
    };
    let by_visitor = letter.bytes().all(|byte| byte.is_ascii_uppercase());
    let now = (js_sys::Date::now() / 1000.0) as u32;
    let given = Answer { choice, source, by_visitor, language, now };
    match domain::answer::answer(&policy, decode(record).as_ref(), given) {
        Ok(record) => lines.add(&[&record.text]),
        Err(refusal) => lines.error(refusal.code, refusal.id, refusal.found, refusal.expected),
    }
    lines.0
}

/// Deletes the keys that refused services left in storage, and returns what else they left, of all that `found` names:
/// see [`leftovers`]. `tape` and `record` are as with [`answer`]. Returns lines of kind, name, service and, for keys, the
/// reason if one is still there.
#[wasm_bindgen(js_name = noticeSweep)]
pub fn sweep(tape: &str, record: &str, found: &str) -> String {
    let Some(policy) = policy_of(tape) else { return String::new() };
    let now = (js_sys::Date::now() / 1000.0) as u32;
    let standing = Standing::new(decode(record).as_ref(), &policy, now);
    let mut found = String::from(found);
    for (kind, name) in [(Kind::Local, "local"), (Kind::Session, "session")] {
        for key in storage::keys(kind) {
            for part in [FIELD, name, FIELD, &key] {
                found.push_str(part);
            }
        }
    }
    let mut lines = Lines::default();
    for left in leftovers(&policy, &standing, Basis::Consent, found.trim_start_matches(FIELD)) {
        let gone = match left.kind {
            "local" => storage::delete(Kind::Local, left.name),
            "session" => storage::delete(Kind::Session, left.name),
            _ => true,
        };
        lines.add(&[left.kind, left.name, left.service, if gone { "" } else { "storage-refused" }]);
    }
    lines.0
}

/// Says that the answer given last is kept.
///
/// # Errors
/// What the browser throws.
#[wasm_bindgen(js_name = noticeAnswered)]
pub fn answered() -> Result<(), JsValue> {
    runtime::get().map_or(Ok(()), |notice| notice.answered())
}

/// Says that the answer given last could not be kept, by the code of the error.
#[wasm_bindgen(js_name = noticeFailed)]
pub fn failed(reason: &str) {
    if let Some(notice) = runtime::get() {
        notice.failed(reason);
    }
}

/// Returns everything that is wrong with a policy (given as its tape), in full words: a line for each fault with its
/// code, path, what was found, what was expected, and a message.
#[wasm_bindgen(js_name = noticeExplain)]
pub fn explain(tape: &str) -> String {
    let fits = |pattern: &str, text: &str| js_sys::RegExp::new(&format!("^(?:{pattern})$"), "s").test(text);
    let mut lines = Lines::default();
    for error in check(tape, fits).err().unwrap_or_default() {
        lines.add(&[error.code, &error.path, &error.found, &error.expected, &advise(&error)]);
    }
    lines.0
}
