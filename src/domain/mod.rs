//! The functional core: takes values and returns values, and names nothing from the browser.
//! Time, language, host and everything else that differs from visit to visit come in as arguments.
//!
//! In reading order: [`policy`] says what the site declares, [`record`] what the visitor answered,
//! [`decision`] whether an emission may pass, [`state`] how all of it changes.

pub mod error;
pub mod hash;
pub mod lines;
pub mod pattern;
pub mod region;
pub mod split;
pub mod tape;

pub mod catalogue;
pub mod policy;
pub mod record;

pub mod cookie;
pub mod decision;
pub mod gate;
pub mod state;

// What is answered and shown: not in the gate.
pub mod answer;
pub mod disclosure;
pub mod localized;
#[cfg(feature = "notice")]
pub mod receipt;
pub mod render;
pub mod suggest;
pub mod sweep;
pub mod text;
#[cfg(feature = "notice")]
pub mod tree;
