//! The JavaScript hand as Rust sees it: what only a script can do, or does with the functions it kept from
//! before anyone could replace them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object that `js/hand` passes in when it starts the gate. None of its methods throws.
    pub type Hand;

    /// Reads `document.cookie` by the browser's own getter.
    #[wasm_bindgen(method, js_name = readCookie)]
    pub fn read_cookie(this: &Hand) -> String;

    /// Writes `document.cookie` by the browser's own setter.
    #[wasm_bindgen(method, js_name = writeCookie)]
    pub fn write_cookie(this: &Hand, text: &str);

    /// Returns the path where the page stands now; a router may have changed it.
    #[wasm_bindgen(method)]
    pub fn path(this: &Hand) -> String;

    /// Says whether the browser gives us localStorage (`true`) or sessionStorage (`false`).
    #[wasm_bindgen(method, js_name = hasStorage)]
    pub fn has_storage(this: &Hand, local: bool) -> bool;

    /// Sets `data-consent-<purpose>` on the root element.
    #[wasm_bindgen(method)]
    pub fn mark(this: &Hand, purpose: &str, standing: &str);

    /// Asks again about everything held, and releases what may pass.
    #[wasm_bindgen(method)]
    pub fn release(this: &Hand);

    /// Tells the page, by an event whose detail is this JSON.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Hand, event: &str, detail: &str);
}
