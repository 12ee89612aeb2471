//! Where things lie.

use std::path::{Path, PathBuf};

/// Returns the root of the checkout.
pub(crate) fn root() -> PathBuf {
    // `cargo run` sets the variable afresh, so a checkout that was moved is still found.
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map_or(own.clone(), Path::to_path_buf)
}

/// Returns cargo's target directory.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}

/// Returns the project's own tools, so that a version the user installed is never replaced.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// Returns a program that `npm ci` installed.
pub(crate) fn npm_program(name: &str) -> PathBuf {
    root().join("node_modules/.bin").join(name)
}

/// Returns the npm package that `cargo xtask build` makes.
pub(crate) fn package() -> PathBuf {
    root().join("pkg")
}

/// Returns the places that a shipped file must not name, each with what it is called there instead.
pub(crate) fn private() -> Vec<(PathBuf, &'static str)> {
    let mut places = vec![(root(), "/menshen"), (target(), "/target")];
    let home = std::env::var_os("HOME").map(PathBuf::from);
    places.extend(home.clone().map(|home| (home, "/home")));
    let or_home = |variable: &str, folder: &str| {
        std::env::var_os(variable).map(PathBuf::from).or_else(|| home.as_ref().map(|home| home.join(folder)))
    };
    if let Some(cargo) = or_home("CARGO_HOME", ".cargo") {
        places.push((cargo, "/cargo"));
    }
    if let Some(rustup) = or_home("RUSTUP_HOME", ".rustup") {
        places.push((rustup, "/rustup"));
    }
    places
}

/// Returns the first program of that name on the search path, the project's own tools first.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let own = tools().join("bin").join(name);
    if own.is_file() {
        return Some(own);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
