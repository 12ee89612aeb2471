//! The exports of the notice module.
