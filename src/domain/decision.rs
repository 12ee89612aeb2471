//! The one question: may this emission pass?

use crate::domain::catalogue::Known;
use crate::domain::cookie;
use crate::domain::pattern::{host_fits, name_fits, path_fits, text_fits};
use crate::domain::policy::read::{Mode, Policy, Purposes, Service};
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;
use crate::domain::split;
use crate::domain::tape::Texts;

/// The built-in purpose of being remembered; its cookies are softened rather than dropped.
const IDENTITY: &str = "identity";

/// Something that can carry data out or write to the device.
#[derive(Clone, Copy, Debug)]
pub enum Emission<'a> {
    /// A node that the page itself marked with `data-consent`; holds the attribute's value.
    Marked(&'a str),
    /// Something that names an address.
    Address {
        /// The address's host with its port; empty for inline, `data:` and `blob:`.
        host: &'a str,
        /// The address's path.
        path: &'a str,
        /// Whether the host is the site's own.
        first_party: bool,
    },
    /// The text of an inline script.
    Inline(&'a str),
    /// A string written to `document.cookie`.
    Cookie(&'a str),
    /// A key written in localStorage or sessionStorage.
    Key(&'a str),
}

/// What the gate says of an emission, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What is done.
    pub action: Action,
    /// The service by which it was recognised.
    pub service: Option<usize>,
    /// The purposes that it still needs.
    pub missing: Purposes,
    /// Whether it was recognised by the catalogue.
    pub known: bool,
}

/// What is done with an emission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It passes.
    Allow,
    /// It waits until what it needs is granted.
    Hold,
    /// It is thrown away.
    Drop,
    /// It passes as a session cookie.
    Soften,
}

/// Decides on one emission.
pub fn decide(emission: &Emission<'_>, policy: &Policy<'_>, standing: &Standing, basis: Basis) -> Verdict {
    let purposes = in_force(policy, standing, basis);
    let mut verdict = Verdict::allow();
    match emission {
        Emission::Marked(ids) => {
            let mut unknown = true;
            for id in split::all(ids, b' ').filter(|id| !id.is_empty()) {
                unknown = false;
                let bit = policy.purpose_bit(id);
                if bit != 0 {
                    verdict.needs(bit & !purposes);
                } else if let Some(index) = policy.service(id) {
                    verdict.needs_service(index, policy, standing, purposes);
                } else {
                    unknown = true;
                    break;
                }
            }
            // A mark that names nothing, or something nobody declared, was still meant as a mark.
            if unknown {
                verdict.action = Action::Hold;
            }
        }
        Emission::Address { host, path, first_party } => {
            let mut best = 1;
            for (index, service) in policy.services.iter().enumerate() {
                let precision = recognise(service, host, path, *first_party);
                if precision > best {
                    best = precision;
                    verdict = Verdict::allow();
                }
                if precision == best {
                    verdict.needs_service(index, policy, standing, purposes);
                }
            }
        }
        Emission::Inline(text) => {
            for (index, service) in policy.services.iter().enumerate() {
                if service.inline.into_iter().any(|pattern| text_fits(pattern, text)) {
                    verdict.needs_service(index, policy, standing, purposes);
                }
            }
        }
        Emission::Key(key) => {
            for (index, service) in policy.services.iter().enumerate() {
                if any_fits(service.storage, key) {
                    verdict.needs_service(index, policy, standing, purposes);
                }
            }
            verdict.needs_a_name(policy);
        }
        Emission::Cookie(written) => {
            let name = cookie::name(written);
            for (index, service) in policy.services.iter().enumerate() {
                if any_fits(service.cookies, name) {
                    verdict.needs_service(index, policy, standing, purposes);
                }
            }
            verdict.needs_a_name(policy);
        }
    }
    verdict.writes(emission, policy);
    verdict
}

/// Decides on an address of a third party that no service of the policy names, and that the catalogue knows. A purpose
/// that the policy does not declare cannot be granted, so it is held and nothing is said to be missing.
pub fn decide_known(known: Known, policy: &Policy<'_>, standing: &Standing, basis: Basis) -> Verdict {
    let in_force = in_force(policy, standing, basis);
    let wanted = known.purpose().map_or(policy.optional(), |id| policy.purpose_bit(id));
    // Of what a tag manager may bring, one granted purpose is enough: what it brings is asked about by itself.
    let passes = wanted & in_force != 0;
    let action = if passes { Action::Allow } else { Action::Hold };
    Verdict { action, service: None, missing: if passes { 0 } else { wanted }, known: true }
}

/// Returns whether a name fits one of the patterns.
pub fn any_fits(patterns: Texts<'_>, name: &str) -> bool {
    patterns.into_iter().any(|pattern| name_fits(pattern, name))
}

/// Returns whether a purpose or service is permitted; an unknown id is not.
pub fn permits(id: &str, policy: &Policy<'_>, standing: &Standing, basis: Basis) -> bool {
    decide(&Emission::Marked(id), policy, standing, basis).action == Action::Allow
}

/// Returns how precisely a service names an address, by the lengths of host and path; 0 if it does not.
/// Of all services that name it, those that do so most precisely count.
fn recognise(service: &Service<'_>, host: &str, path: &str, first_party: bool) -> usize {
    let (mut by_host, mut by_path) = (0, 0);
    for pattern in service.hosts {
        if host_fits(pattern, host) {
            by_host = by_host.max(pattern.len());
        }
    }
    for pattern in service.paths {
        if path_fits(pattern, path) {
            by_path = by_path.max(pattern.len());
        }
    }
    // Without a host, paths mean the site's own addresses: a tracker behind the site's own name.
    let is_host = if service.hosts.is_empty() { first_party && by_path > 0 } else { by_host > 0 };
    if is_host && (by_path > 0 || service.paths.is_empty()) { (by_host << 12) + by_path + 1 } else { 0 }
}

fn in_force(policy: &Policy<'_>, standing: &Standing, basis: Basis) -> Purposes {
    match basis {
        Basis::Consent => standing.effective(policy),
        // Permitted is not granted: nothing of this enters a record.
        Basis::OptOut | Basis::Objection => policy.apart_from(standing.denied) & !standing.denied,
    }
}

impl Verdict {
    const fn allow() -> Self {
        Self { action: Action::Allow, service: None, missing: 0, known: false }
    }

    /// What may not be written does not wait: it is thrown away, or written in part.
    pub(super) fn writes(&mut self, emission: &Emission<'_>, policy: &Policy<'_>) {
        if self.action == Action::Hold {
            self.action = match emission {
                Emission::Key(_) => Action::Drop,
                Emission::Cookie(written) if cookie::deletes(written) => Action::Allow,
                Emission::Cookie(_) if self.missing != 0 && policy.purpose_bit(IDENTITY) == self.missing => {
                    Action::Soften
                }
                Emission::Cookie(_) => Action::Drop,
                _ => Action::Hold,
            };
        }
    }

    fn needs(&mut self, missing: Purposes) {
        self.missing |= missing;
        if missing != 0 {
            self.action = Action::Hold;
        }
    }

    /// Where only what is named may pass, nothing else does.
    pub(super) fn needs_a_name(&mut self, policy: &Policy<'_>) {
        if self.service.is_none() && policy.mode == Mode::Strict {
            self.action = Action::Hold;
        }
    }

    /// Every service that claims an emission must be permitted: where two do, the refused one counts.
    fn needs_service(&mut self, index: usize, policy: &Policy<'_>, standing: &Standing, purposes: Purposes) {
        let of_service = policy.services.get(index).map_or(0, |service| service.purposes);
        let missing = of_service & !purposes;
        let held = self.action != Action::Allow;
        match standing.service(index) {
            Some(true) => {}
            // Refused by itself though its purposes are granted: it needs them all anew.
            Some(false) => self.needs(of_service),
            None => self.needs(missing),
        }
        if self.service.is_none() || (!held && self.action != Action::Allow) {
            self.service = Some(index);
        }
    }
}
