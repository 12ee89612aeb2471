//! What we depend on: licences, bans, sources, and known vulnerabilities.

use crate::Outcome;
use crate::process::{self, command};

/// Checks dependencies by `deny.toml`.
pub(super) fn check() -> Outcome {
    process::run(command("cargo-deny").args([
        "--locked",
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]))?;
    advisories()
}

/// Checks against the advisory database, which lies on the internet.
fn advisories() -> Outcome {
    match process::capture(command("cargo-deny").args(["--locked", "--all-features", "check", "advisories"]))
    {
        Ok(_) => {
            println!("advisories ok");
            Ok(())
        }
        Err(message) if message.contains("failed to fetch advisory database") => {
            println!("advisories skipped: the advisory database is out of reach from here");
            Ok(())
        }
        Err(message) => Err(message),
    }
}
