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
    let controller = text(section(value, "controller"), "name", "");
    let statement = text(section(value, "statement"), "version", "");
    let record = section(value, "record");
    let mut policy = Policy {
        controller: Hasher::new().part(&controller).finish(),
        statement,
        purposes: Vec::new(),
        services: Vec::new(),
        first_party: texts(value, "firstParty"),
        cookie: text(record, "cookie", "menshen"),
        days: number(record, "days", 180),
        domain: text(record, "domain", ""),
        path: text(record, "path", "/"),
        scripted_grants: flag(value, "scriptedGrants"),
    };
    let mut revisions = Vec::new();
    if let Some(listed) = value.get("purposes") {
        for entry in listed.items() {
            let required = flag(entry, "required");
            policy.purposes.push(Purpose { id: text(entry, "id", ""), required, requires: 0, meaning: 0 });
            revisions.push(number(entry, "revision", 1));
        }
        for (index, entry) in listed.items().iter().enumerate() {
            let requires = policy.mask_of(&texts(entry, "requires"));
            policy.purposes.iter_mut().skip(index).take(1).for_each(|purpose| purpose.requires = requires);
        }
    } else {
        for known in BUILT_IN {
            let requires = known.requires.and_then(|id| policy.purpose(id)).map_or(0, bit);
            policy.purposes.push(Purpose {
                id: known.id.into(),
                required: known.required,
                requires,
                meaning: 0,
            });
        }
    }
    policy.close_requires();
    for entry in value.get("services").map_or(&[][..], Value::items) {
        let service = service(entry, policy.mask_of(&texts(entry, "purposes")));
        policy.services.push(service);
    }
    for (index, purpose) in policy.purposes.iter_mut().enumerate() {
        let mut hash = Hasher::new().part(&purpose.id).part(Basis::Consent.word());
        hash = hash.number(revisions.get(index).copied().unwrap_or(1));
        // Summed, so that the order in which a site lists its services means nothing.
        let of_services = policy.services.iter().filter(|service| service.purposes & bit(index) != 0);
        let sum = of_services.fold(0u32, |sum, service| sum.wrapping_add(service.meaning));
        purpose.meaning = hash.number(sum).finish();
    }
    policy
}

fn service(entry: &Value, purposes: Purposes) -> Service {
    let id = text(entry, "id", "");
    let third_party = entry.get("party").and_then(Value::text) != Some("first");
    // Summed, so that the order of the names means nothing.
    let mut shares = 0u32;
    for name in &texts(entry, "sharesWith") {
        shares = shares.wrapping_add(Hasher::new().part(name).finish());
    }
    let hash = Hasher::new().part(&id).number(third_party.into()).number(shares);
    Service {
        id,
        purposes,
        hosts: texts(entry, "hosts"),
        paths: texts(entry, "paths"),
        cookies: texts(entry, "cookies"),
        storage: texts(entry, "storage"),
        third_party,
        meaning: hash.finish(),
    }
}

impl Policy {
    fn mask_of(&self, ids: &[String]) -> Purposes {
        let mut mask = 0;
        for id in ids {
            mask |= self.purpose(id).map_or(0, bit);
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

fn section<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn text(entry: &Value, name: &str, default: &str) -> String {
    entry.get(name).and_then(Value::text).unwrap_or(default).into()
}

fn texts(entry: &Value, name: &str) -> Vec<String> {
    let mut all = Vec::new();
    for item in entry.get(name).map_or(&[][..], Value::items) {
        all.push(item.text().unwrap_or("").into());
    }
    all
}

fn flag(entry: &Value, name: &str) -> bool {
    matches!(entry.get(name), Some(Value::Bool(true)))
}

fn number(entry: &Value, name: &str, default: u32) -> u32 {
    match entry.get(name) {
        Some(Value::Number(number)) => *number as u32,
        _ => default,
    }
}
