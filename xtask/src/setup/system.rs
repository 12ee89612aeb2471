//! Browsers and their drivers, from Debian's packages.

use std::path::PathBuf;

use crate::process::{self, command};
use crate::{Outcome, files, places, setup};

struct SystemPackage {
    name: &'static str,
    why: &'static str,
    is_present: fn() -> bool,
}

const BROWSERS: &[SystemPackage] = &[
    SystemPackage { name: "chromium", why: "an engine to test in", is_present: || has("chromium") },
    SystemPackage { name: "chromium-driver", why: "drives Chromium", is_present: || has("chromedriver") },
    SystemPackage {
        name: "firefox-esr",
        why: "an engine to test in",
        is_present: || has("firefox-esr") || has("firefox"),
    },
    SystemPackage {
        name: "webkit2gtk-driver",
        why: "WebKitGTK and what drives it",
        is_present: || has(WEBKIT_DRIVER) && has_mini_browser(),
    },
    SystemPackage { name: "xvfb", why: "a screen for WebKitGTK", is_present: || has("xvfb-run") },
    SystemPackage { name: "xauth", why: "lets programs use that screen", is_present: || has("xauth") },
    SystemPackage {
        name: "fonts-noto-cjk",
        why: "makes Chinese screenshots readable",
        is_present: has_chinese_font,
    },
];

const WEBKIT_DRIVER: &str = "WebKitWebDriver";

/// Installs the browsers that are missing, or names their packages when that is not allowed here.
pub(super) fn browsers() -> Outcome {
    let missing: Vec<&SystemPackage> = BROWSERS.iter().filter(|package| !(package.is_present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let Some(prefix) = administrator() else {
        return Err(format!(
            "the tests need these packages, and this user may not install them; as root: apt-get install {}",
            names.join(" ")
        ));
    };
    for package in &missing {
        setup::announce(package.name, package.why);
    }
    apt_get(prefix, &["update"])?;
    let install = ["install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"];
    apt_get(prefix, &[&install, names.as_slice()].concat())?;
    match missing.iter().find(|package| !(package.is_present)()) {
        None => Ok(()),
        Some(package) => {
            Err(format!("the package {} was installed, but what it should give is not there", package.name))
        }
    }
}

/// wasm-pack looks for `safaridriver`; WebKitGTK's driver speaks the same protocol.
pub(super) fn link_webkit_driver() -> Outcome {
    let link = places::tools().join("bin/safaridriver");
    if link.exists() {
        return Ok(());
    }
    let Some(driver) = places::program(WEBKIT_DRIVER) else {
        return Err(format!("found no {WEBKIT_DRIVER}, expected it from the package webkit2gtk-driver"));
    };
    files::make_folder(&places::tools().join("bin"))?;
    files::remove(&link)?;
    std::os::unix::fs::symlink(driver, &link)
        .map_err(|cause| format!("{} could not be made: {cause}", link.display()))
}

/// Returns the words to put before a command that needs an administrator, or none if there is no way.
fn administrator() -> Option<&'static [&'static str]> {
    if !has("apt-get") {
        return None;
    }
    let is_root = process::capture(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    process::succeeds(command("sudo").args(["--non-interactive", "true"]))
        .then_some(&["sudo", "--non-interactive"])
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Outcome {
    let words =
        [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"], arguments].concat();
    match words.split_first() {
        Some((program, arguments)) => process::run_quietly(command(program).args(arguments)),
        None => Ok(()),
    }
}

fn has(program: &str) -> bool {
    places::program(program).is_some()
}

/// WebKitGTK's test browser stands in a folder named after the machine and the library's version.
fn has_mini_browser() -> bool {
    let below = |folder: PathBuf| {
        files::names(&folder).unwrap_or_default().into_iter().map(move |name| folder.join(name))
    };
    below(PathBuf::from("/usr/lib"))
        .filter(|folder| folder.is_dir())
        .chain([PathBuf::from("/usr/libexec")])
        .any(|folder| {
            below(folder).any(|place| {
                place.join("MiniBrowser").is_file() && place.to_string_lossy().contains("webkit2gtk-4")
            })
        })
}

fn has_chinese_font() -> bool {
    process::capture(command("fc-list").arg(":lang=zh")).is_ok_and(|fonts| !fonts.trim().is_empty())
}
