//! The gate's part of a policy: what decisions need, and nothing that is only read by people.

use crate::domain::error::Error;
use crate::domain::hash::Hasher;
use crate::domain::pattern::{host_fits, without_port};
use crate::domain::policy::check::check;
use crate::domain::policy::shape::BUILT_IN;
use crate::domain::region::Basis;
use crate::domain::value::Value;

/// Purposes as bits: bit *n* is the policy's *n*-th purpose.
pub type Purposes = u32;

/// Holds what the gate decides by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The hash of the controller's name: another controller is another question.
    pub controller: u32,
    /// The statement's version, kept in every record.
    pub statement: String,
    /// In the site's order; at most 32.
    pub purposes: Vec<Purpose>,
    /// In the site's order.
    pub services: Vec<Service>,
    /// Hosts that are the site's own besides the page's.
    pub first_party: Vec<String>,
    /// The record's cookie name.
    pub cookie: String,
    /// How long an answer is kept, in days.
    pub days: u32,
    /// The record's cookie domain, or empty for the page's host alone.
    pub domain: String,
    /// The record's cookie path.
    pub path: String,
    /// Whether a script may grant without the visitor.
    pub scripted_grants: bool,
}

/// Holds one purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Purpose {
    /// Its id.
    pub id: String,
    /// Whether it is always on.
    pub required: bool,
    /// Everything it needs, directly or through others.
    pub requires: Purposes,
    /// The hash of what a visitor agrees to under it: not of its wording.
    pub meaning: u32,
}

/// Holds one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// The purposes it serves; all of them are needed.
    pub purposes: Purposes,
    /// Host patterns.
    pub hosts: Vec<String>,
    /// Path patterns; empty means every path.
    pub paths: Vec<String>,
    /// Cookie name patterns.
    pub cookies: Vec<String>,
    /// Storage key patterns.
    pub storage: Vec<String>,
    /// Whether somebody other than the controller runs it.
    pub third_party: bool,
    /// The hash of what a visitor agrees to when agreeing to this service alone.
    pub meaning: u32,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// The first fault in the policy's order; see [`check`] for all of them.
    pub fn read(value: &Value) -> Result<Self, Error> {
        match check(value).into_iter().next() {
            Some(error) => Err(error),
            None => Ok(from_checked(value)),
        }
    }

    /// Returns the policy of a page that gives none: the statement's section three.
    pub fn built_in() -> Self {
        from_checked(&Value::Null)
    }

    /// Returns the purposes that are always on.
    pub fn required(&self) -> Purposes {
        self.mask(|purpose| purpose.required)
    }

    /// Returns all purposes.
    pub fn all(&self) -> Purposes {
        self.mask(|_| true)
    }

    /// Returns the place of a purpose.
    pub fn purpose(&self, id: &str) -> Option<usize> {
        self.purposes.iter().position(|purpose| purpose.id == id)
    }

    /// Returns the place of a service.
    pub fn service(&self, id: &str) -> Option<usize> {
        self.services.iter().position(|service| service.id == id)
    }

    /// Returns the purposes for which `test` holds.
    pub fn mask(&self, test: impl Fn(&Purpose) -> bool) -> Purposes {
        self.each().filter(|(_, purpose)| test(purpose)).fold(0, |mask, (bit, _)| mask | bit)
    }

    /// Returns every purpose with its bit.
    pub fn each(&self) -> impl Iterator<Item = (Purposes, &Purpose)> {
        self.purposes.iter().enumerate().map(|(index, purpose)| (bit(index), purpose))
    }

    /// Returns whether a host is the site's own: the page's host, its subdomains, the record's domain and the
    /// listed hosts. No host (inline, `data:`, `blob:`) is the page itself.
    pub fn is_first_party(&self, host: &str, page: &str) -> bool {
        host.is_empty()
            || (!page.is_empty() && host_fits(without_port(page), host))
            || (!self.domain.is_empty() && host_fits(&self.domain, host))
            || self.first_party.iter().any(|own| host_fits(own, host))
    }
}

/// Returns the bit of the purpose at a place.
pub fn bit(index: usize) -> Purposes {
    1u32.checked_shl(index as u32).unwrap_or(0)
}

fn from_checked(value: &Value) -> Policy {
    let text = |key: &Value, name: &str| key.get(name).and_then(Value::text).unwrap_or("").to_string();
    let under = |section: &str, name: &str| value.get(section).and_then(|found| found.get(name));
    let under_text = |section: &str, name: &str| under(section, name).and_then(Value::text).unwrap_or("");
    let strings = |entry: &Value, name: &str| -> Vec<String> {
        entry
            .get(name)
            .map_or(&[][..], Value::items)
            .iter()
            .filter_map(Value::text)
            .map(String::from)
            .collect()
    };

    let mut purposes: Vec<Purpose> = Vec::new();
    let mut direct: Vec<Vec<String>> = Vec::new();
    let mut revisions: Vec<u32> = Vec::new();
    if let Some(listed) = value.get("purposes") {
        for entry in listed.items() {
            let required = entry.get("required") == Some(&Value::Bool(true));
            purposes.push(Purpose { id: text(entry, "id"), required, requires: 0, meaning: 0 });
            direct.push(strings(entry, "requires"));
            revisions.push(match entry.get("revision") {
                Some(Value::Number(number)) => *number as u32,
                _ => 1,
            });
        }
    } else {
        for known in BUILT_IN {
            purposes.push(Purpose { id: known.id.into(), required: known.required, requires: 0, meaning: 0 });
            direct.push(known.requires.iter().map(|id| String::from(*id)).collect());
            revisions.push(1);
        }
    }
    let place = |id: &str| purposes.iter().position(|purpose| purpose.id == id);
    let mask_of =
        |ids: &[String]| ids.iter().filter_map(|id| place(id)).fold(0, |mask, index| mask | bit(index));
    let mut closed: Vec<Purposes> = direct.iter().map(|ids| mask_of(ids)).collect();
    // Each round reaches one step further, and no path is longer than the number of purposes.
    for _ in 0..closed.len() {
        let before = closed.clone();
        for mask in &mut closed {
            for (index, further) in before.iter().enumerate() {
                if *mask & bit(index) != 0 {
                    *mask |= further;
                }
            }
        }
    }

    let services: Vec<Service> = value
        .get("services")
        .map_or(&[][..], Value::items)
        .iter()
        .map(|entry| {
            let third_party = text(entry, "party") != "first";
            let mut shares = strings(entry, "sharesWith");
            shares.sort_unstable();
            let own =
                Hasher::new().part(&text(entry, "id")).part(if third_party { "third" } else { "first" });
            let meaning = shares.iter().fold(own, |hasher, name| hasher.part(name)).finish();
            Service {
                id: text(entry, "id"),
                purposes: mask_of(&strings(entry, "purposes")),
                hosts: strings(entry, "hosts"),
                paths: strings(entry, "paths"),
                cookies: strings(entry, "cookies"),
                storage: strings(entry, "storage"),
                third_party,
                meaning,
            }
        })
        .collect();

    for (index, purpose) in purposes.iter_mut().enumerate() {
        purpose.requires = closed.get(index).copied().unwrap_or(0);
        // By hash, so that the order in which a site lists its services means nothing.
        let mut parts: Vec<u32> = services
            .iter()
            .filter(|service| service.purposes & bit(index) != 0)
            .map(|service| service.meaning)
            .collect();
        parts.sort_unstable();
        let own = Hasher::new()
            .part(&purpose.id)
            .part(Basis::Consent.word())
            .number(revisions.get(index).copied().unwrap_or(1));
        purpose.meaning = parts.into_iter().fold(own, Hasher::number).finish();
    }

    let or = |found: &str, default: &str| String::from(if found.is_empty() { default } else { found });
    Policy {
        controller: Hasher::new().part(under_text("controller", "name")).finish(),
        statement: under_text("statement", "version").into(),
        purposes,
        services,
        first_party: strings(value, "firstParty"),
        cookie: or(under_text("record", "cookie"), "menshen"),
        days: match under("record", "days") {
            Some(Value::Number(days)) => *days as u32,
            _ => 180,
        },
        domain: under_text("record", "domain").into(),
        path: or(under_text("record", "path"), "/"),
        scripted_grants: value.get("scriptedGrants") == Some(&Value::Bool(true)),
    }
}
