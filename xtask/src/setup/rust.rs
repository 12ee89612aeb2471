//! Compilers: the wasm32 target, and the best toolchain for small modules that this machine can have.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{self, command};
use crate::{Outcome, files, places, setup};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The nightly whose modules ship: another day's differ by some bytes.
const PINNED: &str = "nightly-2026-10-30";

/// How modules are compiled, best first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// The standard library rebuilt for size, by the nightly that is pinned.
    Pinned,
    /// The same by whatever nightly there is.
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
            Self::Pinned => "the pinned nightly and a standard library rebuilt for size",
            Self::Nightly => "another nightly and a standard library rebuilt for size",
            Self::Bootstrapped => "stable and a standard library rebuilt for size (RUSTC_BOOTSTRAP)",
            Self::Plain => "stable and its own standard library",
        }
    }

    /// Returns the word that stands for it in folder names.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Pinned | Self::Nightly | Self::Bootstrapped => "smallest",
            Self::Plain => "plain",
        }
    }

    /// Returns the name of its toolchain, if it is not the one in use.
    fn toolchain(self) -> Option<&'static str> {
        match self {
            Self::Pinned => Some(PINNED),
            Self::Nightly => Some("nightly"),
            Self::Bootstrapped | Self::Plain => None,
        }
    }

    /// Has cargo or rustc use its toolchain. To be told before all else.
    pub(crate) fn choose(self, command: &mut Command) {
        command.args(self.toolchain().map(|name| format!("+{name}")));
    }

    /// Returns what the choice means when it is not the first one.
    fn warning(self) -> Option<&'static str> {
        match self {
            Self::Pinned => None,
            Self::Nightly => Some(
                "warning: the pinned nightly could not be had; another one is used, and sizes may differ by \
                 some bytes from those that ship",
            ),
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
    if sysroot(Recipe::Plain)?.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
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
    for recipe in [Recipe::Pinned, Recipe::Nightly] {
        if has_nightly(recipe)? {
            return Ok(warned(recipe));
        }
    }
    if !has_source(Recipe::Plain) && !is_refused("rust-src")? {
        process::succeeds(command("rustup").args(["component", "add", "rust-src"]));
        remember("rust-src", has_source(Recipe::Plain))?;
    }
    Ok(warned(if has_source(Recipe::Plain) { Recipe::Bootstrapped } else { Recipe::Plain }))
}

/// Says whether the nightly of a recipe is there, or can be had.
fn has_nightly(recipe: Recipe) -> Outcome<bool> {
    let Some(name) = recipe.toolchain() else { return Ok(false) };
    if has_source(recipe) || is_refused(name)? {
        return Ok(has_source(recipe));
    }
    setup::announce(&format!("{name} with rust-src"), "rebuilds the standard library for size");
    let source = ["--profile", "minimal", "-c", "rust-src", "--no-self-update"];
    process::succeeds(command("rustup").args(["toolchain", "install", name]).args(source));
    remember(name, has_source(recipe))?;
    Ok(has_source(recipe))
}

/// Says whether something could not be had: asking again takes long and changes nothing on most machines.
fn is_refused(name: &str) -> Outcome<bool> {
    Ok(refusals().is_file() && files::read_text(&refusals())?.lines().any(|line| line == name))
}

/// Writes down what could not be had.
fn remember(name: &str, is_there: bool) -> Outcome {
    if is_there {
        return Ok(());
    }
    let before = if refusals().is_file() { files::read_text(&refusals())? } else { String::new() };
    files::write(&refusals(), format!("{before}{name}\n"))
}

/// Makes the next [`recipe`] ask again for what was refused.
pub(super) fn forget_refusals() -> Outcome {
    files::remove(&refusals())
}

fn warned(recipe: Recipe) -> Recipe {
    if let Some(warning) = recipe.warning() {
        eprintln!("{warning}");
    }
    recipe
}

fn refusals() -> PathBuf {
    places::tools().join("refused-toolchain")
}

fn has_source(recipe: Recipe) -> bool {
    sysroot(recipe).is_ok_and(|root| root.join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

fn sysroot(recipe: Recipe) -> Outcome<PathBuf> {
    let mut rustc = command("rustc");
    recipe.choose(&mut rustc);
    let answer = process::capture(rustc.args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(answer.trim()))
}
