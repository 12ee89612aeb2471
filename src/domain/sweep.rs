//! What refused services left behind: from what is stored in the browser to what is to go, and what no script of the
//! page can reach. Not in the gate: what deletes it is fetched when there is something to delete.

use crate::domain::catalogue::writes::writes;
use crate::domain::decision::{Action, any_fits, decide_known, permits};
use crate::domain::lines::MARK;
use crate::domain::pattern::name_fits;
use crate::domain::policy::Policy;
use crate::domain::policy::read::{Mode, Service};
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;
use crate::domain::split;

/// Something of a refused service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left<'a> {
    /// What it is: `cookie`, `local` …
    pub kind: &'a str,
    /// Its name or key; for `site` the host.
    pub name: &'a str,
    /// The id of the service; of one that the policy does not name, that of the catalogue.
    pub service: &'a str,
}

/// Returns what refused services left, in the order of the services, and after it what services left that the policy does
/// not name and the catalogue knows. Where nothing is held, nothing is to go. `found` holds kinds and names in
/// turn, parted by [`MARK`]: `cookie`, or what stores by keys or names (`local`, `session`, `database`, `cache`).
/// Other sites' own cookies come as `site` with the host as their name: no page reaches those.
pub fn leftovers<'a>(
    policy: &Policy<'a>,
    standing: &Standing,
    basis: Basis,
    found: &'a str,
) -> Vec<Left<'a>> {
    let mut all = Vec::new();
    if policy.mode == Mode::Observe {
        return all;
    }
    for service in &policy.services {
        if permits(service.id, policy, standing, basis) {
            continue;
        }
        let mut fields = split::all(found, MARK);
        while let (Some(kind), Some(name)) = (fields.next(), fields.next()) {
            // No pattern reaches the record itself.
            if name != policy.cookie && claims(service, kind, name) {
                all.push(Left { kind, name, service: service.id });
            }
        }
        if service.third_party {
            for host in service.hosts {
                all.push(Left { kind: "site", name: host, service: service.id });
            }
        }
    }
    let mut fields = split::all(found, MARK);
    while let (Some(kind), Some(name)) = (fields.next(), fields.next()) {
        if name == policy.cookie || policy.services.iter().any(|service| claims(service, kind, name)) {
            continue;
        }
        // Many write the same under one name as a cookie and as a key.
        if let Some(write) = writes().find(|write| name_fits(write.pattern, name))
            && decide_known(write.known, policy, standing, basis).action == Action::Hold
        {
            all.push(Left { kind, name, service: write.service });
        }
    }
    all
}

/// Returns whether something stored is a service's by its patterns.
fn claims(service: &Service<'_>, kind: &str, name: &str) -> bool {
    any_fits(if kind == "cookie" { service.cookies } else { service.storage }, name)
}
