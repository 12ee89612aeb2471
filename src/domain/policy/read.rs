//! The gate's part of a policy: what decisions need, and nothing that is only read by people.

use crate::domain::hash::Hasher;
use crate::domain::pattern::{host_fits, without_port};
use crate::domain::policy::shape::BUILT_IN;
use crate::domain::region::Basis;
use crate::domain::value::Value;

/// Purposes as bits: bit *n* is the policy's *n*-th purpose.
pub type Purposes = u32;
/// A list of texts, as it stands in a checked policy.
pub type Texts<'a> = &'a [Value<'a>];

/// Holds what the gate decides by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy<'a> {
    /// The hash of the controller's name: another controller is another question.
    pub controller: u32,
    /// The statement's version, kept in every record.
    pub statement: &'a str,
    /// In the site's order; at most 32.
    pub purposes: Vec<Purpose<'a>>,
    /// In the site's order.
    pub services: Vec<Service<'a>>,
    /// Hosts that are the site's own besides the page's.
    pub first_party: Texts<'a>,
    /// The record's cookie name.
    pub cookie: &'a str,
    /// How long an answer is kept, in days.
    pub days: u32,
    /// The record's cookie domain, or empty for the page's host alone.
    pub domain: &'a str,
    /// The record's cookie path.
    pub path: &'a str,
    /// Whether a script may grant without the visitor.
    pub scripted_grants: bool,
}

/// Holds one purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Purpose<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it is always on.
    pub required: bool,
    /// Everything it needs, directly or through others.
    pub requires: Purposes,
    /// The hash of what a visitor agrees to under it: not of its wording.
    pub meaning: u32,
}

/// Holds one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service<'a> {
    /// Its id.
    pub id: &'a str,
    /// The purposes it serves; all of them are needed.
    pub purposes: Purposes,
    /// Host patterns.
    pub hosts: Texts<'a>,
    /// Path patterns; empty means every path.
    pub paths: Texts<'a>,
    /// Cookie name patterns.
    pub cookies: Texts<'a>,
    /// Storage key patterns.
    pub storage: Texts<'a>,
    /// Whether somebody other than the controller runs it.
    pub third_party: bool,
    /// The hash of what a visitor agrees to when agreeing to this service alone.
    pub meaning: u32,
}

impl<'a> Policy<'a> {
    /// Returns the policy of a page that gives none: the statement's section three.
    pub fn built_in() -> Self {
        from_checked(&Value::Null)
    }

    /// Returns the purposes that are always on.
    pub fn required(&self) -> Purposes {
        let mut mask = 0;
        for (bit, purpose) in self.each() {
            if purpose.required {
                mask |= bit;
            }
        }
        mask
    }

    /// Returns the purposes that can be refused.
    pub fn optional(&self) -> Purposes {
        self.apart_from(0) & !self.required()
    }

    /// Returns the place of a purpose.
    pub fn purpose(&self, id: &str) -> Option<usize> {
        self.purposes.iter().position(|purpose| purpose.id == id)
    }

    /// Returns a purpose's bit; none if there is no such purpose.
    #[inline(never)]
    pub fn purpose_bit(&self, id: &str) -> Purposes {
        for (bit, purpose) in self.each() {
            if purpose.id == id {
                return bit;
            }
        }
        0
    }

    /// Returns the place of a service.
    pub fn service(&self, id: &str) -> Option<usize> {
        let place = self.place(id);
        if place < self.services.len() { Some(place) } else { None }
    }

    /// Returns how many services stand before the one with an id. One number: a pair would go through memory.
    #[inline(never)]
    fn place(&self, id: &str) -> usize {
        let mut place = 0;
        for service in &self.services {
            if service.id == id {
                break;
            }
            place += 1;
        }
        place
    }

    /// Returns the purposes that need none of `refused`.
    pub fn apart_from(&self, refused: Purposes) -> Purposes {
        let mut mask = 0;
        for (bit, purpose) in self.each() {
            if purpose.requires & refused == 0 {
                mask |= bit;
            }
        }
        mask
    }

    /// Returns every purpose with its bit.
    pub fn each(&self) -> impl Iterator<Item = (Purposes, &Purpose<'a>)> {
        self.purposes.iter().enumerate().map(|(index, purpose)| (bit(index), purpose))
    }

    /// Returns whether a host is the site's own: the page's host, its subdomains, the record's domain and the
    /// listed hosts. No host (inline, `data:`, `blob:`) is the page itself.
    pub fn is_first_party(&self, host: &str, page: &str) -> bool {
        let fits = |own: &str| !own.is_empty() && host_fits(own, host);
        host.is_empty()
            || fits(without_port(page))
            || fits(self.domain)
            || self.first_party.iter().any(|own| fits(own.text()))
    }
}

/// Returns the bit of the purpose at a place.
pub fn bit(index: usize) -> Purposes {
    1u32.checked_shl(index as u32).unwrap_or(0)
}

/// Reads a policy whose shape was checked; see [`crate::domain::policy::check`].
pub(super) fn from_checked<'a>(value: &'a Value<'a>) -> Policy<'a> {
    let record = value.at("record");
    let or = |found: &'a str, default: &'static str| if found.is_empty() { default } else { found };
    let mut policy = Policy {
        controller: Hasher::new().part(value.at("controller").at("name").text()).finish(),
        statement: value.at("statement").at("version").text(),
        purposes: Vec::new(),
        services: Vec::new(),
        first_party: value.at("firstParty").items(),
        cookie: or(record.at("cookie").text(), "menshen"),
        days: record.at("days").number(180),
        domain: record.at("domain").text(),
        path: or(record.at("path").text(), "/"),
        scripted_grants: value.at("scriptedGrants").is_true(),
    };
    let listed = value.at("purposes").items();
    for entry in listed {
        let required = entry.at("required").is_true();
        policy.purposes.push(Purpose { id: entry.at("id").text(), required, requires: 0, meaning: 0 });
    }
    if listed.is_empty() {
        for known in BUILT_IN {
            let requires = policy.purpose_bit(known.requires);
            policy.purposes.push(Purpose { id: known.id, required: known.required, requires, meaning: 0 });
        }
    }
    for entry in value.at("services").items() {
        let purposes = policy.mask_of(entry.at("purposes").items());
        policy.services.push(service(entry, purposes));
    }
    for index in 0..policy.purposes.len() {
        // Summed, so that the order in which a site lists its services means nothing.
        let mut sum = 0u32;
        for service in &policy.services {
            if service.purposes & bit(index) != 0 {
                sum = sum.wrapping_add(service.meaning);
            }
        }
        let entry = listed.get(index).unwrap_or(&Value::Null);
        let revision = entry.at("revision").number(1);
        let requires = policy.mask_of(entry.at("requires").items());
        if let Some(purpose) = policy.purposes.get_mut(index) {
            purpose.requires |= requires;
            let hash = Hasher::new().part(purpose.id).part(Basis::Consent.word());
            purpose.meaning = hash.number(revision).number(sum).finish();
        }
    }
    policy.close_requires();
    policy
}

fn service<'a>(entry: &'a Value<'a>, purposes: Purposes) -> Service<'a> {
    let id = entry.at("id").text();
    let third_party = entry.at("party").text() != "first";
    // Summed, so that the order of the names means nothing.
    let mut shares = 0u32;
    for name in entry.at("sharesWith").items() {
        shares = shares.wrapping_add(Hasher::new().part(name.text()).finish());
    }
    Service {
        id,
        purposes,
        hosts: entry.at("hosts").items(),
        paths: entry.at("paths").items(),
        cookies: entry.at("cookies").items(),
        storage: entry.at("storage").items(),
        third_party,
        meaning: Hasher::new().part(id).number(third_party.into()).number(shares).finish(),
    }
}

impl Policy<'_> {
    fn mask_of(&self, ids: Texts<'_>) -> Purposes {
        let mut mask = 0;
        for id in ids {
            mask |= self.purpose_bit(id.text());
        }
        mask
    }

    /// Makes `requires` name everything that is needed, directly or through others. Each round reaches one
    /// step further at least, and no path is longer than the number of purposes.
    fn close_requires(&mut self) {
        for _ in 0..self.purposes.len() {
            for index in 0..self.purposes.len() {
                let further = self.purposes.get(index).map_or(0, |purpose| purpose.requires);
                for purpose in &mut self.purposes {
                    if purpose.requires & bit(index) != 0 {
                        purpose.requires |= further;
                    }
                }
            }
        }
    }
}
