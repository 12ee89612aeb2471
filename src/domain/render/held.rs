//! What stands in place of a held embed: whose it is, what it would do, and two ways to have it.

use super::View;
use super::markup::Markup;
use super::parts::{button, root};
use crate::domain::text::place::fill;

/// Returns the placeholder for something of a service, or of nobody known by a service's name. `purposes` are those
/// it waits for; `preview` is the address of a picture of the site's own, or empty. Only a service can be allowed for
/// good.
pub fn held(
    view: &View<'_>,
    name: &str,
    service: Option<&str>,
    purposes: &[String],
    preview: &str,
) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    out.open("div", "menshen-held");
    out.attribute("role", "group");
    let lead = fill(messages.held_lead(), name);
    out.attribute("aria-label", &lead);
    root(&mut out, view);
    if !preview.is_empty() {
        out.open("img", "menshen-held-preview");
        out.attribute("src", preview);
        out.attribute("alt", "");
        out.close();
    }
    out.open("div", "menshen-held-words");
    out.line("p", "menshen-line", &lead);
    let titles = view.titles(purposes);
    if !titles.is_empty() {
        out.line("p", "menshen-small", &fill(messages.held_use(), &titles));
    }
    out.open("div", "menshen-actions");
    button(&mut out, "menshen-action", "once", messages.load_once());
    if service.is_some() {
        button(&mut out, "menshen-action", "always", &fill(messages.load_always(), name));
    }
    out.close();
    out.close();
    out.close();
    out
}
