//! The record's mirror in localStorage. The browser may refuse it; the cookie is then all there is, and where
//! that is refused too, the record lives as long as the page.

use crate::browser::gate::runtime;
use gloo_storage::Storage;
use wasm_bindgen::{JsCast, JsValue};

/// localStorage by gloo's trait. gloo's own `LocalStorage` throws where storage is refused, and looks for the
/// window in ways that cost the gate a kilobyte.
struct Mirror;

impl Storage for Mirror {
    /// Where storage is refused this is no storage, and every call on it comes back as an error.
    fn raw() -> web_sys::Storage {
        runtime::get().map_or(JsValue::UNDEFINED, |runtime| runtime.hand.local()).unchecked_into()
    }
}

/// Reads the mirror.
pub(crate) fn mirror(key: &str) -> Option<String> {
    Mirror::raw().get_item(key).ok()?
}

/// Deletes the mirror.
pub(crate) fn forget(key: &str) {
    let _ = Mirror::raw().remove_item(key);
}

/// Writes the mirror. A full or refused storage is no error.
pub(crate) fn set_mirror(key: &str, value: &str) {
    let _ = Mirror::raw().set_item(key, value);
}
