//! The second layer: a switch for each purpose, and everything there is to know about it.

use crate::domain::disclosure::{Purpose, Service};
use crate::domain::render::View;
use crate::domain::render::node::{Node, element, text};
use crate::domain::render::notice::{button, in_language, link, statement};
use crate::domain::text::fill;

/// The id of the settings' heading, which names the dialog.
const TITLE: &str = "menshen-settings-title";

/// Returns the settings. Nothing optional is on that the visitor has not granted (Planet49, C-673/17).
pub fn settings(view: &View<'_>) -> Node {
    let messages = view.messages;
    let close =
        element("button", [("type", "button"), ("class", "menshen-close"), ("data-menshen", "close")], [])
            .with("aria-label", messages.close)
            .with("title", messages.close);
    let head = element(
        "header",
        [("class", "menshen-head")],
        [
            element(
                "h2",
                [("id", TITLE), ("class", "menshen-title"), ("tabindex", "-1")],
                [text(messages.settings)],
            ),
            close,
        ],
    );
    let mut body = vec![
        element("p", [], [text(&fill(messages.who, &[("{controller}", view.controller())]))]),
        element("p", [], [text(messages.basic)]),
    ];
    body.extend(view.disclosure.purposes.iter().map(|purpose| section(purpose, view)));
    body.push(element("p", [("class", "menshen-small")], about(view)));
    body.push(element("p", [("class", "menshen-small")], [text(messages.browser)]));
    body.extend(contact(view));
    let buttons =
        [button("reject", messages.reject), button("accept", messages.accept), button("save", messages.save)];
    let root = element(
        "dialog",
        [("class", "menshen-settings"), ("aria-labelledby", TITLE)],
        [
            head,
            element("div", [("class", "menshen-body")], body),
            element("div", [("class", "menshen-buttons")], buttons),
        ],
    );
    in_language(root, view)
}

fn section(purpose: &Purpose, view: &View<'_>) -> Node {
    let messages = view.messages;
    let is_on = purpose.required || view.granted.contains(&purpose.id);
    let input = format!("menshen-purpose-{}", purpose.id);
    let details = format!("{input}-text");
    let switch =
        element("input", [("type", "checkbox"), ("role", "switch"), ("class", "menshen-switch")], [])
            .with("id", &input)
            .with("value", &purpose.id)
            .with("aria-describedby", &details)
            .flag("checked", is_on)
            .flag("disabled", purpose.required);
    let mut title = vec![text(purpose.title(messages))];
    if view.fresh.contains(&purpose.id) {
        title.extend([text(" "), element("span", [("class", "menshen-mark")], [text(messages.fresh)])]);
    }
    if purpose.required {
        title.extend([text(" "), element("span", [("class", "menshen-always")], [text(messages.always)])]);
    }
    let mut words = vec![element("p", [], [text(purpose.description(messages))])];
    let consequence = purpose.consequence(messages);
    if !consequence.is_empty() {
        words.push(element("p", [("class", "menshen-small")], [text(consequence)]));
    }
    let requires: Vec<&str> = purpose
        .requires
        .iter()
        .filter_map(|id| view.disclosure.purpose(id))
        .map(|other| other.title(messages))
        .collect();
    if !requires.is_empty() {
        let line = fill(messages.requires, &[("{purposes}", &requires.join(messages.comma))]);
        words.push(element("p", [("class", "menshen-small")], [text(&line)]));
    }
    let line = element(
        "div",
        [("class", "menshen-purpose-head")],
        [element("label", [("class", "menshen-label")], title).with("for", &input), switch],
    );
    let mut children = vec![line, element("div", [("class", "menshen-text")], words).with("id", &details)];
    let services: Vec<&Service> =
        view.disclosure.services.iter().filter(|service| service.purposes.contains(&purpose.id)).collect();
    if !services.is_empty() {
        let count = fill(messages.services, &[("{count}", &services.len().to_string())]);
        let items = services.into_iter().map(|each| service(each, view));
        children.push(element(
            "details",
            [("class", "menshen-services")],
            [element("summary", [], [text(&count)]), element("ul", [("class", "menshen-list")], items)],
        ));
    }
    element("section", [("class", "menshen-purpose")], children)
}

fn service(service: &Service, view: &View<'_>) -> Node {
    let messages = view.messages;
    let mut children = vec![element("strong", [], [text(&service.name)])];
    let mut say = |sentence: String| children.extend([text(" "), text(&sentence)]);
    if let Some(provider) = &service.provider {
        say(fill(messages.provider, &[("{provider}", provider)]));
    }
    if let Some(retention) = &service.retention {
        say(fill(messages.retention, &[("{retention}", retention.text(messages.tag))]));
    }
    if !service.shares_with.is_empty() {
        say(fill(messages.shares, &[("{names}", &service.shares_with.join(messages.comma))]));
    }
    if let Some(url) = &service.policy_url {
        let label = fill(messages.service_policy, &[("{name}", &service.name)]);
        children.extend([text(" "), link(url, &label)]);
    }
    element("li", [], children)
}

fn about(view: &View<'_>) -> Vec<Node> {
    let messages = view.messages;
    let mut words = statement(view);
    if let Some(date) = &view.effective {
        words.extend([text(" "), text(&fill(messages.effective, &[("{date}", date)]))]);
    }
    let kept = match &view.kept_until {
        Some(date) => fill(messages.kept_until, &[("{date}", date)]),
        None => fill(messages.kept, &[("{days}", &view.days.to_string())]),
    };
    words.extend([text(" "), text(&kept)]);
    words
}

fn contact(view: &View<'_>) -> Option<Node> {
    let messages = view.messages;
    let controller = &view.disclosure.controller;
    if controller.contact.is_empty() {
        return None;
    }
    let contact = controller.contact.as_str();
    let shown = contact.strip_prefix("mailto:").unwrap_or(contact);
    let is_address = contact.contains(':') && !contact.contains(' ');
    let way = if is_address {
        link(contact, shown)
    } else if contact.contains('@') && !contact.contains(' ') {
        link(&format!("mailto:{contact}"), contact)
    } else {
        text(contact)
    };
    let mut words = vec![
        element("strong", [], [text(messages.contact)]),
        text(" "),
        text(view.controller()),
        text(messages.comma),
        way,
    ];
    if let Some(days) = controller.reply_days {
        words.extend([text(" "), text(&fill(messages.reply, &[("{days}", &days.to_string())]))]);
    }
    Some(element("p", [("class", "menshen-small")], words))
}
