//! Deletes what refused services left in the browser, and tells what could not be deleted and why.

use crate::browser::gate::runtime::Runtime;
use crate::browser::gate::store;
use crate::domain::cookie;
use crate::domain::decision::any_fits;
use crate::domain::json::Json;
use crate::domain::pattern::without_port;
use crate::domain::policy::{Policy, Service};
use crate::domain::traces;

/// Deletes, and returns the JSON `{deleted: [{kind, name, service}], kept: [{kind, name, service, reason}]}`.
pub(crate) fn sweep(runtime: &Runtime, policy: &Policy, refused: impl Fn(&str) -> bool) -> String {
    let mut report = Report { deleted: Json::open("["), kept: Json::open("[") };
    for service in &policy.services {
        if !refused(&service.id) {
            continue;
        }
        if !service.cookies.is_empty() {
            cookies(runtime, policy, service, &mut report);
        }
        if !service.storage.is_empty() {
            keys(runtime, true, &policy.cookie, service, &mut report);
            keys(runtime, false, &policy.cookie, service, &mut report);
        }
        if service.third_party {
            for host in &service.hosts {
                // Cookies that the host keeps for itself are out of every script's reach.
                report.add("site", host, service, "other-site");
            }
        }
    }
    let mut json = Json::open("{");
    report.deleted.close("]");
    report.kept.close("]");
    json.key("deleted").raw(&report.deleted.finish());
    json.key("kept").raw(&report.kept.finish());
    json.close("}");
    json.finish()
}

fn cookies(runtime: &Runtime, policy: &Policy, service: &Service, report: &mut Report) {
    let jar = runtime.hand.read_cookie();
    for name in cookie::names(&jar) {
        // No pattern reaches the record itself.
        if name == policy.cookie || !any_fits(&service.cookies, name) {
            continue;
        }
        let page = runtime.look(String::new(), |state| without_port(&state.page).into());
        for text in traces::deletions(name, &page, &runtime.hand.path(), runtime.secure) {
            runtime.hand.write_cookie(&text);
        }
        // Still seen by this page and out of its reach: set with attributes that cannot be known.
        let is_left = cookie::names(&runtime.hand.read_cookie()).any(|other| other == name);
        report.add("cookie", name, service, if is_left { "out-of-reach" } else { "" });
    }
}

fn keys(runtime: &Runtime, is_local: bool, own: &str, service: &Service, report: &mut Report) {
    let Some(storage) = store::storage(&runtime.hand, is_local) else { return };
    // Backwards, since deleting moves the places behind.
    for place in (0..storage.length().unwrap_or(0)).rev() {
        if let Ok(Some(name)) = storage.key(place)
            && name != own
            && any_fits(&service.storage, &name)
        {
            let is_left = storage.remove_item(&name).is_err();
            let kind = if is_local { "local" } else { "session" };
            report.add(kind, &name, service, if is_left { "storage-refused" } else { "" });
        }
    }
}

struct Report {
    deleted: Json,
    kept: Json,
}

impl Report {
    /// Adds a line; without a reason for keeping it, the thing is gone.
    fn add(&mut self, kind: &str, name: &str, service: &Service, reason: &str) {
        let list = if reason.is_empty() { &mut self.deleted } else { &mut self.kept };
        list.raw("{");
        list.key("kind").text(kind);
        list.key("name").text(name);
        list.key("service").text(&service.id);
        if !reason.is_empty() {
            list.key("reason").text(reason);
        }
        list.close("}");
    }
}
