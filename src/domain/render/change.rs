//! The notice of a change of the privacy statement, before it takes effect or after (statement, 9). Closing it agrees
//! to nothing.

use super::markup::Markup;
use super::notice::frame;
use super::parts::{answers, link, message, said_in};
use super::{Coming, View};
use crate::domain::text::place::{Part, parts};

/// Returns it; an empty one where nothing is told of.
pub fn change(view: &View<'_>) -> Markup {
    let messages = view.messages;
    let mut out = Markup::default();
    let (Some(coming), Some(next)) = (&view.next, &view.disclosure.statement.next) else { return out };
    let title = if coming.is_ahead { messages.change_comes() } else { messages.change_came() };
    frame(&mut out, view, "menshen-notice menshen-change", false, title);
    out.open("p", "menshen-line");
    from(&mut out, messages.change_from(), &next.version, coming);
    out.close();
    out.open("p", "menshen-line");
    out.text(messages.change_what());
    out.text(messages.gap());
    said_in(&mut out, "{text}", next.changes.said(&messages.tag));
    out.close();
    out.line("p", "menshen-line", messages.change_note());
    let url = if next.url.is_empty() { &view.disclosure.statement.url } else { &next.url };
    if !url.is_empty() {
        out.open("p", "menshen-small");
        link(&mut out, url, messages.statement_link());
        out.close();
    }
    out.close();
    message(&mut out);
    answers(&mut out, &[("read", messages.change_close())]);
    out.close();
    out
}

fn from(out: &mut Markup, text: &str, version: &str, coming: &Coming) {
    for part in parts(text) {
        match part {
            Part::Words(words) => out.text(words),
            Part::Place("version") => out.text(version),
            Part::Place(_) => out.text(&coming.day),
        }
    }
}
