//! What refused services left behind: from what is stored in the browser to what is to go, and what no script of the
//! page can reach. Not in the gate: what deletes it is fetched when there is something to delete.

use crate::domain::decision::{any_fits, permits};
use crate::domain::lines::MARK;
use crate::domain::policy::Policy;
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
    /// The id of the service.
    pub service: &'a str,
}

/// Returns what refused services left, in the order of the services. `found` holds kinds and names in
/// turn, parted by [`MARK`]: `cookie`, or what stores by keys or names (`local`, `session`, `database`, `cache`).
/// Other sites' own cookies come as `site` with the host as their name: no page reaches those.
pub fn leftovers<'a>(
    policy: &Policy<'a>,
    standing: &Standing,
    basis: Basis,
    found: &'a str,
) -> Vec<Left<'a>> {
    let mut all = Vec::new();
    for service in &policy.services {
        if permits(service.id, policy, standing, basis) {
            continue;
        }
        let mut fields = split::all(found, MARK);
        while let (Some(kind), Some(name)) = (fields.next(), fields.next()) {
            let patterns = if kind == "cookie" { service.cookies } else { service.storage };
            // No pattern reaches the record itself.
            if name != policy.cookie && any_fits(patterns, name) {
                all.push(Left { kind, name, service: service.id });
            }
        }
        if service.third_party {
            for host in service.hosts {
                all.push(Left { kind: "site", name: host, service: service.id });
            }
        }
    }
    all
}
