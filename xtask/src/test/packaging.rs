//! The package as others get it.

use crate::process::{self, command};
use crate::{Outcome, build, files, places};

/// Shows that a bare `wasm-pack build` costs nothing but another build, then uses the packed package.
pub(super) fn check() -> Outcome {
    build::ship()?;
    let whole = snapshot()?;
    // It writes its own manifest, README and glue into `pkg/`: people type it, so we must survive it.
    process::run(command("wasm-pack").args(["build", "--mode", "no-install"]))?;
    if snapshot()? == whole {
        return Err("found pkg/ untouched by `wasm-pack build`, expected it to be overwritten; this test tests nothing".into());
    }
    build::ship()?;
    if snapshot()? != whole {
        return Err("found another pkg/ after `wasm-pack build` and `cargo xtask build` than before".into());
    }
    process::run(command("node").args(["--test", "--test-reporter=spec", "tests/packaging/"]))
}

/// Returns every file of `pkg/` with its contents.
fn snapshot() -> Outcome<Vec<(String, Vec<u8>)>> {
    let package = places::package();
    let read = |file: std::path::PathBuf| Ok((file.to_string_lossy().into_owned(), files::read(&file)?));
    files::below(&package)?.into_iter().map(read).collect()
}
