//! What the table of a policy's keys is written out as: its schema, its types, its pattern.

use std::path::PathBuf;

use crate::Outcome;
use crate::build::fingerprint::Fingerprint;
use crate::build::workplace;
use crate::process::{self, command};
use crate::setup::rust::Recipe;

/// Writes them, and returns their folder.
pub(super) fn all(recipe: Recipe) -> Outcome<PathBuf> {
    let place = workplace(recipe);
    let folder = place.join("declarations");
    let mut inputs = Fingerprint::new("declarations")?;
    inputs.files(&["src/domain", "xtask/src/bin"])?;
    inputs.unless_known(&place.join("declarations.stamp"), || {
        let program = ["run", "--quiet", "--package", "xtask", "--features", "schema", "--bin", "schema"];
        process::run(command("cargo").args(program).arg("--").arg(&folder))
    })?;
    Ok(folder)
}
