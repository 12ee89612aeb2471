//! The first layer: who asks, what for, and three answers of equal weight. And the way back to the settings.

use super::View;
use super::markup::Markup;
use super::parts::{answers, button, message, root, statement};
use crate::domain::text::place::fill;
use crate::domain::text::words::plural;

/// The id of the first layer's heading, which names the layer.
pub(super) const TITLE: &str = "menshen-notice-title";

/// Returns the first layer.
pub fn notice(view: &View<'_>) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    frame(&mut out, view, "menshen-notice", view.disclosure.look.modal, messages.title());
    out.line("p", "menshen-line", &fill(messages.who(), view.controller()));
    if view.asks_again() {
        out.line("p", "menshen-line", messages.again());
    }
    purposes(&mut out, view);
    changes(&mut out, view);
    third_parties(&mut out, view);
    out.open("p", "menshen-line");
    out.text(messages.basic());
    out.text(messages.gap());
    out.text(messages.worse());
    out.close();
    signal(&mut out, view);
    out.open("p", "menshen-small");
    statement(&mut out, view);
    out.text(messages.gap());
    out.text(&fill(messages.kept(), &view.kept));
    out.close();
    scope(&mut out, view);
    out.close();
    let (reject, accept) = if view.asks_again() {
        (messages.reject_some(), messages.accept_some())
    } else {
        (messages.reject(), messages.accept())
    };
    message(&mut out);
    answers(&mut out, &[("reject", reject), ("accept", accept), ("settings", messages.choose())]);
    out.close();
    out
}

/// Opens what the first layer stands in, with its heading; its words are open then.
pub(super) fn frame(out: &mut Markup, view: &View<'_>, class: &str, modal: bool, title: &str) {
    out.open(if modal { "dialog" } else { "section" }, class);
    if !modal {
        out.attribute("role", "region");
    }
    out.attribute("aria-labelledby", TITLE);
    root(out, view);
    let look = &view.disclosure.look;
    for (name, value) in [("data-menshen-layout", &look.layout), ("data-menshen-position", &look.position)] {
        if !value.is_empty() {
            out.attribute(name, value);
        }
    }
    out.open("div", "menshen-words");
    if view.disclosure.statement.url.is_empty() {
        // No link in it by which the keyboard could scroll (WCAG 2.1.1).
        out.attribute("tabindex", "0");
    }
    out.open("h2", "menshen-title");
    out.attribute("id", TITLE);
    if modal {
        out.attribute("tabindex", "-1");
    }
    out.text(title);
    out.close();
}

fn purposes(out: &mut Markup, view: &View<'_>) {
    out.open("div", "menshen-purposes");
    out.line("p", "menshen-lead", view.messages.purposes());
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

/// What is different about what is asked again, where the site says so (statement, 4.9).
fn changes(out: &mut Markup, view: &View<'_>) {
    for purpose in view.fresh.iter().filter_map(|id| view.disclosure.purpose(id)) {
        if let Some(change) = &purpose.change {
            out.open("p", "menshen-line");
            super::parts::said_in(out, view.messages.changes(), change.said(&view.messages.tag));
            out.close();
        }
    }
}

/// How many third parties there are, and the way to all of them (TCF, policies, appendix B).
fn third_parties(out: &mut Markup, view: &View<'_>) {
    let count = view.disclosure.third_parties(view.asked) as u32;
    if count > 0 {
        let form = plural(view.messages.parties(), &view.locale.category(count));
        out.open("p", "menshen-line");
        button(out, "menshen-link", "services", &fill(form, &view.locale.number(count)));
        out.close();
    }
}

/// That a signal of the browser's is followed (CCPA regulations, 7025(c)(6)).
pub(super) fn signal(out: &mut Markup, view: &View<'_>) {
    let off: Vec<&str> = view.disclosure.optional().filter(|id| !view.granted.contains(id)).collect();
    if view.has_signal && !off.is_empty() {
        out.line("p", "menshen-signal", &fill(view.messages.signal(), &view.titles(&off)));
    }
}

/// For which hosts the answer counts, where there are several; and that it may not last.
pub(super) fn scope(out: &mut Markup, view: &View<'_>) {
    let domain = view.disclosure.domain.as_str();
    if !domain.is_empty() {
        out.line("p", "menshen-small", &fill(view.messages.scope(), domain));
    }
    if !view.keeps_cookies {
        out.line("p", "menshen-small", view.messages.no_cookies());
    }
}

/// Returns the floating way back. A landmark, so that it is found from everywhere and strays nowhere.
pub fn way_back(view: &View<'_>) -> Markup {
    let label = view.messages.settings();
    let mut out = Markup::default();
    out.open("div", "menshen-way-back");
    out.attribute("role", "region");
    out.attribute("aria-label", label);
    root(&mut out, view);
    button(&mut out, "menshen-button", "settings", label);
    out.close();
    out
}
