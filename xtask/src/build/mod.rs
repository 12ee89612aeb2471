//! Making the npm package: compile, bind, optimise, bundle, assemble, and look at what is shipped.
//!
//! ```text
//! src/ ── cargo ──► module.wasm ── wasm-bindgen ──► glue.js + bound.wasm ── wasm-opt ──► small.wasm
//!                                                      │                                    │
//! js/ ───────────────────────────────────────────────── esbuild (js/build.mjs) ─────────────┴──► pkg/
//! ```

mod assemble;
mod bundle;
mod compile;
mod declare;
mod fingerprint;
mod privacy;

use std::fs::File;
use std::path::PathBuf;
use std::time::Instant;

use crate::setup::rust::Recipe;
use crate::setup::{self, Need};
use crate::{Outcome, files, places};

/// The modules, named as the cargo features that choose them.
const MODULES: [&str; 3] = ["gate", "full", "notice"];

/// Runs `cargo xtask build`.
pub(crate) fn command(options: &[String]) -> Outcome {
    let recipe = match options {
        [] => None,
        [option] if option == "--plain" => Some(Recipe::Plain),
        _ => return Err(format!("found `{}`, expected nothing or --plain", options.join(" "))),
    };
    setup::ensure(&[Need::Build])?;
    match recipe {
        Some(recipe) => package(recipe),
        None => ship(),
    }
}

/// Makes `pkg/` as it ships: with the smallest recipe that this machine can have.
pub(crate) fn ship() -> Outcome {
    package(setup::rust::recipe()?)
}

/// Makes `pkg/` with one recipe.
fn package(recipe: Recipe) -> Outcome {
    let begun = Instant::now();
    let _alone = alone()?;
    assemble::mirror(&make_alone(recipe)?, &places::package())?;
    let seconds = begun.elapsed().as_secs_f32();
    println!("pkg/ is ready, built with {} ({seconds:.1} s)", recipe.describe());
    Ok(())
}

/// Makes the package with one recipe in a folder of its own and returns that folder.
pub(crate) fn make(recipe: Recipe) -> Outcome<PathBuf> {
    let _alone = alone()?;
    make_alone(recipe)
}

/// Makes the gate's module with the names of its functions in it, and returns it.
pub(crate) fn named(recipe: Recipe) -> Outcome<PathBuf> {
    let _alone = alone()?;
    compile::named(recipe, "gate")
}

fn make_alone(recipe: Recipe) -> Outcome<PathBuf> {
    for module in MODULES {
        compile::module(recipe, module)?;
    }
    let declarations = declare::all(recipe)?;
    let bundles = bundle::all(recipe)?;
    let folder = assemble::package(recipe, &bundles, &declarations)?;
    privacy::check(&folder)?;
    Ok(folder)
}

/// Waits until no other build is going on; the lock goes with the file that is returned.
fn alone() -> Outcome<File> {
    let place = places::target().join("modules/lock");
    files::write(&place, "")?;
    let failed = |cause| format!("{} could not be locked: {cause}", place.display());
    let file = File::open(&place).map_err(failed)?;
    if file.try_lock().is_err() {
        println!("waiting for another build");
        file.lock().map_err(failed)?;
    }
    Ok(file)
}

/// Where everything of one recipe is built, apart from the others so that none undoes another's work.
fn workplace(recipe: Recipe) -> PathBuf {
    places::target().join("modules").join(recipe.folder())
}
