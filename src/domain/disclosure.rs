//! A policy as the visitor reads it: who, what for, by whom. Only what is shown stands here; what decisions need is
//! [`crate::domain::policy::Policy`].

use crate::domain::policy::shape::BUILT_IN;
use crate::domain::text::{Known, Messages, fits};

/// Holds what a policy says to the visitor. A policy that was checked always fits this form.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(default, rename_all = "camelCase"))]
pub struct Disclosure {
    /// Who is responsible.
    pub controller: Controller,
    /// The privacy statement.
    pub statement: Statement,
    /// In the site's order; none means the built-in ones.
    pub purposes: Vec<Purpose>,
    /// In the site's order.
    pub services: Vec<Service>,
    /// The languages in which the policy's texts are complete; empty means any.
    pub languages: Vec<String>,
}

/// Says who is responsible.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(default, rename_all = "camelCase"))]
pub struct Controller {
    /// The name; empty where the site gives no policy.
    pub name: String,
    /// A mail address or a link.
    pub contact: String,
    /// Within how many days an answer comes.
    pub reply_days: Option<u32>,
}

/// Names the privacy statement.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(default, rename_all = "camelCase"))]
pub struct Statement {
    /// Where it stands.
    pub url: String,
    /// Its version.
    pub version: String,
    /// From when it holds, `YYYY-MM-DD`.
    pub effective_from: Option<String>,
}

/// Describes a purpose.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(default, rename_all = "camelCase"))]
pub struct Purpose {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Option<Localized>,
    /// What is done under it.
    pub description: Option<Localized>,
    /// What works less well without it.
    pub consequence: Option<Localized>,
    /// Whether it is always on.
    pub required: bool,
    /// The ids of the purposes without which it means nothing.
    pub requires: Vec<String>,
}

/// Describes a service.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(default, rename_all = "camelCase"))]
pub struct Service {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The ids of the purposes that it serves.
    pub purposes: Vec<String>,
    /// Who runs it.
    pub provider: Option<String>,
    /// Where its provider's privacy policy stands.
    pub policy_url: Option<String>,
    /// How long it keeps what it collects.
    pub retention: Option<Localized>,
    /// Other controllers who receive data.
    pub shares_with: Vec<String>,
}

/// A text, in one language for all or in several.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "notice", derive(serde::Deserialize), serde(untagged))]
pub enum Localized {
    /// The same for everyone.
    One(String),
    /// By language tag.
    Many(std::collections::BTreeMap<String, String>),
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
                    .iter()
                    .next()
                    .map_or(Said::plainly(""), |(language, text)| Said { text, language: Some(language) }),
            },
        }
    }

    /// Returns whether a reader of `tag` can read it. A text for everyone is taken at its word.
    fn speaks(&self, tag: &str) -> bool {
        matches!(self, Localized::One(_)) || self.find(tag).is_some()
    }

    fn find(&self, tag: &str) -> Option<&str> {
        let Localized::Many(texts) = self else { return None };
        texts
            .get(tag)
            .or_else(|| texts.iter().find(|(language, _)| fits(language, tag)).map(|(_, text)| text))
            .map(String::as_str)
    }
}

impl Disclosure {
    /// Fills in the built-in purposes where the policy names none.
    #[must_use]
    pub fn completed(mut self) -> Self {
        if self.purposes.is_empty() {
            self.purposes = BUILT_IN
                .iter()
                .map(|known| Purpose {
                    id: known.id.into(),
                    required: known.required,
                    requires: (!known.requires.is_empty())
                        .then(|| known.requires.into())
                        .into_iter()
                        .collect(),
                    ..Purpose::default()
                })
                .collect();
        }
        self
    }

    /// Returns whether all texts of the policy can be read in a language.
    pub fn speaks(&self, tag: &str) -> bool {
        let of_purposes = self
            .purposes
            .iter()
            .flat_map(|purpose| [&purpose.title, &purpose.description, &purpose.consequence]);
        let of_services = self.services.iter().map(|service| &service.retention);
        of_purposes.chain(of_services).flatten().all(|text| text.speaks(tag))
    }

    /// Returns the purpose with an id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// Returns what some purposes are called, as a list to read.
    pub fn titles<'a>(&self, ids: impl IntoIterator<Item = &'a str>, messages: &Messages) -> String {
        let mut list = String::new();
        for purpose in ids.into_iter().filter_map(|id| self.purpose(id)) {
            if !list.is_empty() {
                list.push_str(messages.comma);
            }
            list.push_str(purpose.title(messages).text);
        }
        list
    }

    /// Returns all that must be on when `id` is on, itself included: what it requires, and what that requires.
    pub fn needs(&self, id: &str) -> Vec<&str> {
        self.spread(id, |from, to| from.requires.contains(&to.id))
    }

    /// Returns all that must be off when `id` is off, itself included: what requires it, and what requires that.
    pub fn rests_on(&self, id: &str) -> Vec<&str> {
        self.spread(id, |from, to| to.requires.contains(&from.id))
    }

    fn spread(&self, id: &str, leads: impl Fn(&Purpose, &Purpose) -> bool) -> Vec<&str> {
        let mut reached: Vec<&Purpose> = self.purpose(id).into_iter().collect();
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            for to in &self.purposes {
                if leads(from, to) && !reached.iter().any(|known| known.id == to.id) {
                    reached.push(to);
                }
            }
            next += 1;
        }
        reached.into_iter().map(|purpose| purpose.id.as_str()).collect()
    }
}

impl Purpose {
    /// Returns what it is called.
    pub fn title<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        self.say(&self.title, messages, |known| known.title, &self.id)
    }

    /// Returns what is done under it.
    pub fn description<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        self.say(&self.description, messages, |known| known.description, "")
    }

    /// Returns what works less well without it; empty if nothing was said of that.
    pub fn consequence<'a>(&'a self, messages: &'a Messages) -> Said<'a> {
        // A purpose that the site describes in words of its own may have other consequences than ours.
        if self.consequence.is_none() && self.description.is_some() {
            return Said::plainly("");
        }
        self.say(&self.consequence, messages, |known| known.consequence, "")
    }

    fn say<'a>(
        &'a self,
        own: &'a Option<Localized>,
        messages: &'a Messages,
        built_in: impl Fn(&'a Known) -> &'a str,
        otherwise: &'a str,
    ) -> Said<'a> {
        match own {
            Some(text) => text.said(messages.tag),
            None => Said::plainly(messages.known(&self.id).map_or(otherwise, built_in)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switching_takes_along_what_it_must() {
        let purpose = |id: &str, requires: &[&str]| Purpose {
            id: id.into(),
            requires: requires.iter().map(ToString::to_string).collect(),
            ..Purpose::default()
        };
        let disclosure = Disclosure {
            purposes: vec![purpose("a", &[]), purpose("b", &["a"]), purpose("c", &["b"]), purpose("d", &[])],
            ..Disclosure::default()
        };
        assert_eq!(disclosure.needs("c"), ["c", "b", "a"]);
        assert_eq!(disclosure.needs("a"), ["a"]);
        assert_eq!(disclosure.rests_on("a"), ["a", "b", "c"]);
        assert_eq!(disclosure.rests_on("d"), ["d"]);
        assert_eq!(disclosure.needs("nothing"), Vec::<&str>::new());
        assert_eq!(
            Disclosure::default().completed().needs("personalization"),
            ["personalization", "analytics"]
        );
    }

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

    #[test]
    fn a_language_counts_only_with_all_texts() {
        let text = |tag: &str| Some(Localized::Many([(tag.to_string(), "x".to_string())].into()));
        let disclosure = |title: &str, retention: &str| Disclosure {
            purposes: vec![Purpose { title: text(title), ..Purpose::default() }],
            services: vec![Service { retention: text(retention), ..Service::default() }],
            ..Disclosure::default()
        };
        assert!(disclosure("en", "en").speaks("en"));
        assert!(!disclosure("zh", "en").speaks("en"));
        assert!(!disclosure("zh", "en").speaks("zh-CN"));
        assert!(Disclosure::default().completed().speaks("zh-CN"));
    }
}
