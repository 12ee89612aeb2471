//! What the layers share.

use super::View;
use super::node::{Node, element, paragraph, text};
use crate::domain::text::{Messages, fill};

/// Returns a button that answers, or leads to an answer. All look the same (EDPB, cookie banner taskforce, 17).
pub fn answer(name: &'static str, label: &str) -> Node {
    element(
        "button",
        [("type", "button"), ("class", "menshen-button-answer"), ("data-menshen", name)],
        [text(label)],
    )
}

/// Returns the row of answers.
pub fn answers(buttons: [Node; 3]) -> Node {
    element("div", [("class", "menshen-buttons")], buttons)
}

/// Returns the place where a layer says what happened. It is there from the beginning, empty, since assistive
/// technology announces what changes and not what comes (WCAG 4.1.3).
pub fn message() -> Node {
    paragraph("menshen-message", []).with("role", "status")
}

/// Puts sentences one after the other, as the language parts them.
pub fn sentences(sentences: impl IntoIterator<Item = Node>, messages: &Messages) -> Vec<Node> {
    let mut words = Vec::new();
    for sentence in sentences {
        if !words.is_empty() && !messages.gap.is_empty() {
            words.push(text(messages.gap));
        }
        words.push(sentence);
    }
    words
}

/// Says in which direction the layer is written, and in which language where that is not the page's (WCAG 3.1.2).
pub fn in_language(root: Node, view: &View<'_>) -> Node {
    let root = root.with("dir", view.messages.direction);
    if view.is_page_language { root } else { root.with("lang", view.messages.tag) }
}

/// Says that what is recorded falls under the statement (statement, 3.3).
pub fn statement(view: &View<'_>) -> Node {
    let messages = view.messages;
    let statement = &view.disclosure.statement;
    if statement.url.is_empty() {
        return text(messages.statement_missing);
    }
    // The site's version goes in last: whatever it contains is no place of ours.
    let (before, after) = messages.statement.split_once("{statement}").unwrap_or((messages.statement, ""));
    let version = |part| text(&fill(part, &[("{version}", &statement.version)]));
    element("span", [], [version(before), link(&statement.url, messages.statement_link), version(after)])
}

/// Returns a link, or only its words where the address is none that a notice may lead to.
pub fn link(url: &str, label: &str) -> Node {
    let head = url.split(['/', '?', '#']).next().unwrap_or("");
    let may_lead = head.split_once(':').is_none_or(|(scheme, _)| {
        ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    if may_lead { element("a", [], [text(label)]).with("href", url) } else { text(label) }
}
