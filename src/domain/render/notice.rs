//! The first layer: who asks, what for, and three answers of equal weight. And the way back to the settings.

use super::View;
use super::markup::Markup;
use super::parts::{answers, button, language, statement};
use crate::domain::text::fill;

/// The id of the first layer's heading, which names the layer.
const TITLE: &str = "menshen-notice-title";

/// Returns the first layer.
pub fn notice(view: &View<'_>) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    out.open("section", "menshen-notice");
    out.attribute("role", "region");
    out.attribute("aria-labelledby", TITLE);
    language(&mut out, view);
    out.open("div", "menshen-words");
    if view.disclosure.statement.url.is_empty() {
        // No link in it by which the keyboard could scroll (WCAG 2.1.1).
        out.attribute("tabindex", "0");
    }
    out.open("h2", "menshen-title");
    out.attribute("id", TITLE);
    out.text(messages.title);
    out.close();
    out.line("p", "menshen-line", &fill(messages.who, view.controller()));
    if view.asks_again() {
        out.line("p", "menshen-line", messages.again);
    }
    purposes(&mut out, view);
    out.open("p", "menshen-line");
    out.text(messages.basic);
    out.text(messages.gap);
    out.text(messages.worse);
    out.close();
    out.open("p", "menshen-small");
    statement(&mut out, view);
    out.text(messages.gap);
    out.text(&fill(messages.kept, &view.kept));
    out.close();
    out.close();
    let (reject, accept) = if view.asks_again() {
        (messages.reject_some, messages.accept_some)
    } else {
        (messages.reject, messages.accept)
    };
    answers(&mut out, [("reject", reject), ("accept", accept), ("settings", messages.choose)]);
    out.close();
    out
}

fn purposes(out: &mut Markup, view: &View<'_>) {
    out.open("div", "menshen-purposes");
    out.line("p", "menshen-lead", view.messages.purposes);
    // The style sheet takes the marks away, and some screen readers the list with them.
    out.open("ul", "");
    out.attribute("role", "list");
    for purpose in view.asked.iter().filter_map(|id| view.disclosure.purpose(id)) {
        out.open("li", "");
        out.said(purpose.title(view.messages));
        out.close();
    }
    out.close();
    out.close();
}

/// Returns the floating way back. A landmark, so that it is found from everywhere and strays nowhere.
pub fn way_back(view: &View<'_>) -> Markup {
    let label = view.messages.settings;
    let mut out = Markup::default();
    out.open("div", "menshen-way-back");
    out.attribute("role", "region");
    out.attribute("aria-label", label);
    language(&mut out, view);
    button(&mut out, "menshen-button", "settings", label);
    out.close();
    out
}
