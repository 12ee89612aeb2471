//! Your choices: view, take back, export, erase, with an honest word on what cannot be erased (statement, 8).

use super::View;
use super::markup::Markup;
use super::parts::button;
use crate::domain::text::place::{Part, fill, parts};
use crate::domain::text::words::Messages;

/// Adds what was chosen, and what can be done about it.
pub fn choices(out: &mut Markup, view: &View<'_>) {
    let messages = view.messages;
    out.open("div", "menshen-choices");
    out.line("h3", "menshen-name", messages.choices());
    match &view.answer {
        None => out.line("p", "menshen-small", messages.unrecorded()),
        Some(answer) => {
            out.open("ul", "menshen-facts");
            out.attribute("role", "list");
            for id in view.disclosure.optional() {
                let Some(purpose) = view.disclosure.purpose(id) else { continue };
                out.open("li", "");
                out.said(purpose.title(messages));
                out.text(messages.colon());
                out.text(if view.granted.contains(&id) {
                    messages.granted()
                } else if view.asked.iter().any(|asked| asked == id) {
                    messages.undecided()
                } else {
                    messages.denied()
                });
                out.close();
            }
            out.close();
            out.open("p", "menshen-small");
            for part in parts(messages.recorded()) {
                match part {
                    Part::Words(words) => out.text(words),
                    Part::Place("date") => out.text(&answer.day),
                    Part::Place(_) => out.text(how(messages, answer.source)),
                }
            }
            if !answer.id.is_empty() {
                out.text(messages.gap());
                out.text(&fill(messages.record(), answer.id));
            }
            out.close();
        }
    }
    out.line("p", "menshen-small", messages.limits());
    out.open("div", "menshen-actions");
    if view.answer.is_some() {
        button(out, "menshen-action", "withdraw", messages.withdraw());
        button(out, "menshen-action", "export", messages.export());
        button(out, "menshen-action", "erase", messages.erase());
    }
    if view.disclosure.purpose("personalization").is_some_and(|purpose| !purpose.required) {
        button(out, "menshen-action", "tags", messages.delete_tags());
    }
    out.close();
    out.close();
}

/// Returns through what an answer was given, in words.
fn how<'a>(messages: &'a Messages, source: &str) -> &'a str {
    match source {
        "notice" => messages.how_notice(),
        "withdraw" => messages.how_withdraw(),
        "api" => messages.how_api(),
        "import" => messages.how_import(),
        "signal" => messages.how_signal(),
        _ => messages.how_settings(),
    }
}
