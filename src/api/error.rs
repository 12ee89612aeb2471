//! The one place where an error of the domain becomes an `Error` of JavaScript.

use crate::browser::value::put;
use crate::domain::error::Error;
use wasm_bindgen::JsValue;

/// Makes an `Error` named `ConsentError` with `code`, `path`, `found` and `expected`.
pub(crate) fn to_js(error: &Error) -> JsValue {
    let value: JsValue = js_sys::Error::new(&error.message()).into();
    put(&value, "name", "ConsentError");
    put(&value, "code", error.code);
    put(&value, "path", error.path.as_str());
    put(&value, "found", error.found.as_str());
    put(&value, "expected", error.expected.as_str());
    value
}
