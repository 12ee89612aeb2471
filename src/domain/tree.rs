//! A value as serde finds it, owned: what typed values are picked from. One reader for all of them is 5 KB brotli
//! less than a derived reader for each.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Holds one value.
#[derive(Debug, Default)]
pub enum Tree {
    /// Nothing, and whatever is none of the others.
    #[default]
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number from 0 on, without its fraction.
    Number(u32),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// An object, in the order of the source.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// Takes out what stands under a key; nothing if nothing does.
    #[must_use]
    pub fn take(&mut self, key: &str) -> Tree {
        if let Tree::Map(pairs) = self {
            for (name, value) in pairs {
                if name == key {
                    return std::mem::take(value);
                }
            }
        }
        Tree::Nothing
    }

    /// Returns whether this is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Tree::Flag(true))
    }

    /// Returns the number, if this is one.
    pub fn number(&self) -> Option<u32> {
        match self {
            Tree::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the text, if this is one.
    pub fn text(self) -> Option<String> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns what a list holds; none if this is no list.
    pub fn items(self) -> Vec<Tree> {
        match self {
            Tree::List(items) => items,
            _ => Vec::new(),
        }
    }

    /// Returns the texts that a list holds.
    pub fn texts(self) -> Vec<String> {
        self.items().into_iter().filter_map(Tree::text).collect()
    }

    /// Returns the texts that an object holds, by key; none if this is no object.
    pub fn pairs(self) -> Option<Vec<(String, String)>> {
        let Tree::Map(pairs) = self else { return None };
        Some(pairs.into_iter().filter_map(|(key, value)| Some((key, value.text()?))).collect())
    }
}

/// How deep a value may be; what is deeper is nothing, since each level takes from the stack, and an object may hold itself.
const DEEPEST: u8 = 32;

/// What reads a value, and how much deeper it may still go.
struct Growing(u8);

impl Growing {
    /// Reads what is one level further in; none if that is too deep.
    fn inner(&self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

impl<'de> DeserializeSeed<'de> for Growing {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Tree, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Growing {
    type Value = Tree;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("data")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number as u32))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number as u32))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(number as u32))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(inner) = self.inner() {
            match list.next_element_seed(inner)? {
                Some(item) => items.push(item),
                None => return Ok(Tree::List(items)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Tree::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut pairs = Vec::new();
        while let Some(inner) = self.inner() {
            let Some(key) = map.next_key::<Tree>()? else { return Ok(Tree::Map(pairs)) };
            let value = map.next_value_seed(inner)?;
            pairs.extend(key.text().map(|key| (key, value)));
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Tree::Nothing)
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Growing(DEEPEST))
    }
}
