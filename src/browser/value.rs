//! JavaScript's values as the domain's [`Value`].

use crate::domain::value::Value;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// No policy nests deeper; an object that contains itself ends here instead of in a stack overflow.
const DEEPEST: u8 = 8;

/// Reads a value. What JSON has no word for becomes [`Value::Null`].
pub(crate) fn read(value: &JsValue) -> Value {
    read_at(value, DEEPEST)
}

fn read_at(value: &JsValue, depth: u8) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(flag) = value.as_bool() {
        Value::Bool(flag)
    } else if !value.is_object() || depth == 0 {
        Value::Null
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Value::List(list.iter().map(|item| read_at(&item, depth - 1)).collect())
    } else {
        Value::Map(pairs(value).map(|(key, item)| (key, read_at(&item, depth - 1))).collect())
    }
}

/// Returns an object's own keys with their values.
pub(crate) fn pairs(object: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let keys = object.dyn_ref::<Object>().map_or_else(Array::new, Object::keys);
    keys.iter()
        .map(move |key| {
            // A getter that throws reads as nothing.
            let value = Reflect::get(object, &key).unwrap_or(JsValue::UNDEFINED);
            (key.as_string().unwrap_or_default(), value)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Puts a value under a key of an object we made ourselves; that cannot fail.
pub(crate) fn put(object: &JsValue, key: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(object, &key.into(), &value.into());
}

/// Returns a new empty object.
pub(crate) fn object() -> JsValue {
    Object::new().into()
}
