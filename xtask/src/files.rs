//! Reading and writing files, with errors that name the file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Returns the bytes of a file.
pub(crate) fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|cause| format!("{} could not be read: {cause}", file.display()))
}

/// Returns the text of a file.
pub(crate) fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|cause| format!("{} could not be read: {cause}", file.display()))
}

/// Writes a file, making its folder first.
pub(crate) fn write(file: &Path, contents: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    fs::write(file, contents).map_err(|cause| format!("{} could not be written: {cause}", file.display()))
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|cause| format!("{} could not be made: {cause}", folder.display()))
}

/// Copies a file, making the folder it goes to.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    write(to, read(from)?)
}

/// Removes a file or a whole folder; nothing there is as good.
pub(crate) fn remove(place: &Path) -> Outcome {
    let result = if place.is_dir() && !place.is_symlink() {
        fs::remove_dir_all(place)
    } else {
        fs::remove_file(place)
    };
    match result {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{} could not be removed: {cause}", place.display()))
        }
        _ => Ok(()),
    }
}

/// Returns the names in a folder, sorted; an absent folder has none.
pub(crate) fn names(folder: &Path) -> Outcome<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |cause| format!("{} could not be listed: {cause}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Returns every file at or below a place, sorted; an absent place has none.
pub(crate) fn below(place: &Path) -> Outcome<Vec<PathBuf>> {
    if place.is_file() {
        return Ok(vec![place.to_path_buf()]);
    }
    let mut files = Vec::new();
    for name in names(place)? {
        files.extend(below(&place.join(name))?);
    }
    Ok(files)
}
