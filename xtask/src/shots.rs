//! Writing screenshots of notice and settings.

use crate::process;
use crate::setup::{self, Need};
use crate::{Outcome, build};

/// Builds, then writes the screenshots where the script says.
pub(crate) fn command() -> Outcome {
    setup::ensure(&[Need::Build, Need::Browsers])?;
    build::ship()?;
    process::become_program(process::command("node").arg("tests/e2e/shots.mjs"))
}
