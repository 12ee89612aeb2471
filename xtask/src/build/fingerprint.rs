//! Knowing whether a step is up to date: by the contents of what went in, not by times.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;
use crate::{Outcome, files, places};

/// Gathers what a step depends on.
pub(super) struct Fingerprint {
    hash: u64,
}

impl Fingerprint {
    /// Begins with the step's name, and with the code that carries it out.
    pub(super) fn new(step: &str) -> Outcome<Self> {
        // FNV-1a: a few lines, and good enough to tell yesterday's sources from today's.
        let mut new = Self { hash: 0xcbf2_9ce4_8422_2325 };
        new.text(step);
        new.files(&["xtask/src/build"])?;
        Ok(new)
    }

    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds files and whole folders, named from the root.
    pub(super) fn files(&mut self, places: &[&str]) -> Outcome {
        let root = places::root();
        self.each(places.iter().map(|place| root.join(place)))
    }

    /// Adds files and whole folders.
    pub(super) fn each(&mut self, places: impl Iterator<Item = PathBuf>) -> Outcome {
        for place in places {
            for file in files::below(&place)? {
                self.text(&file.to_string_lossy());
                self.bytes(&files::read(&file)?);
            }
        }
        Ok(())
    }

    /// Adds what a tool says of its version.
    pub(super) fn version(&mut self, command: &mut Command) -> Outcome {
        let version = process::capture(command)?;
        self.text(&version);
        Ok(())
    }

    /// Runs the step unless it last ran for the same inputs; `stamp` remembers them.
    pub(super) fn unless_known(self, stamp: &Path, step: impl FnOnce() -> Outcome) -> Outcome {
        let known = format!("{:016x}", self.hash);
        if files::read_text(stamp).is_ok_and(|last| last == known) {
            return Ok(());
        }
        // Gone before the work begins: an interrupted step must run again.
        files::remove(stamp)?;
        step()?;
        files::write(stamp, known)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&bytes.len().to_le_bytes()) {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
