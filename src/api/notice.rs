//! The notice's exports. `js/notice/object.js` is their only caller.

use crate::browser::notice::look::take;
use crate::browser::notice::protocol::{Door, Snapshot, Which};
use crate::browser::notice::runtime;
use crate::browser::notice::storage::{self, Kind};
use crate::domain;
use crate::domain::answer::{Answer, Choice};
use crate::domain::disclosure::Disclosure;
use crate::domain::lines::{FIELD, Lines};
use crate::domain::policy::Policy;
use crate::domain::policy::check::check;
use crate::domain::receipt::digest::hash;
use crate::domain::receipt::make::Circumstances;
use crate::domain::receipt::{Origin, Receipt};
use crate::domain::record::Source;
use crate::domain::record::codec::decode;
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;
use crate::domain::render;
use crate::domain::split;
use crate::domain::suggest::advise;
use crate::domain::sweep::leftovers;
use crate::domain::text::language::choose;
use crate::domain::tree::Tree;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ShadowRoot};

/// Takes the style sheet by which everything that is shown from then on looks.
#[wasm_bindgen(js_name = noticeLook)]
pub fn look(css: String) {
    take(css);
}

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

/// Returns the language to speak, of those that there are: see [`choose`]. `policy` is the site's own, or `null`.
///
/// # Errors
/// When it is no data.
#[wasm_bindgen(js_name = noticeLanguage)]
pub fn language(policy: JsValue, wanted: Vec<String>) -> Result<String, JsValue> {
    let disclosure = Disclosure::from_tree(serde_wasm_bindgen::from_value(policy)?).completed();
    Ok(choose(&wanted, &disclosure.languages, |tag| disclosure.speaks(tag)).into())
}

/// Shows a part of the open settings: `services`, or a purpose's id.
#[wasm_bindgen(js_name = noticeReveal)]
pub fn reveal(part: &str) {
    if let Some(notice) = runtime::get() {
        notice.reveal(part);
    }
}

/// Says how many services the visitor's search has found; nothing if nothing is searched.
#[wasm_bindgen(js_name = noticeFound)]
pub fn found(count: Option<u32>) {
    if let Some(notice) = runtime::get() {
        notice.found(count);
    }
}

/// Says in the notice what became of something: `erased` with a list of what remains, `tags`, or the code of an error.
#[wasm_bindgen(js_name = noticeSay)]
pub fn say(what: &str, list: &str) {
    if let Some(notice) = runtime::get() {
        notice.say(what, list);
    }
}

/// Returns an element that stands in place of something held: whose it is, by name and, if it can be allowed for good,
/// by its service's id; the purposes it waits for, parted by spaces; the address of a picture, or nothing; the shadow root
/// that it will stand in, if it is to stand in one.
///
/// # Errors
/// A snapshot of another form, or what the browser throws.
#[wasm_bindgen(js_name = noticeHeld)]
pub fn held(
    snapshot: JsValue,
    name: &str,
    service: Option<String>,
    purposes: &str,
    preview: &str,
    root: Option<ShadowRoot>,
) -> Result<Element, JsValue> {
    let purposes: Vec<String> = split::all(purposes, b' ').map(String::from).collect();
    let element = runtime::element(snapshot, |view| {
        render::held::held(view, name, service.as_deref(), &purposes, preview)
    })?;
    if let Some(root) = root {
        runtime::dress_in(&root);
    }
    Ok(element)
}

/// Returns an element with all services and what they store, for the site's own page.
///
/// # Errors
/// A snapshot of another form, or what the browser throws.
#[wasm_bindgen(js_name = noticeDeclaration)]
pub fn declaration(snapshot: JsValue) -> Result<Element, JsValue> {
    runtime::element(snapshot, render::declaration::declaration)
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

/// Returns all texts that stand open now, a line each: what an answer is given to.
#[wasm_bindgen(js_name = noticeShown)]
pub fn shown() -> String {
    runtime::shown()
}

/// Makes the receipt of the answer that was given last: the record's text, whether the visitor was acting, sixteen random
/// bytes, the text of the receipt before, or nothing, and what was [`shown`]. Returns one line: the receipt's id and its
/// JSON; nothing if there is no record.
///
/// # Errors
/// A snapshot of another form.
#[wasm_bindgen(js_name = noticeReceipt)]
pub fn receipt(
    snapshot: JsValue,
    record: &str,
    by_visitor: bool,
    random: Vec<u8>,
    previous: &str,
    shown: &str,
) -> Result<String, JsValue> {
    let snapshot = Snapshot::read(snapshot)?;
    let mut lines = Lines::default();
    let (Some(record), Ok(random)) = (decode(record), <[u8; 16]>::try_from(random)) else {
        return Ok(lines.0);
    };
    let Some(source) = record.source() else { return Ok(lines.0) };
    let before = (!previous.is_empty()).then(|| hash(previous));
    let circumstances = Circumstances {
        random,
        origin: Origin::Answer(source),
        by_visitor,
        language: &snapshot.messages.tag,
        region: "",
        host: &snapshot.host,
        shown,
        previous: before.as_deref(),
    };
    let receipt = Receipt::new(&record, &snapshot.disclosure, &snapshot.messages, circumstances);
    lines.add(&[&receipt.id, &receipt.to_json()]);
    Ok(lines.0)
}

/// Returns the receipts that are kept, as JSON for the visitor; nothing if there are none that can be read. `tape` is as
/// with [`answer`], and `receipts` the parsed texts, the oldest first.
///
/// # Errors
/// A snapshot of another form.
#[wasm_bindgen(js_name = noticeExport)]
pub fn export(tape: &str, snapshot: JsValue, receipts: JsValue) -> Result<String, JsValue> {
    let snapshot = Snapshot::read(snapshot)?;
    let receipts: Tree = serde_wasm_bindgen::from_value(receipts)?;
    let receipts: Vec<Receipt> = receipts.items().into_iter().filter_map(Receipt::from_tree).collect();
    let exported = policy_of(tape).and_then(|policy| {
        domain::receipt::export::export(&receipts, &policy, &snapshot.disclosure, &snapshot.messages)
    });
    Ok(exported.unwrap_or_default())
}

/// Reads an exported or stored receipt, and returns what of it means today what it meant, as a choice for [`answer`]: ids,
/// each followed by `+` or `-`. Or a line of `error` and what is wrong.
///
/// # Errors
/// What is no data.
#[wasm_bindgen(js_name = noticeImport)]
pub fn import(tape: &str, receipt: JsValue) -> Result<String, JsValue> {
    let mut lines = Lines::default();
    let tree: Tree = serde_wasm_bindgen::from_value(receipt)?;
    let now = (js_sys::Date::now() / 1000.0) as u32;
    match policy_of(tape).map(|policy| domain::receipt::import::choice(tree, &policy, now)) {
        Some(Ok(words)) => lines.add(&[&words]),
        Some(Err(code)) => lines.error(
            code,
            "",
            "another receipt",
            "one of this controller's that still holds and means what is asked today",
        ),
        None => lines.error("not-ready", "", "another policy", "the policy in force"),
    }
    Ok(lines.0)
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
