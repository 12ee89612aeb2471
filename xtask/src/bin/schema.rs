//! Writes `menshen.schema.json`, `policy.d.ts`, and for the scripts `pattern.txt`, `later.txt` and `words.txt` into the
//! folder it is given.

use std::path::PathBuf;
use std::process::ExitCode;

use menshen_core::domain::policy::schema;
use menshen_core::domain::policy::shape::LATER;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: schema FOLDER");
        return ExitCode::FAILURE;
    };
    let files = [
        ("menshen.schema.json", schema::json_schema()),
        ("policy.d.ts", schema::typescript()),
        ("pattern.txt", schema::pattern()),
        ("later.txt", LATER.join("|")),
        ("words.txt", schema::text_names().collect::<Vec<_>>().join("\n")),
    ];
    let made = std::fs::create_dir_all(&folder);
    let written =
        made.and_then(|()| files.iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text)));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{} could not be written to: {cause}", folder.display());
            ExitCode::FAILURE
        }
    }
}
