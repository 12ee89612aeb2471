//! Types: of our own JavaScript, and of the package as a TypeScript reader uses it.

use crate::process::{self, command};
use crate::{Outcome, build, places};

/// Type-checks `js/` with the comments as types, then `tests/types` against the package in `pkg/`.
pub(super) fn check() -> Outcome {
    build::ship()?;
    for project in ["tsconfig.json", "tests/types/tsconfig.json"] {
        process::run(command(places::npm_program("tsc")).args(["--project", project]))?;
    }
    Ok(())
}
