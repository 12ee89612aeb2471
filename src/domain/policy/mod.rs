//! What the site declares: purposes, services and how the answer is kept.
//!
//! `shape` is the table, `check` holds a value against it, `read` makes the gate's [`Policy`] of one that
//! passed, `schema` writes the table for editors and TypeScript.

pub mod check;
pub mod read;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod shape;

pub use read::{Policy, Purpose, Service};
