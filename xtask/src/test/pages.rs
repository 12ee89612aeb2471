//! Whole pages: the demo and the fixtures of `tests/e2e`, in one engine at a time.

use crate::process::{self, command};
use crate::{Outcome, build};

/// Runs every case in one engine.
pub(super) fn run(engine: &str) -> Outcome {
    build::ship()?;
    process::run(command("node").args(["tests/e2e/run.mjs", engine]))
}
