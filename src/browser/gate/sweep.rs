//! Finds what refused services left in the browser, has it deleted, and tells what could not be and why.

use crate::browser::gate::runtime::Runtime;
use crate::domain::decision::any_fits;
use crate::domain::lines::{Lines, MARK};
use crate::domain::policy::Policy;
use crate::domain::split;

/// Deletes; adds a line for each thing: its kind, name, service, and the reason if it is still there.
pub(crate) fn sweep(runtime: &Runtime, policy: &Policy<'_>, report: &mut Lines) {
    for service in &policy.services {
        if runtime.look(true, |state| state.permits(service.id)) {
            continue;
        }
        for (kind, patterns) in
            [("cookie", service.cookies), ("local", service.storage), ("session", service.storage)]
        {
            if patterns.is_empty() {
                continue;
            }
            for name in split::all(&runtime.hand.names(kind), MARK) {
                // No pattern reaches the record itself.
                if name != policy.cookie && any_fits(patterns, name) {
                    report.add(&[kind, name, service.id, &runtime.hand.wipe(kind, name)]);
                }
            }
        }
        if service.third_party {
            for host in service.hosts {
                // Cookies that the host keeps for itself are out of every script's reach.
                report.add(&["site", host, service.id, "other-site"]);
            }
        }
    }
}
