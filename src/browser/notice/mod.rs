//! Draws the notice and brings what the visitor does to the gate's door. It owns no consent: a crash or absence of
//! it changes no decision.
//!
//! In reading order: [`protocol`] says what passes between gate and notice, [`runtime`] owns what stands in the
//! page, [`layer`] is one of its layers; the rest is what those need of the browser, a file for each.

pub mod protocol;
pub mod runtime;

pub mod layer;

pub mod guard;
pub mod intl;
pub mod look;
pub mod mount;
pub mod reader;
pub mod room;
pub mod storage;
