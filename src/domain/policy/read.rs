//! The gate's part of a policy: what decisions need, and nothing that is only read by people.

use crate::domain::hash::Hasher;
use crate::domain::lines::read_number;
use crate::domain::pattern::{host_fits, without_port};
use crate::domain::policy::shape::{BUILT_IN, Kind, Slot};
use crate::domain::region::Basis;
use crate::domain::split;
use crate::domain::tape::{Tape, Texts, content};

/// The number of purposes that one policy may declare: one bit each.
pub const MOST_PURPOSES: usize = 32;

/// Purposes as bits: bit *n* is the policy's *n*-th purpose.
pub type Purposes = u32;

/// Holds what the gate decides by.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// What is held of what no service names.
    pub mode: Mode,
}

/// Says what is held of third parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// What a service names or the catalogue knows.
    #[default]
    Known,
    /// That, and every third party, cookie and key that nobody names.
    Strict,
    /// Nothing but what is marked.
    Observe,
}

/// Holds one purpose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purpose<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether it is always on.
    pub required: bool,
    /// The ids of what it requires, as the site names them.
    pub names: Texts<'a>,
    /// Everything it needs, directly or through others.
    pub requires: Purposes,
    /// Whether the site says what it is called.
    pub is_titled: bool,
    /// Whether the site says what is done under it.
    pub is_described: bool,
    /// The hash of what a visitor agrees to under it: not of its wording.
    pub meaning: u32,
}

/// Holds one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service<'a> {
    /// Its id.
    pub id: &'a str,
    /// The ids of the purposes it serves, as the site names them.
    pub names: Texts<'a>,
    /// The purposes it serves; all of them are needed.
    pub purposes: Purposes,
    /// Host patterns.
    pub hosts: Texts<'a>,
    /// Path patterns; empty means every path.
    pub paths: Texts<'a>,
    /// Cookie name patterns.
    pub cookies: Texts<'a>,
    /// Storage key patterns, which are those of databases and caches too.
    pub storage: Texts<'a>,
    /// Parts of the text of inline scripts.
    pub inline: Texts<'a>,
    /// Whether somebody other than the controller runs it.
    pub third_party: bool,
    /// The hash of what a visitor agrees to when agreeing to this service alone.
    pub meaning: u32,
}

impl<'a> Policy<'a> {
    /// Returns the policy of a page that gives none: the statement's section three.
    pub fn built_in() -> Self {
        let mut policy = Self::default();
        policy.complete(&Slots::default());
        policy
    }

    /// Reads a policy from a sorted tape that fits the pattern of all shapes (`schema::pattern`); none if its ids do not
    /// fit each other. [`check`](super::check::check) says what is wrong with any other.
    ///
    /// What a key means shows by its name alone, wherever it stands: the shapes, which would weigh more than all of
    /// this, were held against it before. Two names mean two things: the `name` of the controller is the first one, and
    /// `purposes` of services are ids.
    pub fn from_tape(tape: &'a str) -> Option<Self> {
        let mut tape = Tape(tape);
        let mut slots = Slots::default();
        let mut policy = Self::default();
        let mut kind = Kind::Part;
        loop {
            let token = tape.token();
            match token.as_bytes().first() {
                Some(b':') => {
                    let name = content(token);
                    if tape.0.starts_with(ITEMS) {
                        kind = if name.starts_with('p') { Kind::Purpose } else { Kind::Service };
                    } else if let Some(place) = split::all(NAMES, b' ').position(|known| known == name) {
                        let before = tape;
                        tape.skip();
                        slots.keep_first(place, tape.since(before));
                    }
                }
                Some(b'{') => slots.begin(kind),
                Some(b'}') => policy.add(kind, &slots),
                Some(b']') => kind = Kind::Part,
                Some(_) => {}
                None => break,
            }
        }
        policy.complete(&slots);
        policy.ids_fit().then_some(policy)
    }

    /// Returns whether every id is there once, and leads where it may.
    fn ids_fit(&self) -> bool {
        let optional = self.optional();
        let leads = |ids: Texts<'a>| ids.into_iter().all(|id| self.purpose_bit(id) != 0);
        let purposes = self.purposes.iter().enumerate().all(|(place, purpose)| {
            let refused = bit(place) | if purpose.required { optional } else { 0 };
            !self.has(purpose.id, place, 0)
                && leads(purpose.names)
                && (purpose.is_built_in() || (purpose.is_titled && purpose.is_described))
                && purpose.requires & refused == 0
        });
        let mut services = self.services.iter().enumerate();
        purposes
            && services
                .all(|(place, service)| !self.has(service.id, MOST_PURPOSES, place) && leads(service.names))
    }

    /// Returns whether a purpose before the first place or a service before the second has an id. Both share one
    /// space of names, since `data-consent` may name either.
    pub(super) fn has(&self, id: &str, purposes: usize, services: usize) -> bool {
        self.purpose_bit(id) & bit(purposes).wrapping_sub(1) != 0 || self.place(id) < services
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
            || self.first_party.into_iter().any(fits)
    }
}

/// Returns the bit of the purpose at a place.
pub fn bit(index: usize) -> Purposes {
    1u32.checked_shl(index as u32).unwrap_or(0)
}

/// Keys that the gate keeps, in the order of their slots, and two whose texts may have languages for keys that read like
/// some of these.
const NAMES: &str = "purposes name version cookie days domain path firstParty scriptedGrants thirdParties id required requires revision title description hosts paths cookies storage inline party sharesWith consequence retention";

/// How a list of objects begins.
const ITEMS: &str = "[\x1f{";

/// What is kept while a policy is read: the tokens of its values, by their slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slots<'a>([&'a str; Slot::Nothing as usize]);

impl<'a> Slots<'a> {
    pub(super) fn keep(&mut self, slot: Slot, value: &'a str) {
        if let Some(kept) = self.0.get_mut(slot as usize) {
            *kept = value;
        }
    }

    /// Keeps what has a slot unless something is there already.
    fn keep_first(&mut self, place: usize, value: &'a str) {
        let place = if place == Slot::Purposes as usize { Slot::Needs as usize } else { place };
        if let Some(kept) = self.0.get_mut(place)
            && kept.is_empty()
        {
            *kept = value;
        }
    }

    /// Forgets what was kept of the purpose or service before.
    pub(super) fn begin(&mut self, kind: Kind) {
        if kind != Kind::Part {
            for kept in self.0.iter_mut().skip(Slot::Id as usize) {
                *kept = "";
            }
        }
    }

    fn token(&self, slot: Slot) -> &'a str {
        self.0.get(slot as usize).copied().unwrap_or("")
    }

    #[inline(never)]
    fn text(&self, slot: Slot) -> &'a str {
        content(self.token(slot))
    }

    /// The first and last tokens of a list are no items.
    #[inline(never)]
    pub(super) fn list(&self, slot: Slot) -> Texts<'a> {
        let list = self.token(slot);
        Texts(list.get(2..list.len().wrapping_sub(1)).unwrap_or(""))
    }

    pub(super) fn is_there(&self, slot: Slot) -> bool {
        !self.token(slot).is_empty()
    }

    fn is_true(&self, slot: Slot) -> bool {
        self.token(slot) == "t"
    }

    fn number(&self, slot: Slot, otherwise: u32) -> u32 {
        read_number(self.text(slot), 10).unwrap_or(otherwise)
    }
}

impl<'a> Policy<'a> {
    /// Adds a purpose or service that was read.
    pub(super) fn add(&mut self, kind: Kind, slots: &Slots<'a>) {
        let id = slots.text(Slot::Id);
        let names = slots.list(Slot::Needs);
        match kind {
            Kind::Part => {}
            Kind::Purpose => self.purposes.push(Purpose {
                id,
                names,
                required: slots.is_true(Slot::Required),
                requires: 0,
                is_titled: slots.is_there(Slot::Title),
                is_described: slots.is_there(Slot::Description),
                // Until the services are known, the revision stands here.
                meaning: slots.number(Slot::Revision, 1),
            }),
            Kind::Service => {
                let third_party = slots.text(Slot::Party) != "first";
                // Summed, so that the order of the names means nothing.
                let mut shares = 0u32;
                for name in slots.list(Slot::SharesWith) {
                    shares = shares.wrapping_add(Hasher::new().part(name).finish());
                }
                self.services.push(Service {
                    id,
                    names,
                    purposes: 0,
                    hosts: slots.list(Slot::Hosts),
                    paths: slots.list(Slot::Paths),
                    cookies: slots.list(Slot::Cookies),
                    storage: slots.list(Slot::Storage),
                    inline: slots.list(Slot::Inline),
                    third_party,
                    meaning: Hasher::new().part(id).number(third_party.into()).number(shares).finish(),
                });
            }
        }
    }

    /// Fills in all else, once every purpose and service was added. An id that leads nowhere counts for nothing.
    pub(super) fn complete(&mut self, slots: &Slots<'a>) {
        let or = |found: &'a str, default: &'static str| if found.is_empty() { default } else { found };
        self.controller = Hasher::new().part(slots.text(Slot::Controller)).finish();
        self.statement = slots.text(Slot::Version);
        self.first_party = slots.list(Slot::FirstParty);
        self.cookie = or(slots.text(Slot::Cookie), "menshen");
        self.days = slots.number(Slot::Days, 180);
        self.domain = slots.text(Slot::Domain);
        self.path = or(slots.text(Slot::CookiePath), "/");
        self.scripted_grants = slots.is_true(Slot::ScriptedGrants);
        self.mode = match slots.text(Slot::ThirdParties).as_bytes().first() {
            Some(b's') => Mode::Strict,
            Some(b'o') => Mode::Observe,
            _ => Mode::Known,
        };
        if self.purposes.is_empty() {
            for known in BUILT_IN {
                let requires = self.purpose_bit(known.requires);
                let (id, required) = (known.id, known.required);
                self.purposes.push(Purpose { id, required, requires, meaning: 1, ..Purpose::default() });
            }
        }
        for place in 0..self.services.len() {
            let purposes = self.services.get(place).map_or(0, |service| self.mask_of(service.names));
            if let Some(service) = self.services.get_mut(place) {
                service.purposes = purposes;
            }
        }
        for place in 0..self.purposes.len() {
            // Summed, so that the order in which a site lists its services means nothing.
            let mut sum = 0u32;
            for service in &self.services {
                if service.purposes & bit(place) != 0 {
                    sum = sum.wrapping_add(service.meaning);
                }
            }
            let requires = self.purposes.get(place).map_or(0, |purpose| self.mask_of(purpose.names));
            if let Some(purpose) = self.purposes.get_mut(place) {
                purpose.requires |= requires;
                let hash = Hasher::new().part(purpose.id).part(Basis::Consent.word());
                purpose.meaning = hash.number(purpose.meaning).number(sum).finish();
            }
        }
        self.close_requires();
    }
}

impl Purpose<'_> {
    /// Returns whether we have words for it ourselves.
    pub(super) fn is_built_in(&self) -> bool {
        BUILT_IN.iter().any(|known| known.id == self.id)
    }
}

impl Policy<'_> {
    fn mask_of(&self, ids: Texts<'_>) -> Purposes {
        let mut mask = 0;
        for id in ids {
            mask |= self.purpose_bit(id);
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
