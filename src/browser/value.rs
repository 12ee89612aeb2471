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
    } else if Array::is_array(value) {
        let mut items = Vec::new();
        for item in value.unchecked_ref::<Array>().iter() {
            items.push(read_at(&item, depth - 1));
        }
        Value::List(items)
    } else {
        let mut pairs = Vec::new();
        for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
            // A getter that throws reads as nothing.
            let item = Reflect::get(value, &key).unwrap_or(JsValue::UNDEFINED);
            pairs.push((key.as_string().unwrap_or_default(), read_at(&item, depth - 1)));
        }
        Value::Map(pairs)
    }
}
