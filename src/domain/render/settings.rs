//! The second layer: a switch for each purpose, and everything there is to know about it.

use super::View;
use super::markup::Markup;
use super::parts::{answers, button, language, link, statement};
use crate::domain::disclosure::{Purpose, Service};
use crate::domain::lines::push_number;
use crate::domain::text::{Part, fill, parts};

/// The id of the settings' heading, which names the dialog.
const TITLE: &str = "menshen-settings-title";

/// Returns the settings. Nothing optional is on that the visitor has not granted (Planet49, C-673/17).
pub fn settings(view: &View<'_>) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    out.open("dialog", "menshen-settings");
    out.attribute("aria-labelledby", TITLE);
    language(&mut out, view);
    head(&mut out, view);
    out.open("div", "menshen-body");
    out.line("p", "menshen-line", &fill(messages.who, view.controller()));
    out.line("p", "menshen-line", messages.basic);
    for purpose in &view.disclosure.purposes {
        section(&mut out, purpose, view);
    }
    about(&mut out, view);
    out.close();
    let reject = ("reject", messages.reject);
    answers(&mut out, [reject, ("accept", messages.accept), ("save", messages.save)]);
    out.close();
    out
}

/// The focus goes to the heading, which answers nothing (APG, modal dialog).
fn head(out: &mut Markup, view: &View<'_>) {
    out.open("div", "menshen-head");
    out.open("h2", "menshen-title");
    out.attribute("id", TITLE);
    out.attribute("tabindex", "-1");
    out.text(view.messages.settings);
    out.close();
    button(out, "menshen-close", "close", view.messages.close);
    out.close();
}

fn section(out: &mut Markup, purpose: &Purpose, view: &View<'_>) {
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
    out.said(purpose.title(view.messages));
    out.close();
    out.close();
    if view.fresh.contains(&purpose.id) {
        out.line("span", "menshen-mark", view.messages.fresh);
    }
    if purpose.required {
        out.line("span", "menshen-always", view.messages.always);
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
    services(out, purpose, view);
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
    let requires = view.disclosure.titles(&purpose.requires, messages);
    if !requires.is_empty() {
        out.line("p", "menshen-small", &fill(messages.requires, &requires));
    }
}

fn services(out: &mut Markup, purpose: &Purpose, view: &View<'_>) {
    let is_its = |service: &&Service| service.purposes.contains(&purpose.id);
    let services = || view.disclosure.services.iter().filter(is_its);
    let mut count = String::new();
    match services().count() {
        0 => return,
        some => push_number(&mut count, some as u32, 10),
    }
    out.open("details", "menshen-services");
    out.line("summary", "menshen-summary", &fill(view.messages.services, &count));
    out.open("ul", "menshen-list");
    for each in services() {
        service(out, each, view);
    }
    out.close();
    out.close();
}

fn service(out: &mut Markup, service: &Service, view: &View<'_>) {
    let messages = view.messages;
    out.open("li", "menshen-service");
    out.line("strong", "menshen-service-name", &service.name);
    out.open("ul", "menshen-facts");
    if let Some(provider) = &service.provider {
        out.line("li", "", &fill(messages.provider, provider));
    }
    if let Some(retention) = &service.retention {
        out.open("li", "");
        for part in parts(messages.retention) {
            match part {
                Part::Words(words) => out.text(words),
                Part::Place(_) => out.said(retention.said(messages.tag)),
            }
        }
        out.close();
    }
    if !service.shares_with.is_empty() {
        out.line("li", "", &fill(messages.shares, &service.shares_with.join(messages.comma)));
    }
    if let Some(url) = &service.policy_url {
        out.open("li", "");
        link(out, url, &fill(messages.service_policy, &service.name));
        out.close();
    }
    out.close();
    out.close();
}

/// The small print: statement, how long the answer holds, the browser's own settings, and whom to write to.
fn about(out: &mut Markup, view: &View<'_>) {
    let messages = view.messages;
    out.open("div", "menshen-about");
    out.open("p", "menshen-small");
    statement(out, view);
    if let Some(date) = &view.effective {
        out.text(messages.gap);
        out.text(&fill(messages.effective, date));
    }
    out.close();
    out.open("p", "menshen-small");
    out.text(&match &view.kept_until {
        Some(date) => fill(messages.kept_until, date),
        None => fill(messages.kept, &view.kept),
    });
    out.text(messages.gap);
    out.text(messages.browser);
    out.close();
    let contact = view.disclosure.controller.contact.as_str();
    if !contact.is_empty() {
        out.open("p", "menshen-small");
        for part in parts(messages.contact) {
            match part {
                Part::Words(words) => out.text(words),
                Part::Place("contact") => way(out, contact),
                Part::Place(_) => out.text(view.controller()),
            }
        }
        if let Some(time) = &view.reply {
            out.text(messages.gap);
            out.text(&fill(messages.reply, time));
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
