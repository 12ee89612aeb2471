//! Whole pages: the demo and the fixtures of `tests/e2e`, in one engine at a time.

use crate::process::{self, command};
use crate::test::Extent;
use crate::{Outcome, build};

/// What is run with `menshen-full.js` each time; with `--full` everything is.
const FOREMOST: &str = "catalogue,marked";

/// Runs cases in all engines with the file that knows the whole catalogue in place of the usual one.
pub(super) fn run_full(extent: Extent) -> Outcome {
    build::ship()?;
    let mut run = command("node");
    run.args(["tests/e2e/run.mjs", "--full"]);
    if extent == Extent::Usual {
        run.args(["--only", FOREMOST]);
    }
    process::run(&mut run)
}

/// Runs every case in one engine.
pub(super) fn run(engine: &str) -> Outcome {
    build::ship()?;
    process::run(command("node").args(["tests/e2e/run.mjs", engine]))
}
