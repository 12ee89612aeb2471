//! The record's mirror in localStorage. The browser may refuse it; the cookie is then all there is, and where
//! that is refused too, the record lives as long as the page.

use crate::browser::gate::hand::Hand;
use gloo_storage::{LocalStorage, Storage};

/// Reads the mirror.
pub(crate) fn mirror(hand: &Hand, key: &str) -> Option<String> {
    storage(hand)?.get_item(key).ok()?
}

/// Writes the mirror, or deletes it where there is nothing to write. A full storage is no error.
pub(crate) fn set_mirror(hand: &Hand, key: &str, value: &str) {
    if value.is_empty() {
        hand.remove(true, key);
    } else if let Some(storage) = storage(hand) {
        let _ = storage.set_item(key, value);
    }
}

/// Asking gloo first would throw where storage is blocked.
fn storage(hand: &Hand) -> Option<web_sys::Storage> {
    hand.has_storage().then(LocalStorage::raw)
}
