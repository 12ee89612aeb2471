//! What cargo itself checks.

use crate::process::{self, command};
use crate::setup::rust::TARGET;
use crate::setup::{self, Need};
use crate::test::Extent;
use crate::{Outcome, fuzz};

/// Checks the formatting.
pub(super) fn fmt() -> Outcome {
    process::run(command("cargo").args(["fmt", "--all", "--check"]))
}

/// Runs clippy on everything that is built: natively and for wasm32, with all features and with each alone.
pub(super) fn clippy() -> Outcome {
    let wasm = ["--target", TARGET];
    lint(&["--workspace", "--all-targets", "--all-features"])?;
    lint(&[&wasm[..], &["--lib", "--tests"]].concat())?;
    for module in ["gate", "full", "notice"] {
        let alone = ["--lib", "--no-default-features", "--features", module];
        lint(&alone)?;
        lint(&[&wasm[..], &alone].concat())?;
    }
    Ok(())
}

fn lint(what: &[&str]) -> Outcome {
    println!("clippy {}", what.join(" "));
    process::run(
        command("cargo")
            .args(["clippy", "--quiet", "--locked"])
            .args(what)
            .args(["--", "--deny", "warnings"]),
    )
}

/// For how many seconds each target of `cargo xtask fuzz` is fed by `--full`.
const FED: u32 = 120;

/// Runs the native tests.
pub(super) fn native(extent: Extent) -> Outcome {
    let mut test = command("cargo");
    test.args(["test", "--quiet", "--locked", "--workspace"]);
    if extent == Extent::Full {
        // Property tests run 256 cases when nothing is said.
        test.env("PROPTEST_CASES", "100000");
    }
    process::run(&mut test)?;
    if extent == Extent::Full {
        setup::ensure(&[Need::Fuzz])?;
        fuzz::all(FED)?;
    }
    // What of the hand needs no browser.
    process::run(command("node").args(["--test", "--test-reporter=dot", "tests/hand/"]))
}

/// Builds the documentation, natively and as the page sees the crate.
pub(super) fn docs() -> Outcome {
    for target in [&[][..], &["--target", TARGET]] {
        let mut doc = command("cargo");
        doc.args(["doc", "--quiet", "--locked", "--no-deps", "--lib"]).args(target);
        process::run(doc.env("RUSTDOCFLAGS", "--deny warnings"))?;
    }
    Ok(())
}
