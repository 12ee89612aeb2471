//! Where the record is kept: a first-party cookie, mirrored in localStorage. Both may be refused; the record
//! then lives as long as the page.

use gloo_storage::{LocalStorage, Storage};

/// Returns localStorage, if the browser gives it. Asking gloo first would throw where storage is blocked.
pub(crate) fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()??;
    Some(LocalStorage::raw())
}

/// Returns sessionStorage, if the browser gives it.
pub(crate) fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Reads the mirror.
pub(crate) fn mirror(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Writes the mirror, or deletes it. A full or refused storage is no error: the cookie is the record.
pub(crate) fn set_mirror(key: &str, value: Option<&str>) {
    if let Some(storage) = local() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}
