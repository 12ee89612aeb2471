//! Running every check there is, in parts: quick ones first, whole pages last.

mod browsers;
mod deny;
mod packaging;
mod pages;
mod rust;
mod types;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::setup::{self, Need};
use crate::{Outcome, build, catalogue, size};

/// How much to run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What every change must pass.
    Usual,
    /// With longer random and differential runs.
    Full,
}

/// One part of the whole.
struct Part {
    name: &'static str,
    what: &'static str,
    needs: &'static [Need],
    run: fn(Extent) -> Outcome,
}

const PARTS: &[Part] = &[
    Part { name: "fmt", what: "Rust is formatted", needs: &[Need::Lints], run: |_| rust::fmt() },
    Part {
        name: "clippy",
        what: "no lint, native and wasm32, each feature alone",
        needs: &[Need::Lints, Need::Build],
        run: |_| rust::clippy(),
    },
    Part {
        name: "deny",
        what: "licences, bans, sources, advisories",
        needs: &[Need::Deny],
        run: |_| deny::check(),
    },
    Part {
        name: "catalogue",
        what: "the tables of known third parties are what the data set makes",
        needs: &[Need::Build],
        run: |_| catalogue::check(),
    },
    Part { name: "native", what: "tests without a browser", needs: &[Need::Build], run: rust::native },
    Part {
        name: "docs",
        what: "documentation builds without a warning",
        needs: &[Need::Build],
        run: |_| rust::docs(),
    },
    Part { name: "build", what: "the package", needs: &[Need::Build], run: |_| build::ship() },
    Part {
        name: "size",
        what: "bytes of every shipped file, against the budget",
        needs: &[Need::Build],
        run: |extent| size::judge(extent == Extent::Full),
    },
    Part {
        name: "types",
        what: "JavaScript and the published types",
        needs: &[Need::Build],
        run: |_| types::check(),
    },
    Part {
        name: "wasm",
        what: "suites in Chromium, Firefox and WebKitGTK",
        needs: &[Need::Build, Need::WasmPack, Need::Browsers],
        run: |_| browsers::suites(),
    },
    Part {
        name: "packaging",
        what: "the packed package in small consumers",
        needs: &[Need::Build, Need::WasmPack, Need::Browsers],
        run: |_| packaging::check(),
    },
    Part {
        name: "e2e",
        what: "whole pages in Chromium, Firefox and WebKitGTK, at the same time",
        needs: PAGES,
        run: pages::run,
    },
    Part {
        name: "full-file",
        what: "some of the same pages with menshen-full.js",
        needs: PAGES,
        run: pages::run_full,
    },
    Part {
        name: "scripted",
        what: "some of the same pages where WebAssembly is refused",
        needs: PAGES,
        run: pages::run_scripted,
    },
];

const PAGES: &[Need] = &[Need::Build, Need::Browsers];

/// Runs `cargo xtask test`.
pub(crate) fn command(options: &[String]) -> Outcome<ExitCode> {
    let Some(Plan { parts, extent }) = plan(options)? else {
        for part in PARTS {
            println!("{:10} {}", part.name, part.what);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let needs: Vec<Need> = parts.iter().flat_map(|part| part.needs).copied().collect();
    setup::ensure(&needs)?;
    let results: Vec<Result> = parts.iter().map(|part| run(part, extent)).collect();
    Ok(summary(&results))
}

struct Plan {
    parts: Vec<&'static Part>,
    extent: Extent,
}

/// Reads the options; no plan means that the parts should only be named.
fn plan(options: &[String]) -> Outcome<Option<Plan>> {
    let mut names = Vec::new();
    let mut extent = Extent::Usual;
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--list" => return Ok(None),
            "--full" => extent = Extent::Full,
            "--only" => match options.next().map(String::as_str) {
                Some(name) if PARTS.iter().any(|part| part.name == name) => names.push(name),
                Some(name) => return Err(format!("found the part `{name}`, expected one that --list names")),
                None => return Err("found --only alone, expected the name of a part after it".into()),
            },
            other => return Err(format!("found `{other}`, expected --only NAME, --full or --list")),
        }
    }
    let parts = PARTS.iter().filter(|part| names.is_empty() || names.contains(&part.name)).collect();
    Ok(Some(Plan { parts, extent }))
}

struct Result {
    part: &'static Part,
    outcome: Outcome,
    time: Duration,
}

fn run(part: &'static Part, extent: Extent) -> Result {
    println!("\n=== {}: {} ===", part.name, part.what);
    let begun = Instant::now();
    let outcome = (part.run)(extent);
    let time = begun.elapsed();
    match &outcome {
        Ok(()) => println!("--- {} passed in {:.1} s", part.name, time.as_secs_f32()),
        Err(message) => println!("{message}\n--- {} FAILED after {:.1} s", part.name, time.as_secs_f32()),
    }
    Result { part, outcome, time }
}

fn summary(results: &[Result]) -> ExitCode {
    println!("\n=== summary ===");
    for Result { part, outcome, time } in results {
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("{word} {:10} {:>7.1} s", part.name, time.as_secs_f32());
    }
    let whole: Duration = results.iter().map(|result| result.time).sum();
    let failed = results.iter().filter(|result| result.outcome.is_err()).count();
    println!("in all {:>16.1} s", whole.as_secs_f32());
    println!("{} passed, {failed} failed", results.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
