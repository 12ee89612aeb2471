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

    /// Returns the path where the page stands now; a router may have changed it.
    #[wasm_bindgen(method)]
    pub fn path(this: &Hand) -> String;

    /// Reads `document.cookie`, or writes it when there is something to write, by the browser's own functions.
    #[wasm_bindgen(method)]
    pub fn cookie(this: &Hand, write: &str) -> String;

    /// Returns localStorage; `undefined` where the browser refuses it.
    #[wasm_bindgen(method)]
    pub fn local(this: &Hand) -> JsValue;

    /// Says whether a whole text fits a regular expression.
    #[wasm_bindgen(method)]
    pub fn fits(this: &Hand, pattern: &str, text: &str) -> bool;

    /// Returns the keys of localStorage (`local`) or sessionStorage, each followed by [`crate::domain::lines::LINE`].
    #[wasm_bindgen(method)]
    pub fn keys(this: &Hand, local: bool) -> String;

    /// Deletes a key; returns whether it is gone.
    #[wasm_bindgen(method)]
    pub fn remove(this: &Hand, local: bool, key: &str) -> bool;

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
