//! The first layer: who asks, what for, and three answers of equal weight.

use crate::domain::render::View;
use crate::domain::render::node::{Node, element, text};
use crate::domain::text::fill;

/// The id of the first layer's heading, which names the layer.
const TITLE: &str = "menshen-notice-title";

/// Returns the first layer.
pub fn notice(view: &View<'_>) -> Node {
    let messages = view.messages;
    let again = view.asks_again();
    let who = if again {
        messages.again.into()
    } else {
        fill(messages.who, &[("{controller}", view.controller())])
    };
    let mut purposes = Vec::new();
    for id in view.asked {
        if let Some(purpose) = view.disclosure.purpose(id) {
            purposes.push(element("li", [], [text(purpose.title(messages))]));
        }
    }
    let mut words = vec![
        element("h2", [("id", TITLE), ("class", "menshen-title")], [text(messages.title)]),
        element("p", [], [text(&who)]),
    ];
    if !again {
        words.push(element("p", [("class", "menshen-lead")], [text(messages.purposes)]));
    }
    words.push(element("ul", [("class", "menshen-list")], purposes));
    words.push(element("p", [], [text(messages.basic)]));
    let kept = fill(messages.kept, &[("{days}", &view.days.to_string())]);
    words.push(element(
        "p",
        [("class", "menshen-small")],
        statement(view).into_iter().chain([text(" "), text(&kept)]),
    ));

    let (reject, accept) =
        if again { (messages.reject_some, messages.accept_some) } else { (messages.reject, messages.accept) };
    let buttons = [button("reject", reject), button("accept", accept), button("settings", messages.settings)];
    let root = element(
        "section",
        [("class", "menshen-notice"), ("role", "region"), ("aria-labelledby", TITLE)],
        [
            element("div", [("class", "menshen-words")], words),
            element("div", [("class", "menshen-buttons")], buttons),
        ],
    );
    in_language(root, view)
}

/// Returns a button of the first layer or the settings. All answers look the same (EDPB, cookie banner taskforce, 17).
pub fn button(name: &'static str, label: &str) -> Node {
    element(
        "button",
        [("type", "button"), ("class", "menshen-button-answer"), ("data-menshen", name)],
        [text(label)],
    )
}

/// Returns the floating way back.
pub fn way_back(view: &View<'_>) -> Node {
    let label = view.messages.settings;
    let button = element(
        "button",
        [("type", "button"), ("class", "menshen-button"), ("data-menshen", "settings")],
        [text(label)],
    );
    in_language(button, view)
}

/// Says the language where it is not the page's (WCAG 3.1.2).
pub(super) fn in_language(root: Node, view: &View<'_>) -> Node {
    let root = root.with("dir", "ltr");
    if view.is_page_language { root } else { root.with("lang", view.messages.tag) }
}

/// Says that what is recorded falls under the statement (statement, 3.3).
pub(super) fn statement(view: &View<'_>) -> Vec<Node> {
    let messages = view.messages;
    let statement = &view.disclosure.statement;
    if statement.url.is_empty() {
        return vec![text(messages.statement_missing)];
    }
    let sentence = fill(messages.statement, &[("{version}", &statement.version)]);
    let (before, after) = sentence.split_once("{statement}").unwrap_or((&sentence, ""));
    vec![text(before), link(&statement.url, messages.statement_link), text(after)]
}

/// Returns a link, or only its words where the address is none that a notice may lead to.
pub(super) fn link(url: &str, label: &str) -> Node {
    let scheme =
        url.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme);
    let may_lead = scheme.is_none_or(|scheme| {
        ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    if may_lead { element("a", [], [text(label)]).with("href", url) } else { text(label) }
}
