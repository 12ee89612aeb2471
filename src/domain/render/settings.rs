//! The second layer: a switch for each purpose, and everything there is to know about it.

use super::View;
use super::node::{Node, element, paragraph, said, text};
use super::parts::{answer, answers, in_language, link, message, sentences, statement};
use crate::domain::disclosure::{Purpose, Service};
use crate::domain::text::fill;

/// The id of the settings' heading, which names the dialog.
const TITLE: &str = "menshen-settings-title";

/// Returns the settings. Nothing optional is on that the visitor has not granted (Planet49, C-673/17).
pub fn settings(view: &View<'_>) -> Node {
    let messages = view.messages;
    let who = fill(messages.who, &[("{controller}", view.controller())]);
    let mut body =
        vec![paragraph("menshen-line", [text(&who)]), paragraph("menshen-line", [text(messages.basic)])];
    body.extend(view.disclosure.purposes.iter().map(|purpose| section(purpose, view)));
    body.push(about(view));
    let buttons =
        [answer("reject", messages.reject), answer("accept", messages.accept), answer("save", messages.save)];
    let root = element(
        "dialog",
        [("class", "menshen-settings"), ("aria-labelledby", TITLE)],
        [head(view), element("div", [("class", "menshen-body")], body), message(), answers(buttons)],
    );
    in_language(root, view)
}

/// The focus goes to the heading, which answers nothing (APG, modal dialog).
fn head(view: &View<'_>) -> Node {
    let messages = view.messages;
    let title = element(
        "h2",
        [("id", TITLE), ("class", "menshen-title"), ("tabindex", "-1")],
        [text(messages.settings)],
    );
    let close = element(
        "button",
        [("type", "button"), ("class", "menshen-close"), ("data-menshen", "close")],
        [element("span", [("class", "menshen-close-label")], [text(messages.close)])],
    );
    element("div", [("class", "menshen-head")], [title, close])
}

fn section(purpose: &Purpose, view: &View<'_>) -> Node {
    let input = format!("menshen-purpose-{}", purpose.id);
    let words = format!("{input}-text");
    let is_on = purpose.required || view.granted.contains(&purpose.id);
    let switch =
        element("input", [("type", "checkbox"), ("role", "switch"), ("class", "menshen-switch")], [])
            .with("id", &input)
            .with("value", &purpose.id)
            .with("aria-describedby", &words)
            .flag("checked", is_on)
            .flag("disabled", purpose.required);
    let label = element("label", [("class", "menshen-label")], [said(purpose.title(view.messages))])
        .with("for", &input);
    let mut line = vec![element("h3", [("class", "menshen-name")], [label])];
    line.extend(marks(purpose, view));
    line.push(switch);
    let mut children = vec![
        element("div", [("class", "menshen-purpose-head")], line),
        element("div", [("class", "menshen-text")], description(purpose, view)).with("id", &words),
    ];
    children.extend(services(purpose, view));
    element("div", [("class", "menshen-purpose")], children)
}

/// Stand beside the label and not in it: a label says what a switch is for, in every state.
fn marks(purpose: &Purpose, view: &View<'_>) -> Vec<Node> {
    let mark = |class, label| element("span", [("class", class)], [text(label)]);
    let fresh = view.fresh.contains(&purpose.id).then(|| mark("menshen-mark", view.messages.fresh));
    let always = purpose.required.then(|| mark("menshen-always", view.messages.always));
    fresh.into_iter().chain(always).collect()
}

fn description(purpose: &Purpose, view: &View<'_>) -> Vec<Node> {
    let messages = view.messages;
    let mut words = vec![paragraph("menshen-line", [said(purpose.description(messages))])];
    let consequence = purpose.consequence(messages);
    if !consequence.text.is_empty() {
        words.push(paragraph("menshen-small", [said(consequence)]));
    }
    let requires = view.disclosure.titles(purpose.requires.iter().map(String::as_str), messages);
    if !requires.is_empty() {
        words
            .push(paragraph("menshen-small", [text(&fill(messages.requires, &[("{purposes}", &requires)]))]));
    }
    words
}

fn services(purpose: &Purpose, view: &View<'_>) -> Option<Node> {
    let messages = view.messages;
    let services: Vec<&Service> =
        view.disclosure.services.iter().filter(|service| service.purposes.contains(&purpose.id)).collect();
    if services.is_empty() {
        return None;
    }
    let count = fill(messages.services, &[("{count}", &services.len().to_string())]);
    let items = services.into_iter().map(|each| service(each, view));
    let summary = element("summary", [("class", "menshen-summary")], [text(&count)]);
    Some(element(
        "details",
        [("class", "menshen-services")],
        [summary, element("ul", [("class", "menshen-list")], items)],
    ))
}

fn service(service: &Service, view: &View<'_>) -> Node {
    let messages = view.messages;
    let mut facts = Vec::new();
    if let Some(provider) = &service.provider {
        facts.push(text(&fill(messages.provider, &[("{provider}", provider)])));
    }
    if let Some(retention) = &service.retention {
        let (before, after) =
            messages.retention.split_once("{retention}").unwrap_or((messages.retention, ""));
        let retention = [text(before), said(retention.said(messages.tag)), text(after)];
        facts.push(element("span", [], retention));
    }
    if !service.shares_with.is_empty() {
        let names = service.shares_with.join(messages.comma);
        facts.push(text(&fill(messages.shares, &[("{names}", &names)])));
    }
    if let Some(url) = &service.policy_url {
        facts.push(link(url, &fill(messages.service_policy, &[("{name}", &service.name)])));
    }
    let facts = facts.into_iter().map(|fact| element("li", [], [fact]));
    let name = element("strong", [("class", "menshen-service-name")], [text(&service.name)]);
    element("li", [("class", "menshen-service")], [name, element("ul", [("class", "menshen-facts")], facts)])
}

/// The small print: statement, how long the answer holds, the browser's own settings, and whom to write to.
fn about(view: &View<'_>) -> Node {
    let messages = view.messages;
    let mut law = vec![statement(view)];
    if let Some(date) = &view.effective {
        law.push(text(&fill(messages.effective, &[("{date}", date)])));
    }
    let kept = match &view.kept_until {
        Some(date) => fill(messages.kept_until, &[("{date}", date)]),
        None => fill(messages.kept, &[("{time}", &view.kept)]),
    };
    let mut lines = vec![
        paragraph("menshen-small", sentences(law, messages)),
        paragraph("menshen-small", sentences([text(&kept), text(messages.browser)], messages)),
    ];
    lines.extend(contact(view));
    element("div", [("class", "menshen-about")], lines)
}

fn contact(view: &View<'_>) -> Option<Node> {
    let messages = view.messages;
    let contact = view.disclosure.controller.contact.as_str();
    if contact.is_empty() {
        return None;
    }
    let is_one_word = !contact.contains(char::is_whitespace);
    let way = if is_one_word && contact.contains(':') {
        link(contact, contact.strip_prefix("mailto:").unwrap_or(contact))
    } else if is_one_word && contact.contains('@') {
        link(&format!("mailto:{contact}"), contact)
    } else {
        text(contact)
    };
    let (before, after) = messages.contact.split_once("{contact}").unwrap_or((messages.contact, ""));
    let named = |part| text(&fill(part, &[("{controller}", view.controller())]));
    let mut words = vec![element("span", [], [named(before), way, named(after)])];
    if let Some(time) = &view.reply {
        words.push(text(&fill(messages.reply, &[("{time}", time)])));
    }
    Some(paragraph("menshen-small", sentences(words, messages)))
}
