//! The suites of `tests/browser`, inside real engines.

use crate::Outcome;
use crate::process::{self, command};

/// Runs the suites in all three engines.
pub(super) fn suites() -> Outcome {
    // WebKitGTK has no headless mode of its own, so there is a screen that nobody sees.
    let mut test = command("xvfb-run");
    test.args(["--auto-servernum", "wasm-pack", "test", "--headless", "--chrome", "--firefox", "--safari"]);
    // Only the tools that set-up brought: wasm-pack would fetch others.
    test.args(["--mode", "no-install"]);
    // A busy machine takes longer to open a browser than the 20 seconds that are usual.
    test.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    process::run(&mut test)
}
