//! A text of the policy, in one language for all or in several.

use crate::domain::text::language::fits;
#[cfg(feature = "notice")]
use crate::domain::tree::Tree;

/// Texts by name, in the order of the source.
pub type Pairs = Vec<(String, String)>;

/// A text, in one language for all or in several.
#[derive(Clone, Debug)]
pub enum Localized {
    /// The same for everyone.
    One(String),
    /// By language tag.
    Many(Pairs),
}

/// Holds a text with its language, where that is another than the notice's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// What is said.
    pub text: &'a str,
    /// The language tag; none if it is the notice's, or unknown.
    pub language: Option<&'a str>,
}

impl<'a> Said<'a> {
    /// Holds a text in the language of the notice.
    pub fn plainly(text: &'a str) -> Self {
        Self { text, language: None }
    }
}

impl Localized {
    /// Returns the text for a reader of `tag`; where there is none, any, since silence would be worse.
    pub fn said(&self, tag: &str) -> Said<'_> {
        match self {
            Localized::One(text) => Said::plainly(text),
            Localized::Many(texts) => match self.find(tag) {
                Some(text) => Said::plainly(text),
                None => texts
                    .first()
                    .map_or(Said::plainly(""), |(language, text)| Said { text, language: Some(language) }),
            },
        }
    }

    /// Returns whether a reader of `tag` can read it. A text for everyone is taken at its word.
    pub fn speaks(&self, tag: &str) -> bool {
        matches!(self, Localized::One(_)) || self.find(tag).is_some()
    }

    fn find(&self, tag: &str) -> Option<&str> {
        let Localized::Many(texts) = self else { return None };
        let exact = texts.iter().find(|(language, _)| language == tag);
        let near = || texts.iter().find(|(language, _)| fits(language, tag));
        exact.or_else(near).map(|(_, text)| text.as_str())
    }
}

#[cfg(feature = "notice")]
impl Localized {
    /// Reads a text, or an object from language to text.
    pub fn from_tree(tree: Tree) -> Option<Self> {
        match tree {
            Tree::Text(text) => Some(Localized::One(text)),
            tree => tree.pairs().map(Localized::Many),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_there_says_its_language() {
        let many = |texts: &[(&str, &str)]| {
            Localized::Many(texts.iter().map(|(tag, text)| ((*tag).into(), (*text).into())).collect())
        };
        let check = |text: &Localized, tag, expected: (&str, Option<&str>)| {
            let said = text.said(tag);
            assert_eq!((said.text, said.language), expected);
            assert_eq!(text.speaks(tag), expected.1.is_none());
        };
        check(&Localized::One("x".into()), "en", ("x", None));
        check(&many(&[("en-GB", "x"), ("zh", "y")]), "en", ("x", None));
        check(&many(&[("en", "x"), ("zh-Hans", "y")]), "zh-CN", ("y", None));
        check(&many(&[("en", "x"), ("zh-Hant", "y")]), "zh-CN", ("x", Some("en")));
        check(&many(&[("fr", "x")]), "en", ("x", Some("fr")));
    }
}
