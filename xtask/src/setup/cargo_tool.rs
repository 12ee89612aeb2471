//! Tools that cargo installs, each in one pinned version.

use std::path::PathBuf;

use crate::process::{self, command};
use crate::{Outcome, files, places, setup};

/// Holds one tool: what to install, and the programs that it must give.
pub(super) struct CargoTool {
    package: &'static str,
    version: &'static str,
    programs: &'static [&'static str],
    /// Whether the tool's own lock file can be followed.
    is_locked: bool,
    why: &'static str,
}

/// The same version as the `wasm-bindgen` crate in `Cargo.toml`; the two speak one private format.
pub(super) const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    // Its lock file names a version of webpki-roots that the index does not have.
    is_locked: false,
    why: "makes compiled modules loadable by a page",
};

pub(super) const WASM_PACK: CargoTool = CargoTool {
    package: "wasm-pack",
    version: "0.15.1",
    programs: &["wasm-pack"],
    is_locked: true,
    why: "runs the browser suites",
};

pub(super) const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    version: "0.37.1",
    programs: &["geckodriver"],
    is_locked: true,
    why: "drives Firefox",
};

pub(super) const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    version: "0.20.2",
    programs: &["cargo-deny"],
    is_locked: true,
    why: "checks the licences and sources of dependencies",
};

pub(super) const CARGO_FUZZ: CargoTool = CargoTool {
    package: "cargo-fuzz",
    version: "0.13.2",
    programs: &["cargo-fuzz"],
    is_locked: true,
    why: "feeds the domain whatever comes",
};

/// Installs the tool into the project's own folder unless that version is at hand already.
pub(super) fn ensure(tool: &CargoTool) -> Outcome {
    if is_present(tool) {
        return Ok(());
    }
    setup::announce(&format!("{} {}", tool.package, tool.version), tool.why);
    files::make_folder(&places::tools())?;
    let mut install = command("cargo");
    // Built without optimisation or debug information: quick to get, and quick enough to use.
    install.args(["install", tool.package, "--version", tool.version, "--debug", "--force", "--quiet"]);
    install.arg("--root").arg(places::tools()).env("CARGO_PROFILE_DEV_DEBUG", "0");
    // One build folder for all of them, since they share many dependencies.
    install.env("CARGO_TARGET_DIR", build_folder());
    // The flags of this project are not the tool's.
    install.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    if tool.is_locked {
        install.arg("--locked");
    }
    process::run(&mut install)?;
    if is_present(tool) {
        return Ok(());
    }
    Err(format!("{} {} was installed but does not run", tool.package, tool.version))
}

/// Removes what building the tools left: more than a gigabyte that nobody needs again.
pub(super) fn clean() -> Outcome {
    files::remove(&build_folder())
}

fn build_folder() -> PathBuf {
    places::tools().join("build")
}

fn is_present(tool: &CargoTool) -> bool {
    tool.programs.iter().all(|program| {
        let answer = process::capture(command(program).arg("--version"));
        answer.is_ok_and(|text| text.split_whitespace().any(|word| word == tool.version))
    })
}
