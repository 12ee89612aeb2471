//! Running what needs the engines and is no test: pictures to look at, measurements to write down.

use crate::process;
use crate::setup::{self, Need};
use crate::{Outcome, build};

/// Measures what a decision costs natively, then in pages.
pub(crate) fn bench() -> Outcome {
    process::run(process::command("cargo").args(["bench", "--quiet", "--locked", "--bench", "decision"]))?;
    command("benches/page.mjs")
}

/// Builds, then becomes a script, which writes where it says.
pub(crate) fn command(script: &str) -> Outcome {
    setup::ensure(&[Need::Build, Need::Browsers])?;
    build::ship()?;
    process::become_program(process::command("node").arg(script))
}
