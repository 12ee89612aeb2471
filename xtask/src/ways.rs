//! Measuring what becomes of every way out of a page, for the documentation.

use crate::process;
use crate::setup::{self, Need};
use crate::{Outcome, build};

/// Builds, then measures and writes where the script says.
pub(crate) fn command() -> Outcome {
    setup::ensure(&[Need::Build, Need::Browsers])?;
    build::ship()?;
    process::become_program(process::command("node").arg("tests/e2e/ways.mjs"))
}
