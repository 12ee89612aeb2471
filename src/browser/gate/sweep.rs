//! Deletes what refused services left in the browser, and tells what could not be deleted and why.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::runtime::Page;
use crate::browser::gate::store;
use crate::browser::value::{object, put};
use crate::domain::cookie;
use crate::domain::pattern::name_fits;
use crate::domain::traces;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// What one refused service may have left.
pub(crate) struct Traces {
    pub(crate) service: String,
    pub(crate) cookies: Vec<String>,
    pub(crate) storage: Vec<String>,
    /// Hosts of others, whose own cookies no script of this page reaches.
    pub(crate) elsewhere: Vec<String>,
}

/// Deletes, and returns `{deleted: [{kind, name, service}], kept: [{kind, name, service, reason}]}`.
pub(crate) fn sweep(hand: &Hand, page: &Page, own: &str, all: &[Traces]) -> JsValue {
    let report = Report { deleted: Array::new(), kept: Array::new() };
    for traces in all {
        cookies(hand, page, own, traces, &report);
        for (kind, storage) in [("local", store::local()), ("session", store::session())] {
            if let Some(storage) = storage {
                keys(kind, &storage, own, traces, &report);
            }
        }
        for host in &traces.elsewhere {
            report.add("site", host, &traces.service, Some("other-site"));
        }
    }
    let result = object();
    put(&result, "deleted", report.deleted);
    put(&result, "kept", report.kept);
    result
}

fn cookies(hand: &Hand, page: &Page, own: &str, traces: &Traces, report: &Report) {
    if traces.cookies.is_empty() {
        return;
    }
    let jar = hand.read_cookie();
    for name in cookie::names(&jar).filter(|name| *name != own && fits(&traces.cookies, name)) {
        for text in traces::deletions(name, &page.hostname, &page.path, page.secure) {
            hand.write_cookie(&text);
        }
        let left = cookie::names(&hand.read_cookie()).any(|other| other == name);
        // Seen by this page and out of its reach: set for a path or with attributes that cannot be known.
        report.add("cookie", name, &traces.service, left.then_some("out-of-reach"));
    }
}

fn keys(kind: &str, storage: &web_sys::Storage, own: &str, traces: &Traces, report: &Report) {
    if traces.storage.is_empty() {
        return;
    }
    // Read first, delete after: deleting moves the places.
    let names: Vec<String> =
        (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok().flatten()).collect();
    for name in names.iter().filter(|name| *name != own && fits(&traces.storage, name)) {
        let refused = storage.remove_item(name).is_err();
        report.add(kind, name, &traces.service, refused.then_some("storage-refused"));
    }
}

fn fits(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| name_fits(pattern, name))
}

struct Report {
    deleted: Array,
    kept: Array,
}

impl Report {
    fn add(&self, kind: &str, name: &str, service: &str, reason: Option<&str>) {
        let entry = object();
        put(&entry, "kind", kind);
        put(&entry, "name", name);
        put(&entry, "service", service);
        match reason {
            Some(reason) => {
                put(&entry, "reason", reason);
                self.kept.push(&entry);
            }
            None => {
                self.deleted.push(&entry);
            }
        }
    }
}
