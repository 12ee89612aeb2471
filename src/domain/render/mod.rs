//! The notice's markup, as data: one description for whoever draws it. The browser makes elements of it, a server
//! text.
//!
//! [`notice`] is the first layer, [`settings`] the second; [`parts`] is what they share, and [`markup`] what all is
//! made of.

pub mod markup;
pub mod notice;
pub mod parts;
pub mod settings;

use crate::domain::disclosure::Disclosure;
use crate::domain::text::Messages;

/// All that a layer shows. Dates and times come as the visitor reads them, since only the browser can write them so.
#[derive(Debug)]
pub struct View<'a> {
    /// What the policy says.
    pub disclosure: &'a Disclosure,
    /// In which words.
    pub messages: &'static Messages,
    /// Whether the page speaks the same language.
    pub is_page_language: bool,
    /// The page's host, named where the site names no controller.
    pub host: &'a str,
    /// The ids of granted purposes.
    pub granted: &'a [&'a str],
    /// The ids of the purposes that are asked about.
    pub asked: &'a [String],
    /// Those of them that are new or changed though an earlier answer stands.
    pub fresh: &'a [String],
    /// How long an answer is kept: "180 days".
    pub kept: String,
    /// Until when the present answer is kept; none if there is none.
    pub kept_until: Option<String>,
    /// From when the statement holds.
    pub effective: Option<String>,
    /// Within what time the controller answers: "15 days".
    pub reply: Option<String>,
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
}

#[cfg(test)]
mod tests;
