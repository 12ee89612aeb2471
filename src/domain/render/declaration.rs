//! All services and what they store, for the site's own page: the settings' list without switches.

use super::View;
use super::markup::Markup;
use super::parts::root;
use super::services::{list, of};

/// Returns the declaration.
pub fn declaration(view: &View<'_>) -> Markup {
    let mut out = Markup::default();
    out.open("div", "menshen-declaration");
    root(&mut out, view);
    out.line("h2", "menshen-title", view.messages.declaration());
    for purpose in &view.disclosure.purposes {
        if of(purpose, view).next().is_none() {
            continue;
        }
        out.open("h3", "menshen-name");
        out.said(purpose.title(view.messages));
        out.close();
        out.open("p", "menshen-line");
        out.said(purpose.description(view.messages));
        out.close();
        list(&mut out, purpose, view, false);
    }
    out.close();
    out
}
