//! The imperative shell: the only layer that touches the page. It asks `domain` what is to be done, and does it.
//! No decision is made here.

#[cfg(feature = "gate")]
pub mod gate;
#[cfg(feature = "notice")]
pub mod notice;
