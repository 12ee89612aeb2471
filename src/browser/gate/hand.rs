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

    /// Takes what [`crate::api::gate::call`] answers, right before it returns.
    #[wasm_bindgen(method)]
    pub fn say(this: &Hand, lines: &str);

    /// Tells of what happened: `ready`, `decided` or `withdrawn`, the last also where nothing was but something of
    /// refused services may be left. The hand asks again about everything held, has deleted what is left, and tells the
    /// page.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Hand, event: &str, lines: &str);
}
