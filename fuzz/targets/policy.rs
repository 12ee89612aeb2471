//! Whatever stands on a policy's tape: it is read or explained, and the gate's reading is that of the full check.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menshen_core::domain::policy::Policy;
use menshen_core::domain::policy::check::check;

fuzz_target!(|text: &str| {
    // Any tape is read to its end.
    let _ = Policy::from_tape(text);
    // Without the patterns, which are the browser's work.
    match check(text, |_, text| !text.is_empty()) {
        Ok(policy) => assert!(!policy.purposes.is_empty()),
        Err(errors) => assert!(!errors.is_empty() && errors.iter().all(|error| !error.code.is_empty())),
    }
});
