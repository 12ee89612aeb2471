//! What refused services left behind: from what is stored in the browser to what is to go, and what no script of the
//! page can reach. Not in the gate: what deletes it is fetched when there is something to delete.

use crate::domain::decision::{any_fits, permits};
use crate::domain::lines::{Lines, MARK};
use crate::domain::policy::Policy;
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;
use crate::domain::split;

/// Returns a line for each thing of a refused service: its kind, name and service. `found` holds kinds and names in
/// turn, parted by [`MARK`]: `cookie`, or what stores by keys or names (`local`, `session`, `database`, `cache`).
/// Other sites' own cookies come as `site` with the host as their name: no page reaches those.
pub fn leftovers(policy: &Policy<'_>, standing: &Standing, basis: Basis, found: &str) -> Lines {
    let mut lines = Lines::default();
    for service in &policy.services {
        if permits(service.id, policy, standing, basis) {
            continue;
        }
        let mut fields = split::all(found, MARK);
        while let (Some(kind), Some(name)) = (fields.next(), fields.next()) {
            let patterns = if kind == "cookie" { service.cookies } else { service.storage };
            // No pattern reaches the record itself.
            if name != policy.cookie && any_fits(patterns, name) {
                lines.add(&[kind, name, service.id]);
            }
        }
        if service.third_party {
            for host in service.hosts {
                lines.add(&["site", host, service.id]);
            }
        }
    }
    lines
}
