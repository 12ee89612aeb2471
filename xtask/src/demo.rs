//! Showing the demo site.

use crate::process;
use crate::setup::{self, Need};
use crate::{Outcome, build};

/// Builds, then serves the demo site until Ctrl-C, which reaches the server by itself.
pub(crate) fn command() -> Outcome {
    setup::ensure(&[Need::Build])?;
    build::ship()?;
    process::become_program(process::command("node").arg("www/server/main.mjs"))
}
