//! What passes between the gate and the notice; `js/handle.js` is the other side.

use crate::domain::disclosure::Disclosure;
use serde::Deserialize;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// What the gate knows, at the moment something is to be shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Snapshot {
    /// The policy as the site gave it; none for the built-in one.
    pub(crate) policy: Option<Disclosure>,
    pub(crate) host: String,
    /// The page's language first, then the visitor's.
    pub(crate) page_languages: Vec<String>,
    /// How each purpose stands.
    pub(crate) purposes: BTreeMap<String, String>,
    pub(crate) ask: Vec<String>,
    pub(crate) fresh: Vec<String>,
    /// Until when the present answer counts, ISO 8601.
    pub(crate) expires: Option<String>,
    /// How long an answer is kept, in days.
    pub(crate) kept: u32,
    /// Whether a floating button leads back.
    pub(crate) button: bool,
}

#[wasm_bindgen]
extern "C" {
    /// What the notice may do. None of these throws; what goes wrong comes back by `failed`.
    pub type Door;

    /// Grants everything.
    #[wasm_bindgen(method, js_name = acceptAll)]
    pub fn accept_all(this: &Door, from: &str, language: &str);

    /// Refuses everything that can be refused.
    #[wasm_bindgen(method, js_name = rejectAll)]
    pub fn reject_all(this: &Door, from: &str, language: &str);

    /// Answers by purpose.
    #[wasm_bindgen(method)]
    pub fn decide(this: &Door, choices: &JsValue, from: &str, language: &str);

    /// Opens the settings.
    #[wasm_bindgen(method)]
    pub fn open(this: &Door);

    /// Says that a layer can be seen.
    #[wasm_bindgen(method)]
    pub fn shown(this: &Door, layer: &str);

    /// Says that the visitor left without an answer.
    #[wasm_bindgen(method)]
    pub fn closed(this: &Door);
}
