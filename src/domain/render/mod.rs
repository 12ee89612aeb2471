//! The notice's markup, as data: one description for whoever draws it. The browser makes elements of it, a server
//! text.
//!
//! [`notice`] is the first layer and [`change`] what tells of a new statement, [`settings`] the second layer with
//! [`services`] and [`choices`], [`held`] what stands in place of a held embed, [`declaration`] the same services for
//! the site's own page; [`parts`] is what they share, and [`markup`] what all is made of.

pub mod change;
pub mod choices;
pub mod declaration;
pub mod held;
pub mod markup;
pub mod notice;
pub mod parts;
pub mod services;
pub mod settings;

use crate::domain::disclosure::Disclosure;
use crate::domain::text::words::Messages;

/// Writes what only the browser knows how to write in a language.
pub trait Locale {
    /// Writes a number.
    fn number(&self, number: u32) -> String;
    /// Returns the plural category of a number: `one`, `other` and so on (Unicode, CLDR).
    fn category(&self, number: u32) -> String;
    /// Writes a number of days: "180 days".
    fn days(&self, days: u32) -> String;
    /// Writes a list: "one, two and three".
    fn list(&self, items: &[&str]) -> String;
}

/// All that a layer shows. Dates come as the visitor reads them.
pub struct View<'a> {
    /// What the policy says.
    pub disclosure: &'a Disclosure,
    /// In which words.
    pub messages: &'a Messages,
    /// What writes numbers and lists.
    pub locale: &'a dyn Locale,
    /// Whether the page speaks the same language.
    pub is_page_language: bool,
    /// The page's host, named where the site names no controller.
    pub host: &'a str,
    /// The ids of granted purposes.
    pub granted: &'a [&'a str],
    /// The ids of the services that may run.
    pub permitted: &'a [&'a str],
    /// The ids of the purposes that are asked about.
    pub asked: &'a [String],
    /// Those of them that are new or changed though an earlier answer stands.
    pub fresh: &'a [String],
    /// Those of the fresh ones that were answered before in another meaning.
    pub changed: &'a [String],
    /// Whether the browser sends Global Privacy Control.
    pub has_signal: bool,
    /// Whether the browser keeps cookies.
    pub keeps_cookies: bool,
    /// How long an answer is kept: "180 days".
    pub kept: String,
    /// The present answer; none if there is none.
    pub answer: Option<Recorded<'a>>,
    /// From when the statement holds.
    pub effective: Option<String>,
    /// Within what time the controller answers: "15 days".
    pub reply: Option<String>,
    /// The statement that is to come or has come; none if nothing is told of.
    pub next: Option<Coming>,
}

/// The answer that stands, as it is shown.
#[derive(Clone, Debug)]
pub struct Recorded<'a> {
    /// The day on which it was given.
    pub day: String,
    /// Until when it is kept.
    pub until: String,
    /// Through what it was given: the word of a source.
    pub source: &'a str,
    /// The id of its receipt; empty if there is none.
    pub id: &'a str,
}

/// A change of the statement.
#[derive(Clone, Debug)]
pub struct Coming {
    /// From when it holds, as the visitor reads it.
    pub day: String,
    /// Whether that day is yet to come.
    pub is_ahead: bool,
}

impl View<'_> {
    /// Returns who asks.
    pub fn controller(&self) -> &str {
        let name = self.disclosure.controller.name.as_str();
        if name.is_empty() { self.host } else { name }
    }

    /// Returns whether only some purposes are asked about again.
    pub fn asks_again(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// Returns what some purposes are called, as a list to read.
    pub fn titles(&self, ids: &[impl AsRef<str>]) -> String {
        let titles = ids.iter().filter_map(|id| self.disclosure.purpose(id.as_ref()));
        self.locale.list(&titles.map(|purpose| purpose.title(self.messages).text).collect::<Vec<_>>())
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod tests;
