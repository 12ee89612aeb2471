//! From modules, glue and `js/` to the files that pages load.

use std::path::PathBuf;

use crate::build::fingerprint::Fingerprint;
use crate::build::{MODULES, workplace};
use crate::process::{self, command};
use crate::setup::rust::Recipe;
use crate::{Outcome, files};

/// Bundles all scripts and returns the folder in which they lie.
pub(super) fn all(recipe: Recipe) -> Outcome<PathBuf> {
    let place = workplace(recipe);
    let bundles = place.join("bundles");
    let modules = MODULES.iter().flat_map(|module| {
        [".wasm", ".js", ".names.json", "-nowasm.js", "-nowasm.names.json"]
            .map(|kind| place.join(format!("{module}{kind}")))
    });
    let mut inputs = Fingerprint::new("bundles")?;
    inputs.files(&[
        "js",
        "src/browser/notice/notice.css",
        "src/domain/text/languages",
        "package-lock.json",
    ])?;
    inputs.each(modules)?;
    inputs.each([place.join("declarations/pattern.txt")].into_iter())?;
    inputs.unless_known(&place.join("bundles.stamp"), || {
        // Emptied first, so that a script that is no longer made does not linger in the package.
        files::remove(&bundles)?;
        process::run(command("node").arg("js/build.mjs").arg(&place).arg(&bundles))
    })?;
    Ok(bundles)
}
