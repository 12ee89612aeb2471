//! Feeding the domain whatever comes, for a while: `fuzz/targets` say what must hold then.

use crate::process::{self, command};
use crate::setup::rust::{Recipe, recipe};
use crate::setup::{self, Need};
use crate::{Outcome, files};

/// What is fed, one program each.
const TARGETS: &[&str] = &["gate", "record", "rules", "policy", "receipt"];
/// For how many seconds each, when nothing is said.
const SECONDS: u32 = 30;

/// Runs `cargo xtask fuzz [TARGET]... [--seconds N]`.
pub(crate) fn command_line(options: &[String]) -> Outcome {
    let mut chosen = Vec::new();
    let mut seconds = SECONDS;
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--seconds" => {
                let given = options.next().and_then(|number| number.parse().ok());
                seconds = given.ok_or("found --seconds alone, expected a number after it")?;
            }
            name => {
                let known = TARGETS.iter().find(|target| **target == name);
                let names = TARGETS.join(", ");
                chosen.push(*known.ok_or(format!("found the target `{name}`, expected one of {names}"))?);
            }
        }
    }
    setup::ensure(&[Need::Fuzz])?;
    run(if chosen.is_empty() { TARGETS } else { &chosen }, seconds)
}

/// Feeds every target for so many seconds.
pub(crate) fn all(seconds: u32) -> Outcome {
    run(TARGETS, seconds)
}

fn run(targets: &[&str], seconds: u32) -> Outcome {
    for target in targets {
        println!("feeding {target} for {seconds} seconds");
        let mut fuzz = command("cargo");
        let recipe = recipe()?;
        recipe.choose(&mut fuzz);
        if matches!(recipe, Recipe::Bootstrapped | Recipe::Plain) {
            fuzz.env("RUSTC_BOOTSTRAP", "1");
        }
        let corpus = format!("fuzz/corpus/{target}");
        files::make_folder(corpus.as_ref())?;
        fuzz.args([
            "fuzz",
            "run",
            "--fuzz-dir",
            "fuzz",
            target,
            &corpus,
            &format!("fuzz/seeds/{target}"),
            "--",
        ]);
        fuzz.arg(format!("-max_total_time={seconds}"));
        // Nothing that a page can hand over takes longer than this, however long it is.
        fuzz.args([
            "-max_len=65536",
            "-timeout=5",
            "-rss_limit_mb=8192",
            "-verbosity=0",
            "-print_final_stats=1",
        ]);
        // What the gate keeps for good (`keep_for_good`) is kept on purpose.
        process::run(fuzz.env("ASAN_OPTIONS", "detect_leaks=0"))?;
    }
    Ok(())
}
