//! Compilers: the wasm32 target, and the best toolchain for small modules that this machine can have.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::process::{self, command};
use crate::{Outcome, files, places, setup};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How modules are compiled, best first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// The standard library rebuilt for size, by nightly.
    Nightly,
    /// The same by the stable compiler, told to accept unstable options.
    Bootstrapped,
    /// The stable compiler with the standard library as it comes.
    Plain,
}

impl Recipe {
    /// Says in a few words what is used.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Nightly => "nightly and a standard library rebuilt for size",
            Self::Bootstrapped => "stable and a standard library rebuilt for size (RUSTC_BOOTSTRAP)",
            Self::Plain => "stable and its own standard library",
        }
    }

    /// Returns the word that stands for it in folder names.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Nightly | Self::Bootstrapped => "smallest",
            Self::Plain => "plain",
        }
    }

    /// Returns what the choice means when it is not the first one.
    fn warning(self) -> Option<&'static str> {
        match self {
            Self::Nightly => None,
            Self::Bootstrapped => Some(
                "warning: no nightly toolchain could be had; the stable one is used with RUSTC_BOOTSTRAP=1, \
                 which gives modules of about the same size",
            ),
            Self::Plain => Some(
                "warning: neither nightly nor rust-src could be had; modules are built by plain stable and are \
                 LARGER than those that ship. For the smallest: rustup toolchain install nightly --profile \
                 minimal -c rust-src",
            ),
        }
    }
}

/// Adds the wasm32 target to the toolchain in use.
pub(super) fn wasm_target() -> Outcome {
    if sysroot(&[])?.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    setup::announce(TARGET, "the standard library that modules are compiled against");
    // `rust-toolchain.toml` names the target, but rustup adds it by itself only where RUSTUP_AUTO_INSTALL allows.
    process::run(command("rustup").args(["target", "add", TARGET])).map_err(|cause| {
        format!(
            "{cause}\nexpected rustup, or a Rust from the distribution that has {TARGET} (Debian: rustc-web)"
        )
    })
}

/// Adds the formatter and the linter to the toolchain in use.
pub(super) fn lints() -> Outcome {
    let is_present = |name: &str| process::succeeds(command("cargo").args([name, "--version"]));
    if is_present("fmt") && is_present("clippy") {
        return Ok(());
    }
    setup::announce("rustfmt and clippy", "check every change");
    process::run(command("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

/// Returns the best recipe that this machine can have, installing what it needs.
pub(crate) fn recipe() -> Outcome<Recipe> {
    // Asked many times in one run, and warns: once is enough.
    static FOUND: OnceLock<Recipe> = OnceLock::new();
    match FOUND.get() {
        Some(recipe) => Ok(*recipe),
        None => find_recipe().map(|recipe| *FOUND.get_or_init(|| recipe)),
    }
}

fn find_recipe() -> Outcome<Recipe> {
    if nightly_has_source() {
        return Ok(Recipe::Nightly);
    }
    // A refusal is remembered, since asking again takes long and changes nothing on most machines.
    if let Ok(word) = files::read_text(&refusals()) {
        let remembered =
            if word == "plain" || !has_source(&[]) { Recipe::Plain } else { Recipe::Bootstrapped };
        warn(remembered);
        return Ok(remembered);
    }
    setup::announce("nightly with rust-src", "rebuilds the standard library for size");
    process::succeeds(command("rustup").args([
        "toolchain",
        "install",
        "nightly",
        "--profile",
        "minimal",
        "-c",
        "rust-src",
        "--no-self-update",
    ]));
    if nightly_has_source() {
        return Ok(Recipe::Nightly);
    }
    if !has_source(&[]) {
        process::succeeds(command("rustup").args(["component", "add", "rust-src"]));
    }
    let next_best = if has_source(&[]) { Recipe::Bootstrapped } else { Recipe::Plain };
    files::write(&refusals(), if next_best == Recipe::Plain { "plain" } else { "nightly" })?;
    warn(next_best);
    Ok(next_best)
}

/// Makes the next [`recipe`] ask again for what was refused.
pub(super) fn forget_refusals() -> Outcome {
    files::remove(&refusals())
}

fn warn(recipe: Recipe) {
    if let Some(warning) = recipe.warning() {
        eprintln!("{warning}");
    }
}

fn refusals() -> PathBuf {
    places::tools().join("refused-toolchain")
}

fn nightly_has_source() -> bool {
    has_source(&["+nightly"])
}

fn has_source(toolchain: &[&str]) -> bool {
    sysroot(toolchain).is_ok_and(|root| root.join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

fn sysroot(toolchain: &[&str]) -> Outcome<PathBuf> {
    let answer = process::capture(command("rustc").args(toolchain).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(answer.trim()))
}
