//! Deletes what refused services left in the browser, and tells what could not be deleted and why.

use crate::browser::gate::runtime::Runtime;
use crate::domain::cookie;
use crate::domain::decision::any_fits;
use crate::domain::lines::{LINE, Lines};
use crate::domain::pattern::without_port;
use crate::domain::policy::Policy;
use crate::domain::split;
use crate::domain::traces;

/// Deletes; adds a line for each thing: its kind, name, service, and the reason if it is still there.
pub(crate) fn sweep(runtime: &Runtime, policy: &Policy<'_>, report: &mut Lines) {
    for service in &policy.services {
        if runtime.look(true, |state| state.permits(service.id)) {
            continue;
        }
        if !service.cookies.is_empty() {
            let jar = runtime.hand.cookie("");
            // A name stands in the jar once for each path and domain; all of them are tried at once. No pattern
            // reaches the record itself.
            let mut tried = vec![policy.cookie];
            for name in cookie::names(&jar) {
                if !tried.contains(&name) && any_fits(service.cookies, name) {
                    tried.push(name);
                    let reason = delete_cookie(runtime, name);
                    report.add(&["cookie", name, service.id, reason]);
                }
            }
        }
        if !service.storage.is_empty() {
            for is_local in [true, false] {
                let keys = runtime.hand.keys(is_local);
                for key in split::all(&keys, LINE.as_bytes().first().copied().unwrap_or(0)) {
                    if key != policy.cookie && any_fits(service.storage, key) {
                        let reason = if runtime.hand.remove(is_local, key) { "" } else { "storage-refused" };
                        report.add(&[if is_local { "local" } else { "session" }, key, service.id, reason]);
                    }
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

fn delete_cookie(runtime: &Runtime, name: &str) -> &'static str {
    let page = runtime.look(String::new(), |state| without_port(&state.page).into());
    for text in traces::deletions(name, &page, &runtime.hand.path(), runtime.secure) {
        runtime.hand.cookie(&text);
    }
    // Still seen by this page and out of its reach: set with attributes that cannot be known.
    let jar = runtime.hand.cookie("");
    if cookie::value(&jar, name).is_some() { "out-of-reach" } else { "" }
}
