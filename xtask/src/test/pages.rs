//! Whole pages: the demo and the fixtures of `tests/e2e`.

use crate::process::{self, command};
use crate::test::Extent;
use crate::{Outcome, build};

/// What is run with `menshen-full.js` each time; with `--full` everything is.
const FOREMOST: &str = "catalogue";

/// What is run on pages that refuse WebAssembly each time, besides the case `csp` of all engines: where the module grows.
const SCRIPTED: &str = "demo";
/// With `--full`, everything but what WebAssembly's refusal is not for: pages that evaluate text, count the files of ours
/// that are fetched, or have no address beside which the others could lie.
const SCRIPTED_FULL: &str = "access,added,blocked,catalogue,cookies,csp,degraded,demo,early,hosts,keyboard,marked,modes,odd,purposes,record,release,tabs,trackers,unmarked,withdrawal";

/// Runs cases on pages that refuse WebAssembly, so that our modules come as scripts: in Chromium, with `--full` in all.
pub(super) fn run_scripted(extent: Extent) -> Outcome {
    build::ship()?;
    let mut run = command("node");
    run.args(["tests/e2e/run.mjs", "--nowasm", "--only"]);
    if extent == Extent::Usual {
        run.args([SCRIPTED, "chromium"])
    } else {
        run.arg(SCRIPTED_FULL)
    };
    process::run(&mut run)
}

/// Runs cases in all engines with the file that knows the whole catalogue in place of the usual one.
pub(super) fn run_full(extent: Extent) -> Outcome {
    build::ship()?;
    let mut run = command("node");
    run.args(["tests/e2e/run.mjs", "--full"]);
    if extent == Extent::Usual {
        run.args(["--only", FOREMOST]);
    }
    process::run(&mut run)
}

/// Runs every case in all engines, which mostly wait and so do not disturb each other.
pub(super) fn run(extent: Extent) -> Outcome {
    build::ship()?;
    let mut run = command("node");
    run.arg("tests/e2e/run.mjs");
    if extent == Extent::Full {
        run.arg("--long");
    }
    process::run(&mut run)
}
