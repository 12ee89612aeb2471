//! Whole pages: the demo and the fixtures of `tests/e2e`, in one engine at a time.

use crate::process::{self, command};
use crate::{Outcome, build};

/// Runs every case in one engine.
pub(super) fn run(engine: &str) -> Outcome {
    build::ship()?;
    // WebKitGTK has no headless mode of its own, so there is a screen that nobody sees.
    process::run(command("xvfb-run").args(["--auto-servernum", "node", "tests/e2e/run.mjs", engine]))
}
