//! Draws the notice and brings what the visitor does to the gate's door. It owns no consent: a crash or absence of
//! it changes no decision.

pub mod guard;
pub mod layer;
pub mod look;
pub mod mount;
pub mod protocol;
