//! Keys of localStorage and sessionStorage, listed and deleted by gloo's trait. gloo's own storages throw where the
//! browser refuses storage; these are simply not there then.

use gloo_storage::Storage;
use wasm_bindgen::{JsCast, JsValue};

/// One of the page's storages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// localStorage, which stays.
    Local,
    /// sessionStorage, which ends with the tab.
    Session,
}

struct Local;
struct Session;

impl Storage for Local {
    fn raw() -> web_sys::Storage {
        found(Kind::Local)
    }
}

impl Storage for Session {
    fn raw() -> web_sys::Storage {
        found(Kind::Session)
    }
}

/// Where storage is refused this is no storage; [`keys`] is asked first.
fn found(kind: Kind) -> web_sys::Storage {
    let window = web_sys::window();
    let storage = window.and_then(|window| match kind {
        Kind::Local => window.local_storage().ok().flatten(),
        Kind::Session => window.session_storage().ok().flatten(),
    });
    storage.map_or(JsValue::UNDEFINED, Into::into).unchecked_into()
}

/// Returns all keys.
pub fn keys(kind: Kind) -> Vec<String> {
    let raw = found(kind);
    if raw.is_undefined() {
        return Vec::new();
    }
    (0..raw.length().unwrap_or_default()).filter_map(|place| raw.key(place).ok().flatten()).collect()
}

/// Deletes a key. Returns whether it is gone.
pub fn delete(kind: Kind, key: &str) -> bool {
    match kind {
        Kind::Local => Local::delete(key),
        Kind::Session => Session::delete(key),
    }
    found(kind).get_item(key).is_ok_and(|left| left.is_none())
}
