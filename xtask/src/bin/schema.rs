//! Writes `menshen.schema.json` and `policy.d.ts` into the folder it is given.

use std::path::PathBuf;
use std::process::ExitCode;

use menshen_core::domain::policy::schema;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: schema FOLDER");
        return ExitCode::FAILURE;
    };
    let made = std::fs::create_dir_all(&folder);
    let schema =
        made.and_then(|()| std::fs::write(folder.join("menshen.schema.json"), schema::json_schema()));
    match schema.and_then(|()| std::fs::write(folder.join("policy.d.ts"), schema::typescript())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{} could not be written to: {cause}", folder.display());
            ExitCode::FAILURE
        }
    }
}
