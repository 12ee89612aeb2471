//! What proves a decision: who was asked what, by whom, when, and what was answered, without anything that would tell
//! one visitor from another. Receipts are kept on the visitor's device, each naming the hash of the one before.
//!
//! In reading order: [`make`] fills one in, [`codec`] writes and reads it, [`canonical`] is the one way to write it and
//! [`digest`] its hash, [`chain`] holds one against the next, [`export`] writes them for the visitor. [`moment`] and
//! [`id`] write times and ids.

pub mod canonical;
pub mod chain;
pub mod codec;
pub mod digest;
pub mod export;
pub mod id;
pub mod import;
pub mod make;
pub mod moment;

use crate::domain::record::{Entry, Source};

/// Holds one receipt. Nothing of the visitor stands in it: no address, no browser, no pages but the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A random UUID.
    pub id: String,
    /// When it was decided, in seconds since 1970 (UTC).
    pub decided: u32,
    /// From when it counts no more, in seconds since 1970 (UTC).
    pub expires: u32,
    /// Through what it was decided.
    pub origin: Origin,
    /// Whether the visitor was acting (transient user activation).
    pub by_visitor: bool,
    /// The language in which it was asked, a BCP 47 tag.
    pub language: String,
    /// Where the site took the visitor to be; empty if it did not say.
    pub region: String,
    /// The page's host.
    pub host: String,
    /// The controller's name; empty where the site gives no policy.
    pub controller: String,
    /// Where the privacy statement stands; empty where the site gives no policy.
    pub statement_url: String,
    /// The statement's version.
    pub statement_version: String,
    /// The hash of all that was shown; none if nothing was.
    pub notice: Option<String>,
    /// The version of what showed it.
    pub ui: String,
    /// The answers, in the policy's order.
    pub purposes: Vec<PurposeAnswer>,
    /// The answers of services that differ from their purposes.
    pub services: Vec<ServiceAnswer>,
    /// The hash of the receipt before; none at the first.
    pub previous: Option<String>,
}

/// Holds the answer for one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeAnswer {
    /// The purpose's id.
    pub id: String,
    /// What it was called.
    pub title: String,
    /// Whether it was granted; else it was refused.
    pub granted: bool,
    /// The hash of what was agreed to or refused, as the record has it.
    pub meaning: u32,
}

/// Holds the answer for one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAnswer {
    /// The service's id.
    pub id: String,
    /// Whether it was granted; else it was refused.
    pub granted: bool,
    /// The hash of what was agreed to or refused, as the record has it: without it, a receipt that is read back could
    /// not say whether this still is the same service.
    pub meaning: u32,
}

/// Through what a decision came. More than a record's [`Source`]: the browser's signal decides without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An answer.
    Answer(Source),
    /// A signal of the browser, such as Global Privacy Control.
    Signal,
}

impl Origin {
    const ALL: [Self; 6] = [
        Origin::Answer(Source::Notice),
        Origin::Answer(Source::Settings),
        Origin::Answer(Source::Withdraw),
        Origin::Answer(Source::Api),
        Origin::Answer(Source::Import),
        Origin::Signal,
    ];

    /// Returns the word for it, the one that JavaScript knows a source by (`SOURCES` in `js/lines.js`).
    pub fn word(self) -> &'static str {
        match self {
            Origin::Answer(Source::Notice) => "notice",
            Origin::Answer(Source::Settings) => "settings",
            Origin::Answer(Source::Withdraw) => "withdraw",
            Origin::Answer(Source::Api) => "api",
            Origin::Answer(Source::Import) => "import",
            Origin::Signal => "signal",
        }
    }

    /// Reads a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

impl Receipt {
    /// Returns the answers in the form of a record's, to be held against today's policy.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let of_purposes = self.purposes.iter().map(|answer| Entry {
            id: &answer.id,
            is_service: false,
            granted: answer.granted,
            meaning: answer.meaning,
        });
        let of_services = self.services.iter().map(|answer| Entry {
            id: &answer.id,
            is_service: true,
            granted: answer.granted,
            meaning: answer.meaning,
        });
        of_purposes.chain(of_services)
    }

    /// Returns the answer for a purpose, if there is one.
    pub fn purpose(&self, id: &str) -> Option<&PurposeAnswer> {
        self.purposes.iter().find(|answer| answer.id == id)
    }
}
