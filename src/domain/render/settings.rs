//! The second layer: a switch for each purpose, and everything there is to know about it.

use super::View;
use super::choices::choices;
use super::markup::Markup;
use super::notice::{scope, signal};
use super::parts::{answers, button, link, message, root, statement};
use super::services::{self, MANY};
use crate::domain::disclosure::Purpose;
use crate::domain::text::place::{Part, fill, parts};

/// The id of the settings' heading, which names the dialog.
const TITLE: &str = "menshen-settings-title";
/// The id of the field that searches services.
const SEARCH: &str = "menshen-search";

/// Returns the settings. Nothing optional is on that the visitor has not granted (Planet49, C-673/17).
pub fn settings(view: &View<'_>) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    out.open("dialog", "menshen-settings");
    out.attribute("aria-labelledby", TITLE);
    root(&mut out, view);
    head(&mut out, view);
    out.open("div", "menshen-body");
    out.line("p", "menshen-line", &fill(messages.who(), view.controller()));
    out.line("p", "menshen-line", messages.basic());
    signal(&mut out, view);
    search(&mut out, view);
    for purpose in &view.disclosure.purposes {
        section(&mut out, purpose, view);
    }
    choices(&mut out, view);
    about(&mut out, view);
    out.close();
    message(&mut out);
    answers(
        &mut out,
        &[("reject", messages.reject()), ("accept", messages.accept()), ("save", messages.save())],
    );
    out.close();
    out
}

/// The focus goes to the heading, which answers nothing (APG, modal dialog).
fn head(out: &mut Markup, view: &View<'_>) {
    out.open("div", "menshen-head");
    out.open("h2", "menshen-title");
    out.attribute("id", TITLE);
    out.attribute("tabindex", "-1");
    out.text(view.messages.settings());
    out.close();
    button(out, "menshen-close", "close", view.messages.close());
    out.close();
}

fn search(out: &mut Markup, view: &View<'_>) {
    if view.disclosure.services.len() < MANY {
        return;
    }
    out.open("div", "menshen-search");
    out.open("label", "menshen-search-label");
    out.attribute("for", SEARCH);
    out.text(view.messages.search());
    out.close();
    out.open("input", "menshen-field");
    out.attribute("type", "search");
    out.attribute("id", SEARCH);
    out.attribute("autocomplete", "off");
    out.close();
    out.close();
    out.open("p", "menshen-found");
    out.attribute("role", "status");
    out.close();
}

fn section(out: &mut Markup, purpose: &Purpose, view: &View<'_>) {
    let messages = view.messages;
    let mut input = String::from("menshen-purpose-");
    input.push_str(&purpose.id);
    let mut words = input.clone();
    words.push_str("-text");
    out.open("div", "menshen-purpose");
    out.open("div", "menshen-purpose-head");
    // The label says what the switch is for, in every state; what changes stands beside it.
    out.open("h3", "menshen-name");
    out.open("label", "menshen-label");
    out.attribute("for", &input);
    out.said(purpose.title(messages));
    out.close();
    out.close();
    if view.fresh.contains(&purpose.id) {
        let is_changed = view.changed.contains(&purpose.id);
        out.line("span", "menshen-mark", if is_changed { messages.changed() } else { messages.fresh() });
    }
    if purpose.required {
        out.line("span", "menshen-always", messages.always());
    }
    out.open("input", "menshen-switch");
    out.attribute("type", "checkbox");
    out.attribute("role", "switch");
    out.attribute("id", &input);
    out.attribute("value", &purpose.id);
    out.attribute("aria-describedby", &words);
    if purpose.required || view.granted.contains(&purpose.id.as_str()) {
        out.attribute("checked", "");
    }
    if purpose.required {
        out.attribute("disabled", "");
    }
    out.close();
    out.close();
    out.open("div", "menshen-text");
    out.attribute("id", &words);
    description(out, purpose, view);
    out.close();
    services::details(out, purpose, view);
    out.close();
}

fn description(out: &mut Markup, purpose: &Purpose, view: &View<'_>) {
    let messages = view.messages;
    out.open("p", "menshen-line");
    out.said(purpose.description(messages));
    out.close();
    let consequence = purpose.consequence(messages);
    if !consequence.text.is_empty() {
        out.open("p", "menshen-small");
        out.said(consequence);
        out.close();
    }
    let requires = view.titles(&purpose.requires);
    if !requires.is_empty() {
        out.line("p", "menshen-small", &fill(messages.requires(), &requires));
    }
}

/// Adds the small print: statement, how long the answer holds, the browser's own settings, and whom to write to.
pub fn about(out: &mut Markup, view: &View<'_>) {
    let messages = view.messages;
    out.open("div", "menshen-about");
    out.open("p", "menshen-small");
    statement(out, view);
    if let Some(date) = &view.effective {
        out.text(messages.gap());
        out.text(&fill(messages.effective(), date));
    }
    out.close();
    out.open("p", "menshen-small");
    out.text(&match &view.answer {
        Some(answer) => fill(messages.kept_until(), &answer.until),
        None => fill(messages.kept(), &view.kept),
    });
    out.text(messages.gap());
    out.text(messages.browser());
    out.close();
    scope(out, view);
    let contact = view.disclosure.controller.contact.as_str();
    if !contact.is_empty() {
        out.open("p", "menshen-small");
        for part in parts(messages.contact()) {
            match part {
                Part::Words(words) => out.text(words),
                Part::Place("contact") => way(out, contact),
                Part::Place(_) => out.text(view.controller()),
            }
        }
        if let Some(time) = &view.reply {
            out.text(messages.gap());
            out.text(&fill(messages.reply(), time));
        }
        out.close();
    }
    out.close();
}

/// Adds the way to the controller: an address is a link, a mail address too, and anything else is words.
fn way(out: &mut Markup, contact: &str) {
    let has = |byte| contact.as_bytes().contains(&byte);
    if has(b' ') || !(has(b':') || has(b'@')) {
        out.text(contact);
    } else if has(b':') {
        link(out, contact, contact.strip_prefix("mailto:").unwrap_or(contact));
    } else {
        let mut address = String::from("mailto:");
        address.push_str(contact);
        link(out, &address, contact);
    }
}
