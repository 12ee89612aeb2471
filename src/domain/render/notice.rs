//! The first layer: who asks, what for, and three answers of equal weight. And the way back to the settings.

use super::View;
use super::node::{Node, element, paragraph, said, text};
use super::parts::{answer, answers, in_language, message, sentences, statement};
use crate::domain::text::fill;

/// The id of the first layer's heading, which names the layer.
const TITLE: &str = "menshen-notice-title";

/// Returns the first layer.
pub fn notice(view: &View<'_>) -> Node {
    let messages = view.messages;
    let again = view.asks_again();
    let who = fill(messages.who, &[("{controller}", view.controller())]);
    let mut words = vec![
        element("h2", [("id", TITLE), ("class", "menshen-title")], [text(messages.title)]),
        paragraph("menshen-line", [text(&who)]),
    ];
    if again {
        words.push(paragraph("menshen-line", [text(messages.again)]));
    }
    words.push(element(
        "div",
        [("class", "menshen-purposes")],
        [
            paragraph("menshen-lead", [text(messages.purposes)]),
            element("ul", [("role", "list")], purposes(view)),
        ],
    ));
    words.push(paragraph("menshen-line", sentences([text(messages.basic), text(messages.worse)], messages)));
    let kept = fill(messages.kept, &[("{time}", &view.kept)]);
    words.push(paragraph("menshen-small", sentences([statement(view), text(&kept)], messages)));

    let mut scroller = element("div", [("class", "menshen-words")], words);
    if view.disclosure.statement.url.is_empty() {
        // No link in it that the keyboard could scroll by (WCAG 2.1.1).
        scroller = scroller.with("tabindex", "0");
    }
    let (reject, accept) =
        if again { (messages.reject_some, messages.accept_some) } else { (messages.reject, messages.accept) };
    let buttons = [answer("reject", reject), answer("accept", accept), answer("settings", messages.choose)];
    let root = element(
        "section",
        [("class", "menshen-notice"), ("role", "region"), ("aria-labelledby", TITLE)],
        [scroller, message(), answers(buttons)],
    );
    in_language(root, view)
}

/// Returns the floating way back. A landmark, so that it is found from everywhere and strays nowhere.
pub fn way_back(view: &View<'_>) -> Node {
    let label = view.messages.settings;
    let button = element(
        "button",
        [("type", "button"), ("class", "menshen-button"), ("data-menshen", "settings")],
        [text(label)],
    );
    let root = element("div", [("class", "menshen-way-back"), ("role", "region")], [button]);
    in_language(root.with("aria-label", label), view)
}

fn purposes(view: &View<'_>) -> Vec<Node> {
    let asked = view.asked.iter().filter_map(|id| view.disclosure.purpose(id));
    asked.map(|purpose| element("li", [], [said(purpose.title(view.messages))])).collect()
}
