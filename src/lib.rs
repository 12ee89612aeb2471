//! Menshen stands in the doorway of a web page: nothing that needs the visitor's consent passes
//! until the visitor has said yes.
//!
//! The layers, in reading order:
//!
//! 1. [`domain`]: what is decided. Pure values in, pure values out; no browser, no clock.
//! 2. `browser`: what is done. The only place that touches the page; `wasm32` only.
//! 3. `api`: the door between JavaScript and Rust; the only exports.
//!
//! Two modules are built from this crate: the *gate* (feature `gate`, on every page view) and the
//! *notice* (feature `notice`, fetched when something must be shown).

pub mod domain;

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(all(target_arch = "wasm32", feature = "notice"))]
pub mod browser;
