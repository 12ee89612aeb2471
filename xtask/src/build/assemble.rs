//! Putting the npm package together, and laying it out in `pkg/`.

use std::path::{Path, PathBuf};

use crate::build::workplace;
use crate::setup::rust::Recipe;
use crate::{Outcome, files, places};

/// Puts the package together in a folder of its own and returns that folder.
pub(super) fn package(recipe: Recipe, bundles: &Path, declarations: &Path) -> Outcome<PathBuf> {
    let folder = workplace(recipe).join("package");
    files::remove(&folder)?;
    for made in [bundles, declarations] {
        // The pattern is inside the scripts already.
        for name in files::names(made)?.into_iter().filter(|name| !name.ends_with(".txt")) {
            files::copy(&made.join(&name), &folder.join(&name))?;
        }
    }
    let root = places::root();
    for name in files::names(&root.join("js/npm"))? {
        if name.ends_with(".d.ts") {
            files::copy(&root.join("js/npm").join(&name), &folder.join(&name))?;
        }
    }
    // The contract of the exports is the contract of the package.
    files::copy(&root.join("src/api/types.d.ts"), &folder.join("index.d.ts"))?;
    for schema in ["receipt", "report"] {
        let from = root.join(format!("src/api/{schema}.schema.json"));
        files::copy(&from, &folder.join(format!("menshen-{schema}.schema.json")))?;
    }
    for name in files::names(&root)? {
        if name.starts_with("LICENSE-") {
            files::copy(&root.join(&name), &folder.join(&name))?;
        }
    }
    files::write(&folder.join("README.md"), unlinked(&files::read_text(&root.join("README.md"))?))?;
    files::write(&folder.join("package.json"), manifest()?)?;
    Ok(folder)
}

/// Makes one folder the image of another, touching only what differs: other programs may be reading it.
pub(super) fn mirror(from: &Path, to: &Path) -> Outcome {
    let wanted = files::names(from)?;
    for name in files::names(to)? {
        if !wanted.contains(&name) || to.join(&name).is_dir() {
            files::remove(&to.join(&name))?;
        }
    }
    for name in wanted {
        let contents = files::read(&from.join(&name))?;
        if files::read(&to.join(&name)).is_ok_and(|present| present == contents) {
            continue;
        }
        files::write(&to.join(&name), contents)?;
    }
    Ok(())
}

/// Returns a text in which links to files of this repository, which are not in the package, are their words alone.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](")
        && let Some((target, behind)) = after.split_once(')')
        && let Some((lead, words)) = before.rsplit_once('[')
    {
        out.push_str(lead);
        if target.contains("://") {
            out.push_str(&format!("[{words}]({target})"));
        } else {
            out.push_str(words);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Returns the package's manifest: the template with the crate's version.
fn manifest() -> Outcome<String> {
    const PLACE: &str = "\"version\": \"0.0.0\"";
    let root = places::root();
    let template = files::read_text(&root.join("js/npm/package.json"))?;
    if !template.contains(PLACE) {
        return Err(format!("found no {PLACE} in js/npm/package.json, expected it for the crate's version"));
    }
    let cargo = files::read_text(&root.join("Cargo.toml"))?;
    let version = cargo.lines().find_map(|line| line.strip_prefix("version = "));
    let Some(version) = version else {
        return Err("found no version in Cargo.toml, expected one under [package]".into());
    };
    Ok(template.replace(PLACE, &format!("\"version\": {version}")))
}
