//! Services with all there is to know about them: in the settings with a switch each, in the site's own page without.

use super::View;
use super::markup::Markup;
use super::parts::{link, said_in};
use crate::domain::disclosure::{Declared, Purpose, Service};
use crate::domain::text::place::fill;

/// From how many services on there is a field that searches them.
pub const MANY: usize = 12;

/// Returns the services of a purpose.
pub fn of<'a>(purpose: &'a Purpose, view: &'a View<'_>) -> impl Iterator<Item = &'a Service> {
    view.disclosure.services.iter().filter(|service| service.purposes.contains(&purpose.id))
}

/// Adds the line that opens the services of a purpose, and them; nothing where there are none.
pub fn details(out: &mut Markup, purpose: &Purpose, view: &View<'_>) {
    let count = of(purpose, view).count();
    if count == 0 {
        return;
    }
    let messages = view.messages;
    out.open("details", "menshen-services");
    out.line("summary", "menshen-summary", &fill(messages.services(), &view.locale.number(count as u32)));
    if !purpose.required {
        out.line("p", "menshen-small", messages.each());
    }
    list(out, purpose, view, true);
    out.close();
}

/// Adds the services of a purpose as a list.
pub fn list(out: &mut Markup, purpose: &Purpose, view: &View<'_>, with_switches: bool) {
    out.open("ul", "menshen-list");
    out.attribute("role", "list");
    for service in of(purpose, view) {
        out.open("li", "menshen-service");
        head(out, service, purpose, view, with_switches && !purpose.required);
        facts(out, service, &id_of(service, purpose, "-text"), view);
        table(out, service, view);
        out.close();
    }
    out.close();
}

fn head(out: &mut Markup, service: &Service, purpose: &Purpose, view: &View<'_>, with_switch: bool) {
    out.open("div", "menshen-service-head");
    if with_switch {
        let input = id_of(service, purpose, "");
        out.open("label", "menshen-label");
        out.attribute("for", &input);
        name(out, service);
        out.close();
        out.open("input", "menshen-switch");
        out.attribute("type", "checkbox");
        out.attribute("role", "switch");
        out.attribute("id", &input);
        out.attribute("value", &service.id);
        out.attribute("data-menshen-service", "");
        out.attribute("aria-describedby", &id_of(service, purpose, "-text"));
        if view.permitted.contains(&service.id.as_str()) {
            out.attribute("checked", "");
        }
        out.close();
    } else {
        name(out, service);
    }
    out.close();
}

fn name(out: &mut Markup, service: &Service) {
    out.open("strong", "menshen-service-name");
    out.name(&service.name);
    out.close();
}

/// One service may stand under several purposes.
fn id_of(service: &Service, purpose: &Purpose, end: &str) -> String {
    ["menshen-service-", &purpose.id, "-", &service.id, end].concat()
}

fn facts(out: &mut Markup, service: &Service, id: &str, view: &View<'_>) {
    let messages = view.messages;
    out.open("ul", "menshen-facts");
    out.attribute("id", id);
    out.attribute("role", "list");
    if let Some(provider) = &service.provider {
        out.line("li", "", &fill(messages.provider(), provider));
    }
    for (message, text) in
        [(messages.collects(), &service.collects), (messages.retention(), &service.retention)]
    {
        if let Some(text) = text {
            out.open("li", "");
            said_in(out, message, text.said(&messages.tag));
            out.close();
        }
    }
    if !service.shares_with.is_empty() {
        let names: Vec<String> = service.shares_with.iter().map(|name| apart(name, view)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        out.line("li", "", &fill(messages.shares(), &view.locale.list(&names)));
    }
    if let Some(url) = &service.policy_url {
        out.open("li", "");
        link(out, url, &fill(messages.service_policy(), &service.name));
        out.close();
    }
    out.close();
}

/// Keeps a name in its own direction within a sentence from the right (Unicode, bidirectional algorithm: isolates).
fn apart(name: &str, view: &View<'_>) -> String {
    match view.messages.direction() {
        "rtl" => ["\u{2068}", name, "\u{2069}"].concat(),
        _ => name.into(),
    }
}

/// What it stores, by name, use, duration and party (Planet49, C-673/17, 81).
fn table(out: &mut Markup, service: &Service, view: &View<'_>) {
    if service.declares.is_empty() {
        return;
    }
    let messages = view.messages;
    let columns =
        [messages.cookie_name(), messages.cookie_use(), messages.cookie_duration(), messages.cookie_party()];
    // Where rows fold, their elements lose what they are in some browsers, unless they say it.
    out.open("table", "menshen-table");
    out.attribute("role", "table");
    out.line("caption", "", &fill(messages.stores(), &service.name));
    out.open("thead", "");
    out.attribute("role", "rowgroup");
    out.open("tr", "");
    out.attribute("role", "row");
    for column in columns {
        out.open("th", "");
        out.attribute("scope", "col");
        out.attribute("role", "columnheader");
        out.text(column);
        out.close();
    }
    out.close();
    out.close();
    out.open("tbody", "");
    out.attribute("role", "rowgroup");
    for declared in &service.declares {
        row(out, declared, service, view, columns);
    }
    out.close();
    out.close();
}

fn row(out: &mut Markup, declared: &Declared, service: &Service, view: &View<'_>, columns: [&str; 4]) {
    let messages = view.messages;
    let [name, usage, duration, party] = columns;
    out.open("tr", "");
    out.attribute("role", "row");
    cell(out, name, |out| out.name(&declared.name));
    cell(out, usage, |out| match &declared.purpose {
        Some(text) => out.said(text.said(&messages.tag)),
        None => out.text(messages.not_stated()),
    });
    cell(out, duration, |out| match declared.days {
        Some(0) => out.text(messages.session()),
        Some(days) => out.text(&view.locale.days(days)),
        None => out.text(messages.not_stated()),
    });
    let is_first = declared.is_first_party.unwrap_or(!service.is_third_party);
    cell(out, party, |out| out.text(if is_first { messages.party_first() } else { messages.party_third() }));
    out.close();
}

/// Where cells stand below each other, each says its column.
fn cell(out: &mut Markup, column: &str, fill: impl FnOnce(&mut Markup)) {
    out.open("td", "");
    out.attribute("role", "cell");
    out.attribute("data-menshen-column", column);
    fill(out);
    out.close();
}
