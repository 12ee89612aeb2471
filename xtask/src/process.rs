//! Running other programs.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::{Outcome, places};

/// Returns a command that runs in the root and finds the project's own tools first.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(places::root());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = std::iter::once(places::tools().join("bin"));
    if let Ok(path) = std::env::join_paths(own.chain(std::env::split_paths(&path))) {
        command.env("PATH", path);
    }
    command
}

/// Runs a command whose output the reader should see.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|cause| not_started(command, &cause))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", line(command))) }
}

/// Runs a command and shows what it said only if it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Outcome {
    capture(command).map(drop)
}

/// Runs a command and returns what it wrote to standard output.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|cause| not_started(command, &cause))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` ended with {}\n{}{}", line(command), output.status, text, complaint))
}

/// Becomes another program, so that signals and the exit status are its own. Returns only on failure.
pub(crate) fn become_program(command: &mut Command) -> Outcome {
    let cause = std::os::unix::process::CommandExt::exec(command);
    Err(not_started(command, &cause))
}

/// Says whether a command can be started and succeeds, without showing anything.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn not_started(command: &Command, cause: &std::io::Error) -> String {
    format!("`{}` could not be started: {cause}", line(command))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
