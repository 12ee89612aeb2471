//! A policy as the visitor reads it: who, what for, by whom. Only what is shown stands here; what decisions need is
//! [`crate::domain::policy::Policy`].

use crate::domain::policy::shape::BUILT_IN;
use crate::domain::text::{Messages, fits};

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

impl Localized {
    /// Returns the text for a reader of `tag`; where there is none, any, since silence would be worse.
    pub fn text(&self, tag: &str) -> &str {
        match self {
            Localized::One(text) => text,
            Localized::Many(texts) => texts
                .get(tag)
                .or_else(|| texts.iter().find(|(language, _)| fits(language, tag)).map(|(_, text)| text))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
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

    /// Returns the purpose with an id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
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
    pub fn title<'a>(&'a self, messages: &'a Messages) -> &'a str {
        let known = || messages.known(&self.id).map_or(self.id.as_str(), |known| known.title);
        self.title.as_ref().map_or_else(known, |text| text.text(messages.tag))
    }

    /// Returns what is done under it.
    pub fn description<'a>(&'a self, messages: &'a Messages) -> &'a str {
        let known = || messages.known(&self.id).map_or("", |known| known.description);
        self.description.as_ref().map_or_else(known, |text| text.text(messages.tag))
    }

    /// Returns what works less well without it; empty if nothing was said of that.
    pub fn consequence<'a>(&'a self, messages: &'a Messages) -> &'a str {
        let known = || {
            if self.title.is_some() {
                ""
            } else {
                messages.known(&self.id).map_or("", |known| known.consequence)
            }
        };
        self.consequence.as_ref().map_or_else(known, |text| text.text(messages.tag))
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
}
