//! Making the catalogue of known third parties from the data set that npm brings.

use std::process::Stdio;

use crate::process::{self, command as program};
use crate::setup::{self, Need};
use crate::{Outcome, places};

/// Runs `cargo xtask catalogue`: writes the tables and prints what they are worth.
pub(crate) fn command() -> Outcome {
    setup::ensure(&[Need::Build])?;
    make(&[])
}

/// Fails if the tables are not what the data set makes.
pub(crate) fn check() -> Outcome {
    make(&["--check"])
}

fn make(options: &[&str]) -> Outcome {
    let mut rows = program("node");
    rows.arg("xtask/src/catalogue/hosts.mjs").stdout(Stdio::piped());
    let mut rows = rows.spawn().map_err(|cause| format!("node could not be started: {cause}"))?;
    let mut tables = program("cargo");
    tables.args(["run", "--quiet", "--release", "--package", "xtask", "--features", "schema"]);
    tables.args(["--bin", "catalogue", "--"]).arg(places::root().join("src/domain/catalogue")).args(options);
    if let Some(rows) = rows.stdout.take() {
        tables.stdin(rows);
    }
    process::run(&mut tables)?;
    let status = rows.wait().map_err(|cause| format!("node could not be waited for: {cause}"))?;
    if status.success() { Ok(()) } else { Err(format!("the data set could not be read: {status}")) }
}
