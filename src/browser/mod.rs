//! The imperative shell: the only layer that touches the page. It asks `domain` what is to be done, and does it.
//! No decision is made here.

pub mod notice;
