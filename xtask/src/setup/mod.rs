//! Bringing the tools: what a command needs and the machine lacks is installed, and said.
//!
//! Every check is cheap, so that a machine that has all passes in well under a second, in silence.

pub(crate) mod rust;

mod cargo_tool;
mod npm;
mod system;

use crate::{Outcome, process};

/// What a command may need.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The formatter and the linter.
    Lints,
    /// Everything that `cargo xtask build` calls.
    Build,
    /// wasm-pack, which runs the browser suites.
    WasmPack,
    /// cargo-fuzz, which feeds the domain whatever comes.
    Fuzz,
    /// cargo-deny, which checks licences and sources.
    Deny,
    /// Chromium, Firefox, WebKitGTK, their drivers, and fonts to read Chinese screenshots.
    Browsers,
}

/// Installs everything that any command needs.
pub(crate) fn everything() -> Outcome {
    // Asked for by name, a refusal met earlier is worth another try.
    rust::forget_refusals()?;
    ensure(&[Need::Lints, Need::Build, Need::WasmPack, Need::Deny, Need::Fuzz, Need::Browsers])?;
    println!("everything is there; modules are built with {}", rust::recipe()?.describe());
    Ok(())
}

/// Installs what the given needs lack, the cheap and the likely to be refused first.
pub(crate) fn ensure(needs: &[Need]) -> Outcome {
    if needs.contains(&Need::Browsers) {
        system::browsers()?;
    }
    if needs.contains(&Need::Lints) {
        rust::lints()?;
    }
    if needs.contains(&Need::Build) {
        node()?;
        rust::wasm_target()?;
        npm::packages()?;
        rust::recipe()?;
        cargo_tool::ensure(&cargo_tool::WASM_BINDGEN)?;
    }
    if needs.contains(&Need::WasmPack) {
        cargo_tool::ensure(&cargo_tool::WASM_PACK)?;
    }
    if needs.contains(&Need::Fuzz) {
        rust::recipe()?;
        cargo_tool::ensure(&cargo_tool::CARGO_FUZZ)?;
    }
    if needs.contains(&Need::Deny) {
        cargo_tool::ensure(&cargo_tool::CARGO_DENY)?;
    }
    if needs.contains(&Need::Browsers) {
        cargo_tool::ensure(&cargo_tool::GECKODRIVER)?;
        system::link_webkit_driver()?;
    }
    cargo_tool::clean()
}

/// Says what is about to be installed and why; the reader may wonder what takes so long.
fn announce(what: &str, why: &str) {
    println!("installing {what}: {why}");
}

fn node() -> Outcome {
    if process::succeeds(process::command("npm").arg("--version")) {
        return Ok(());
    }
    Err("found no npm, expected node 20 or newer with npm; on Debian: apt-get install nodejs npm".into())
}
