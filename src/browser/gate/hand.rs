//! The JavaScript hand as Rust sees it: what only a script can do, or does with the functions it kept from
//! before anyone could replace them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object that `js/hand` passes in when it starts the gate. None of its methods throws.
    pub type Hand;

    /// Returns the seconds since 1970.
    #[wasm_bindgen(method)]
    pub fn now(this: &Hand) -> u32;

    /// Reads `document.cookie`, or writes it when there is something to write, by the browser's own functions.
    #[wasm_bindgen(method)]
    pub fn cookie(this: &Hand, write: &str) -> String;

    /// Returns localStorage; `undefined` where the browser refuses it.
    #[wasm_bindgen(method)]
    pub fn local(this: &Hand) -> JsValue;

    /// Returns the names of all cookies (`cookie`) or the keys of a storage (`local`, `session`), each once, parted by
    /// [`crate::domain::lines::MARK`].
    #[wasm_bindgen(method)]
    pub fn names(this: &Hand, kind: &str) -> String;

    /// Deletes a cookie wherever this page can reach it, or a key; returns the reason if it is still there.
    #[wasm_bindgen(method)]
    pub fn wipe(this: &Hand, kind: &str, name: &str) -> String;

    /// Sets `data-consent-<purpose>` on the root element.
    #[wasm_bindgen(method)]
    pub fn mark(this: &Hand, purpose: &str, standing: &str);

    /// Takes what [`crate::api::gate::call`] answers, right before it returns.
    #[wasm_bindgen(method)]
    pub fn say(this: &Hand, lines: &str);

    /// Tells the page by an event, after asking again about everything held if the answer may have changed.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Hand, event: &str, lines: &str);
}
