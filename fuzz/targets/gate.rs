//! Whatever a page asks the gate, in any order: it answers, and grants nothing that nobody answered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menshen_core::domain::gate::ask;

/// A policy as `js/tape.js` writes it.
const POLICY: &str = "p\u{1f}{\u{1f}:controller\u{1f}{\u{1f}:contact\u{1f}\"c\u{1f}:name\u{1f}\"n\u{1f}}\u{1f}:services\u{1f}[\u{1f}{\u{1f}:cookies\u{1f}[\u{1f}\"_a*\u{1f}]\u{1f}:hosts\u{1f}[\u{1f}\"a.example\u{1f}]\u{1f}:id\u{1f}\"a\u{1f}:name\u{1f}\"A\u{1f}:purposes\u{1f}[\u{1f}\"analytics\u{1f}]\u{1f}}\u{1f}]\u{1f}:statement\u{1f}{\u{1f}:url\u{1f}\"/\u{1f}:version\u{1f}\"1\u{1f}}\u{1f}}";

fuzz_target!(|text: &str| {
    let mut gate = None;
    let _ = ask(&mut gate, "i\u{1f}site.example");
    let mut is_answered = false;
    // One question a line; a line of its own stands for the whole policy.
    for line in text.split('\n').take(64) {
        let question = if line == "P" { POLICY } else { line };
        // These bring a record; a policy may make anything of a purpose.
        is_answered |= question.starts_with(['a', 'r', 'p', 'i']) && question != POLICY;
        let _ = ask(&mut gate, question);
    }
    if !is_answered {
        for ids in ["analytics", "marketing", "a", "?", " ", "necessary unknown"] {
            assert!(ask(&mut gate, &["j\u{1f}\u{1f}\u{1f}", ids].concat()).is_none(), "{ids}");
        }
        assert!(ask(&mut gate, "j\u{1f}doubleclick.net\u{1f}/\u{1f}").is_none());
    }
});
