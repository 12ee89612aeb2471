//! Measuring what ships: raw, gzip 9 and brotli 11 bytes of every file, against a budget.

mod budget;

use std::path::Path;

use crate::process::{self, command as program};
use crate::setup::rust::{Recipe, recipe};
use crate::setup::{self, Need};
use crate::{Outcome, build};

use budget::{BUDGETS, PLACE};

/// Runs `cargo xtask size`.
pub(crate) fn command(options: &[String]) -> Outcome {
    let is_plain_only = match options {
        [] => false,
        [option] if option == "--plain" => true,
        [option] if option == "--parts" => return parts(),
        _ => return Err(format!("found `{}`, expected nothing, --plain or --parts", options.join(" "))),
    };
    setup::ensure(&[Need::Build])?;
    if is_plain_only { table(Recipe::Plain).map(drop) } else { judge(true) }
}

/// Prints what each part of the gate weighs.
fn parts() -> Outcome {
    setup::ensure(&[Need::Build])?;
    let named = build::named(recipe()?)?;
    process::run(
        program("node").arg("xtask/src/size/parts.mjs").arg(named).arg("src/domain/catalogue/common.bin"),
    )
}

/// Prints a table for the build that ships, if wanted also one for the plain stable one, for which no budget holds, then
/// fails if a file is over budget.
pub(crate) fn judge(with_plain: bool) -> Outcome {
    let shipped = recipe()?;
    let files = table(shipped)?;
    if shipped == Recipe::Plain {
        println!("\nnot judged: budgets hold for the smallest build, which this machine cannot make");
        return Ok(());
    }
    if with_plain {
        println!();
        table(Recipe::Plain)?;
    }
    let over: Vec<String> = BUDGETS.iter().filter_map(|(name, budget)| over(&files, name, *budget)).collect();
    if over.is_empty() { Ok(()) } else { Err(format!("{}\nbudgets stand in {PLACE}", over.join("\n"))) }
}

/// Builds with one recipe, prints its table and returns its files.
fn table(recipe: Recipe) -> Outcome<Vec<File>> {
    let files = measure(&build::make(recipe)?)?;
    println!("Built with {}:\n", recipe.describe());
    println!("| file | raw | gzip 9 | brotli 11 | budget |\n|---|--:|--:|--:|--:|");
    for File { name, raw, gzip, brotli } in &files {
        let budget = BUDGETS.iter().find(|(file, _)| file == name && recipe != Recipe::Plain);
        let budget = budget.map_or(String::new(), |(_, budget)| budget.to_string());
        println!("| {name} | {raw} | {gzip} | {brotli} | {budget} |");
    }
    Ok(files)
}

struct File {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

fn measure(folder: &Path) -> Outcome<Vec<File>> {
    let lines = process::capture(program("node").arg("xtask/src/size/measure.mjs").arg(folder))?;
    lines.lines().map(|line| read(line).ok_or_else(|| format!("found the measurement `{line}`"))).collect()
}

/// Reads `name raw gzip brotli`.
fn read(line: &str) -> Option<File> {
    let mut words = line.split(' ');
    let name = words.next()?.to_string();
    let mut number = || words.next()?.parse().ok();
    Some(File { name, raw: number()?, gzip: number()?, brotli: number()? })
}

fn over(files: &[File], name: &str, budget: u64) -> Option<String> {
    match files.iter().find(|file| file.name == name) {
        None => Some(format!("found no {name}, expected it in the package since it has a budget")),
        Some(file) if file.brotli > budget => {
            let excess = file.brotli - budget;
            Some(format!(
                "found {name} of {} bytes after brotli, expected at most {budget} ({excess} fewer)",
                file.brotli
            ))
        }
        Some(_) => None,
    }
}
