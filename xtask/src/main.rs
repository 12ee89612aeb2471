//! The workshop: `cargo xtask COMMAND` sets up, builds, measures, tests and shows Menshen by calling
//! the real tools. In reading order: [`setup`] brings the tools, [`build`] makes `pkg/`, [`size`] and
//! [`test`] judge it, [`demo`] and [`engines`] show it. [`catalogue`] makes the tables of known third parties.

mod files;
mod places;
mod process;

mod setup;

mod build;
mod catalogue;
mod demo;
mod engines;
mod fuzz;
mod size;
mod test;

use std::process::ExitCode;

/// What every step gives back: nothing or something, or one line that says what went wrong.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
usage: cargo xtask COMMAND

  setup                 install what is missing, saying what and why
  build [--plain]       make the npm package in pkg/ (--plain: with the stable toolchain alone)
  size [--plain]        measure every shipped file against its budget (--plain: the stable build alone)
  size --parts          what each part of the gate weighs
  test [--only NAME]... run everything, or the named parts (--list names them, --full adds long runs)
  demo                  build, then serve the demo site until Ctrl-C
  shots                 write screenshots of notice and settings
  ways                  measure every way out in three engines, and write docs/ways.md
  bench                 measure what the gate costs, natively and in three engines, and write docs/benchmarks.md
  fuzz [TARGET]... [--seconds N]
                        feed the domain whatever comes, 30 seconds each
  catalogue             make the tables of known third parties anew, and print what they are worth
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(status) => status,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome<ExitCode> {
    let Some((command, options)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    let done = |()| ExitCode::SUCCESS;
    match command.as_str() {
        "setup" => no_options(options).and_then(|()| setup::everything()).map(done),
        "build" => build::command(options).map(done),
        "size" => size::command(options).map(done),
        "test" => test::command(options),
        "demo" => no_options(options).and_then(|()| demo::command()).map(done),
        "shots" => no_options(options).and_then(|()| engines::command("tests/e2e/shots.mjs")).map(done),
        "ways" => no_options(options).and_then(|()| engines::command("tests/e2e/ways.mjs")).map(done),
        "fuzz" => fuzz::command_line(options).map(done),
        "bench" => no_options(options).and_then(|()| engines::bench()).map(done),
        "catalogue" => no_options(options).and_then(|()| catalogue::command()).map(done),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => {
            let commands = "setup, build, size, test, demo, shots, ways, bench, fuzz, catalogue";
            Err(format!("found the command `{other}`, expected one of {commands}"))
        }
    }
}

fn no_options(options: &[String]) -> Outcome {
    match options.first() {
        None => Ok(()),
        Some(option) => Err(format!("found `{option}`, expected no options")),
    }
}
