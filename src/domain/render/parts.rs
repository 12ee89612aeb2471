//! What the layers share.

use super::View;
use super::markup::Markup;
use crate::domain::split;
use crate::domain::text::place::{Part, parts};

/// Adds the place where a layer says what happened: there from the beginning, empty, since assistive technology
/// announces what changes and not what comes (WCAG 4.1.3).
pub fn message(out: &mut Markup) {
    out.open("p", "menshen-message");
    out.attribute("role", "status");
    out.close();
}

/// The longest word that a third of a narrow window has room for, in letters.
const LONGEST_WORD: usize = 8;

/// Adds the row of answers, each a name and a label. All look the same (EDPB, cookie banner taskforce, 17), so where one
/// has a long word, all stand below each other as soon as there is little room.
pub fn answers(out: &mut Markup, buttons: &[(&'static str, &str)]) {
    out.open("div", "menshen-buttons");
    let is_long = |label: &str| split::all(label, b' ').any(|word| word.chars().count() > LONGEST_WORD);
    if buttons.iter().any(|(_, label)| is_long(label)) {
        out.attribute("data-menshen-words", "long");
    }
    for (name, label) in buttons {
        button(out, "menshen-button-answer", name, label);
    }
    out.close();
}

/// Adds a button; its name tells what it does.
pub fn button(out: &mut Markup, class: &str, name: &str, label: &str) {
    out.open("button", class);
    out.attribute("type", "button");
    out.attribute("data-menshen", name);
    out.line("span", "menshen-button-label", label);
    out.close();
}

/// Says in which direction a root is written, in which language where that is not the page's (WCAG 3.1.2), and how it
/// looks where the site says so.
pub fn root(out: &mut Markup, view: &View<'_>) {
    out.attribute("dir", view.messages.direction());
    if !view.is_page_language {
        out.attribute("lang", &view.messages.tag);
    }
    let look = &view.disclosure.look;
    for (name, value) in [("data-menshen-theme", &look.theme), ("data-menshen-scheme", &look.scheme)] {
        if !value.is_empty() {
            out.attribute(name, value);
        }
    }
}

/// Says that what is recorded falls under the statement (statement, 3.3).
pub fn statement(out: &mut Markup, view: &View<'_>) {
    let messages = view.messages;
    let statement = &view.disclosure.statement;
    if statement.url.is_empty() {
        return out.text(messages.statement_missing());
    }
    for part in parts(messages.statement()) {
        match part {
            Part::Words(words) => out.text(words),
            Part::Place("statement") => link(out, &statement.url, messages.statement_link()),
            Part::Place(_) => out.text(&statement.version),
        }
    }
}

/// Adds a line in which what a site says stands in a place, marked with its language where that differs.
pub fn said_in(out: &mut Markup, message: &str, said: crate::domain::localized::Said<'_>) {
    for part in parts(message) {
        match part {
            Part::Words(words) => out.text(words),
            Part::Place(_) => out.said(said),
        }
    }
}

/// Adds a link, or only its words where the address is none that a notice may lead to.
pub fn link(out: &mut Markup, url: &str, label: &str) {
    let head = url.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(url.len());
    let may_lead = url.get(..head).and_then(|head| split::once(head, b':')).is_none_or(|(scheme, _)| {
        ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    if may_lead {
        out.open("a", "");
        out.attribute("href", url);
        out.text(label);
        out.close();
    } else {
        out.text(label);
    }
}
