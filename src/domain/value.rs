//! A JSON value as data: the one shape in which policies reach the domain, whatever parsed them.

/// Holds one JSON value. Maps keep the order of the source, so that errors name the first fault.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON `null`, and anything JSON has no word for (`undefined`, functions).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, as pairs in source order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Returns the value under `key` when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the items when this is a list, else nothing.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the string when this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Says what this is, in the words of error messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Map(_) => "object",
        }
    }
}
