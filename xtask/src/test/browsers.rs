//! The suites of `tests/browser`, inside real engines.

use crate::process::{self, command};
use crate::{Outcome, files, places};

/// Runs the suites in all three engines.
pub(super) fn suites() -> Outcome {
    declared()?;
    // WebKitGTK has no headless mode of its own, so there is a screen that nobody sees.
    let mut test = command("xvfb-run");
    test.args(["--auto-servernum", "wasm-pack", "test", "--headless", "--chrome", "--firefox", "--safari"]);
    // Only the tools that set-up brought: wasm-pack would fetch others.
    test.args(["--mode", "no-install"]);
    // A busy machine takes longer to open a browser than the 20 seconds that are usual.
    test.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    process::run(&mut test)
}

/// Fails if a suite would be passed over: cargo does not look for tests in folders below `tests`.
fn declared() -> Outcome {
    let root = places::root();
    let manifest = files::read_text(&root.join("Cargo.toml"))?;
    let suites: Vec<String> =
        files::names(&root.join("tests/browser"))?.into_iter().filter(|name| name.ends_with(".rs")).collect();
    if suites.is_empty() {
        return Err("found no suite in tests/browser, expected at least one".into());
    }
    let path = |name: &&String| format!("path = \"tests/browser/{name}\"");
    match suites.iter().find(|name| !manifest.contains(&path(name))) {
        None => Ok(()),
        Some(name) => Err(format!("found no [[test]] with the {} in Cargo.toml, expected one", path(&name))),
    }
}
