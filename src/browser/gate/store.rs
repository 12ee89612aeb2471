//! Where the record is kept: a first-party cookie, mirrored in localStorage. Both may be refused; the record
//! then lives as long as the page.

use crate::browser::gate::hand::Hand;
use gloo_storage::{LocalStorage, SessionStorage, Storage};

/// Returns localStorage or sessionStorage, if the browser gives it. Asking gloo first would throw where storage
/// is blocked.
pub(crate) fn storage(hand: &Hand, local: bool) -> Option<web_sys::Storage> {
    hand.has_storage(local).then(|| if local { LocalStorage::raw() } else { SessionStorage::raw() })
}

/// Reads the mirror.
pub(crate) fn mirror(hand: &Hand, key: &str) -> Option<String> {
    storage(hand, true)?.get_item(key).ok()?
}

/// Writes the mirror; an empty value deletes it. A full or refused storage is no error: the cookie is the record.
pub(crate) fn set_mirror(hand: &Hand, key: &str, value: &str) {
    if let Some(storage) = storage(hand, true) {
        let _ = if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) };
    }
}
