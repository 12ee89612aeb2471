//! Running what needs the engines and is no test: pictures to look at, measurements to write down.

use crate::process;
use crate::setup::{self, Need};
use crate::{Outcome, build};

/// Builds, then becomes a script of `tests/e2e`, which writes where it says.
pub(crate) fn command(script: &str) -> Outcome {
    setup::ensure(&[Need::Build, Need::Browsers])?;
    build::ship()?;
    process::become_program(process::command("node").arg(format!("tests/e2e/{script}")))
}
