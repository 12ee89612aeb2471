//! Whole pages: the demo and the fixtures of `tests/e2e`, in one engine at a time.

use crate::process::{self, command};
use crate::test::Extent;
use crate::{Outcome, build};

/// Runs every case in one engine.
pub(super) fn run(engine: &str, extent: Extent) -> Outcome {
    build::ship()?;
    let mut test = command("xvfb-run");
    test.args(["--auto-servernum", "node", "tests/e2e/run.mjs", engine]);
    if extent == Extent::Full {
        test.arg("--full");
    }
    process::run(&mut test)
}
