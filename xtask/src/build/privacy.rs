//! Making sure that no shipped file names a place on the machine it was built on.

use std::path::Path;

use crate::{Outcome, files, places};

/// Fails if any file below `folder` contains a private path.
pub(super) fn check(folder: &Path) -> Outcome {
    let private: Vec<String> =
        places::private().into_iter().map(|(place, _)| place.to_string_lossy().into_owned()).collect();
    for file in files::below(folder)? {
        let contents = files::read(&file)?;
        for place in &private {
            if contains(&contents, place.as_bytes()) {
                return Err(format!("{} contains `{place}`, a path of this machine", file.display()));
            }
        }
    }
    Ok(())
}

fn contains(contents: &[u8], part: &[u8]) -> bool {
    contents.windows(part.len()).any(|window| window == part)
}
