//! The functional core: takes values and returns values, and names nothing from the browser.
//! Time, language, host and everything else that differs from visit to visit come in as arguments.

pub mod error;
pub mod value;
