//! The gate: keeps the state, answers the hand's questions, and does what the domain says is to be done.

pub mod hand;
pub(crate) mod runtime;
pub(crate) mod store;
