//! The notice's exports. `js/notice/object.js` is their only caller.

use crate::browser::notice::layer;
use crate::browser::notice::protocol::{Door, Snapshot};
use crate::domain::error::Error;
use crate::domain::policy::check::check;
use crate::domain::suggest::nearest;
use crate::domain::value::Value;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Shows a layer: `notice`, `settings` or `button`.
///
/// # Errors
/// A snapshot of another form, or what the browser throws.
#[wasm_bindgen(js_name = noticeShow)]
pub fn show(name: &str, snapshot: JsValue, door: Door) -> Result<(), JsValue> {
    layer::show(name, read(snapshot)?, door)
}

/// Brings what changed elsewhere to the open settings.
///
/// # Errors
/// A snapshot of another form.
#[wasm_bindgen(js_name = noticeUpdate)]
pub fn update(snapshot: JsValue) -> Result<(), JsValue> {
    layer::update(&read(snapshot)?)
}

/// Takes away what stands open.
///
/// # Errors
/// What the browser throws.
#[wasm_bindgen(js_name = noticeHide)]
pub fn hide() -> Result<(), JsValue> {
    layer::hide()
}

/// Says that an answer could not be kept.
#[wasm_bindgen(js_name = noticeFailed)]
pub fn failed(reason: &str) {
    layer::failed(reason);
}

/// Returns everything that is wrong with a policy, in full words: `[{code, path, found, expected, message}]`.
///
/// # Errors
/// None that is known: the form is our own.
#[wasm_bindgen(js_name = noticeExplain)]
pub fn explain(tape: &str) -> Result<JsValue, JsValue> {
    let told: Vec<Told> = check(&Value::from_tape(tape)).iter().map(Told::new).collect();
    Ok(serde_wasm_bindgen::to_value(&told)?)
}

fn read(snapshot: JsValue) -> Result<Snapshot, JsValue> {
    Ok(serde_wasm_bindgen::from_value(snapshot)?)
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    path: String,
    found: String,
    expected: String,
    message: String,
}

impl Told {
    fn new(error: &Error) -> Self {
        let mut message = error.message();
        let known = error.expected.strip_prefix("one of ").unwrap_or("").split(", ");
        if let Some(word) = nearest(error.found.trim_matches('"'), known) {
            message.push_str("; did you mean \"");
            message.push_str(word);
            message.push_str("\"?");
        }
        Self {
            code: error.code,
            path: error.path.clone(),
            found: error.found.clone(),
            expected: error.expected.clone(),
            message,
        }
    }
}
