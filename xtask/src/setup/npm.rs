//! The JavaScript tools, exactly as `package-lock.json` names them.

use std::path::PathBuf;

use crate::process::{self, command};
use crate::{Outcome, files, places, setup};

/// Runs `npm ci` unless the lock file is the one it last ran for.
pub(super) fn packages() -> Outcome {
    let lock = files::read(&places::root().join("package-lock.json"))?;
    if files::read(&installed_lock()).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    setup::announce(
        "npm packages",
        "esbuild, binaryen and TypeScript build the package; drivers and trackers test it",
    );
    process::run(command("npm").args(["ci", "--no-progress", "--loglevel=error"]))?;
    files::write(&installed_lock(), lock)
}

/// The lock file of what is installed. It lies in `node_modules` so that both vanish together.
fn installed_lock() -> PathBuf {
    places::root().join("node_modules/.installed-lock.json")
}
