//! A receipt made of an answer: of the record that is kept of it, and of what was shown.

use crate::domain::disclosure::Disclosure;
use crate::domain::receipt::digest::hash;
use crate::domain::receipt::id::uuid;
use crate::domain::receipt::{Origin, PurposeAnswer, Receipt, ServiceAnswer};
use crate::domain::record::Record;
use crate::domain::text::words::Messages;

/// What a receipt says besides what record and policy say.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// For its id.
    pub random: [u8; 16],
    /// Through what it was decided: an answer's source as the record has it ([`Record::source`]), or the signal.
    pub origin: Origin,
    /// Whether the visitor was acting.
    pub by_visitor: bool,
    /// The language in which it was asked.
    pub language: &'a str,
    /// Where the site took the visitor to be; may be empty.
    pub region: &'a str,
    /// The page's host.
    pub host: &'a str,
    /// All texts that were shown; empty if none were.
    pub shown: &'a str,
    /// The hash of the receipt before, if there is one.
    pub previous: Option<&'a str>,
}

impl Receipt {
    /// Makes the receipt of a decision. `disclosure` is the whole one: see [`Disclosure::completed`].
    pub fn new(
        record: &Record,
        disclosure: &Disclosure,
        messages: &Messages,
        circumstances: Circumstances<'_>,
    ) -> Self {
        let mut purposes = Vec::new();
        let mut services = Vec::new();
        for entry in record.entries() {
            let (id, granted, meaning) = (String::from(entry.id), entry.granted, entry.meaning);
            if entry.is_service {
                services.push(ServiceAnswer { id, granted, meaning });
            } else {
                let title = disclosure.purpose(entry.id).map_or("", |known| known.title(messages).text);
                purposes.push(PurposeAnswer { title: title.into(), id, granted, meaning });
            }
        }
        Self {
            id: uuid(circumstances.random),
            decided: record.decided,
            expires: record.expires,
            origin: circumstances.origin,
            by_visitor: circumstances.by_visitor,
            language: circumstances.language.into(),
            region: circumstances.region.into(),
            host: circumstances.host.into(),
            controller: disclosure.controller.name.clone(),
            statement_url: disclosure.statement.url.clone(),
            statement_version: disclosure.statement.version.clone(),
            notice: (!circumstances.shown.is_empty()).then(|| hash(circumstances.shown)),
            ui: env!("CARGO_PKG_VERSION").into(),
            purposes,
            services,
            previous: circumstances.previous.map(Into::into),
        }
    }
}
