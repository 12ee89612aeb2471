//! The one question: may this emission pass?

use crate::domain::cookie;
use crate::domain::pattern::{host_fits, name_fits, path_fits};
use crate::domain::policy::read::{Policy, Purposes};
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;

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
    /// A string written to `document.cookie`.
    Cookie(&'a str),
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
pub fn decide(emission: &Emission<'_>, policy: &Policy, standing: &Standing, basis: Basis) -> Verdict {
    let permitted = Permitted::new(policy, standing, basis);
    match emission {
        Emission::Marked(ids) => marked(ids, policy, &permitted),
        Emission::Address { host, path, first_party } => match recognise(policy, host, path, *first_party) {
            fits if fits.is_empty() => Verdict { action: Action::Allow, service: None, missing: 0 },
            fits => permitted.all(&fits, Action::Hold),
        },
        Emission::Cookie(written) => {
            let name = cookie::name(written);
            let fits: Vec<usize> =
                places(policy, |service| service.cookies.iter().any(|pattern| name_fits(pattern, name)));
            let mut verdict = permitted.all(&fits, Action::Drop);
            let only_identity =
                policy.purpose(IDENTITY).map(crate::domain::policy::read::bit) == Some(verdict.missing);
            if verdict.action != Action::Allow && cookie::deletes(written) {
                verdict.action = Action::Allow;
            } else if verdict.action != Action::Allow && only_identity {
                verdict.action = Action::Soften;
            }
            verdict
        }
    }
}

/// Returns whether a purpose or service is permitted; an unknown id is not.
pub fn permits(id: &str, policy: &Policy, standing: &Standing, basis: Basis) -> bool {
    decide(&Emission::Marked(id), policy, standing, basis).action == Action::Allow
}

fn marked(ids: &str, policy: &Policy, permitted: &Permitted<'_>) -> Verdict {
    let mut verdict = Verdict { action: Action::Allow, service: None, missing: 0 };
    let mut named = false;
    for id in ids.split_ascii_whitespace() {
        named = true;
        if let Some(index) = policy.purpose(id) {
            let missing = crate::domain::policy::read::bit(index) & !permitted.purposes;
            verdict.missing |= missing;
            if missing != 0 {
                verdict.action = Action::Hold;
            }
        } else if let Some(index) = policy.service(id) {
            let of_service = permitted.all(&[index], Action::Hold);
            verdict.service = Some(index);
            verdict.missing |= of_service.missing;
            if of_service.action != Action::Allow {
                verdict.action = Action::Hold;
            }
        } else {
            verdict.action = Action::Hold;
        }
    }
    if !named {
        verdict.action = Action::Hold;
    }
    verdict
}

/// Returns the services that an address belongs to: of all that fit, those with the most precise host and path.
fn recognise(policy: &Policy, host: &str, path: &str, first_party: bool) -> Vec<usize> {
    let mut best = (0, 0);
    let mut fits = Vec::new();
    for (index, service) in policy.services.iter().enumerate() {
        let by_host = if service.hosts.is_empty() {
            // Without a host, paths mean the site's own addresses: a tracker behind the site's own name.
            (first_party && !service.paths.is_empty()).then_some(0)
        } else {
            longest(&service.hosts, |pattern| host_fits(pattern, host))
        };
        let by_path = if service.paths.is_empty() {
            Some(0)
        } else {
            longest(&service.paths, |pattern| path_fits(pattern, path))
        };
        let (Some(by_host), Some(by_path)) = (by_host, by_path) else { continue };
        let precision = (by_host, by_path);
        if fits.is_empty() || precision > best {
            best = precision;
            fits.clear();
        }
        if precision == best {
            fits.push(index);
        }
    }
    fits
}

fn longest(patterns: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    patterns.iter().filter(|pattern| fits(pattern)).map(String::len).max()
}

fn places(policy: &Policy, test: impl Fn(&crate::domain::policy::Service) -> bool) -> Vec<usize> {
    policy.services.iter().enumerate().filter(|(_, service)| test(service)).map(|(index, _)| index).collect()
}

struct Permitted<'a> {
    policy: &'a Policy,
    standing: &'a Standing,
    purposes: Purposes,
}

impl<'a> Permitted<'a> {
    fn new(policy: &'a Policy, standing: &'a Standing, basis: Basis) -> Self {
        let purposes = match basis {
            Basis::Consent => standing.effective(policy),
            // Permitted is not granted: nothing of this enters a record.
            Basis::OptOut | Basis::Objection => {
                let open = policy.all() & !standing.denied;
                policy.mask(|purpose| purpose.requires & !open == 0) & open
            }
        };
        Self { policy, standing, purposes }
    }

    /// All of the services must be permitted: where two claim one name, the refused one counts.
    fn all(&self, services: &[usize], otherwise: Action) -> Verdict {
        let mut verdict = Verdict { action: Action::Allow, service: services.first().copied(), missing: 0 };
        for index in services {
            let Some(service) = self.policy.services.get(*index) else { continue };
            let missing = service.purposes & !self.purposes;
            let allowed = self.standing.service(*index).unwrap_or(missing == 0);
            if !allowed {
                verdict = Verdict {
                    action: otherwise,
                    service: Some(*index),
                    missing: verdict.missing | if missing == 0 { service.purposes } else { missing },
                };
            }
        }
        verdict
    }
}
