//! The one place where an error of the domain becomes what JavaScript throws and tells.

use crate::domain::error::Error;
use crate::domain::json::Json;

/// Writes an error as JSON: `{code, path, found, expected, message}`. `js/` makes the `Error` of it.
pub(crate) fn to_json(error: &Error) -> String {
    let mut json = Json::open("{");
    json.key("code").text(error.code);
    json.key("path").text(&error.path);
    json.key("found").text(&error.found);
    json.key("expected").text(&error.expected);
    json.key("message").text(&error.message());
    json.close("}");
    json.finish()
}
