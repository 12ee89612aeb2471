//! One layer in the page: drawn from a snapshot, heard, and taken away again.

use crate::browser::notice::guard::Listener;
use crate::browser::notice::intl::Intl;
use crate::browser::notice::mount::mount;
use crate::browser::notice::protocol::{Snapshot, Which};
use crate::browser::notice::room::Room;
use crate::domain::disclosure::Disclosure;
use crate::domain::render::View;
use crate::domain::render::markup::Markup;
use crate::domain::render::notice::{notice, way_back};
use crate::domain::render::settings::settings;
use crate::domain::text::{Messages, choose, fits};
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

/// A layer as it is to stand in the page.
pub(crate) struct Drawing {
    pub(crate) which: Which,
    pub(crate) markup: Markup,
    pub(crate) disclosure: Rc<Disclosure>,
    pub(crate) messages: &'static Messages,
}

impl Drawing {
    /// Draws a layer.
    pub(crate) fn new(which: Which, snapshot: &Snapshot, document: &Document) -> Self {
        let disclosure = Rc::clone(&snapshot.disclosure);
        let messages = choose(&snapshot.page_languages, &disclosure.languages, |messages| {
            disclosure.speaks(messages.tag)
        });
        // The page's own variety of the language, for dates.
        let fitting = snapshot.page_languages.iter().find(|tag| fits(tag, messages.tag));
        let intl = Intl::new(fitting.map_or(messages.tag, String::as_str));
        let page_language = document.document_element().and_then(|root| root.get_attribute("lang"));
        let tag = messages.tag;
        let view = View {
            disclosure: &disclosure,
            messages,
            is_page_language: page_language.is_some_and(|page| fits(&page, tag)),
            host: &snapshot.host,
            granted: &snapshot.granted(),
            asked: &snapshot.ask,
            fresh: &snapshot.fresh,
            kept: intl.days(snapshot.kept),
            kept_until: snapshot.expires.as_ref().map(|moment| intl.day(moment)),
            effective: disclosure.statement.effective_from.as_ref().map(|day| intl.calendar_day(day)),
            reply: disclosure.controller.reply_days.map(|days| intl.days(days)),
        };
        let markup = match which {
            Which::Notice => notice(&view),
            Which::Settings => settings(&view),
            Which::Button => way_back(&view),
        };
        Self { which, markup, disclosure, messages }
    }
}

#[wasm_bindgen]
extern "C" {
    type Popover;

    #[wasm_bindgen(method, catch, js_name = showPopover)]
    fn show(this: &Popover) -> Result<(), JsValue>;
}

/// What stands in the page, as long as this lives.
#[must_use = "the layer leaves the page when this is dropped"]
pub(crate) struct Layer {
    pub(crate) drawing: Drawing,
    pub(crate) root: Element,
    /// Whether the visitor answered here, and the gate has still to say whether that is kept.
    pub(crate) is_answered: Cell<bool>,
    /// Whether the gate knows that this can be seen.
    pub(crate) is_told: Cell<bool>,
    listeners: Vec<Listener>,
    _room: Option<Room>,
}

impl Layer {
    /// Puts a drawing into the page. `hear` makes the listeners, before any click can come.
    pub(crate) fn new(
        document: &Document,
        drawing: Drawing,
        hear: impl FnOnce(&Element) -> Vec<Listener>,
    ) -> Result<Self, JsValue> {
        let body = document.body().ok_or("no body")?;
        let root = mount(document, &drawing.markup)?;
        let listeners = hear(&root);
        match drawing.which {
            // First in the page: keyboard and screen reader meet it early without being drawn to it.
            Which::Notice => body.prepend_with_node_1(&root)?,
            _ => body.append_with_node_1(&root)?,
        }
        match root.dyn_ref::<HtmlDialogElement>() {
            Some(dialog) => open_dialog(dialog)?,
            None => raise(&root),
        }
        let room = (drawing.which == Which::Notice).then(|| Room::new(document, &root));
        Ok(Self {
            drawing,
            root,
            is_answered: Cell::new(false),
            is_told: Cell::new(false),
            listeners,
            _room: room,
        })
    }

    /// Returns the name of the control that has the focus, or an empty one for anything else in here.
    pub(crate) fn focused(&self, document: &Document) -> Option<String> {
        let element = document.active_element().filter(|element| self.root.contains(Some(element)))?;
        Some(element.get_attribute("data-menshen").unwrap_or_default())
    }

    /// Focuses a control; returns whether there is such a one.
    pub(crate) fn focus(&self, control: &str) -> bool {
        let mut selector = String::from("[data-menshen=");
        selector.push_str(control);
        selector.push_str("]");
        let found = self.root.query_selector(&selector).ok().flatten();
        found.is_some_and(|control| control.unchecked_into::<HtmlElement>().focus().is_ok())
    }

    /// Says something in the layer itself, to be seen and heard.
    pub(crate) fn say(&self, sentence: &str) {
        if let Ok(Some(message)) = self.root.query_selector(".menshen-message") {
            message.set_text_content(Some(sentence));
        }
    }

    /// Closes the dialog, as the visitor would by Escape.
    pub(crate) fn close(&self) {
        if let Some(dialog) = self.root.dyn_ref::<HtmlDialogElement>() {
            dialog.close();
        }
    }

    /// Returns the switches that can be moved, with their purposes' ids.
    pub(crate) fn switches(&self) -> Vec<(String, HtmlInputElement)> {
        let Ok(list) = self.root.query_selector_all("input") else { return Vec::new() };
        (0..list.length())
            .filter_map(|place| list.item(place)?.dyn_into::<HtmlInputElement>().ok())
            .filter(|input| !input.disabled())
            .map(|input| (input.value(), input))
            .collect()
    }

    /// Moves a switch with all that must go along; returns the ids of the others that moved.
    pub(crate) fn switch(&self, id: &str, is_on: bool) -> Vec<String> {
        let disclosure = &self.drawing.disclosure;
        let along = if is_on { disclosure.needs(id) } else { disclosure.rests_on(id) };
        let mut moved = Vec::new();
        for (other, input) in self.switches() {
            if along.contains(&other.as_str()) && input.checked() != is_on {
                input.set_checked(is_on);
                if other != id {
                    moved.push(other);
                }
            }
        }
        moved
    }
}

impl Drop for Layer {
    fn drop(&mut self) {
        // The listeners first: being closed from here is not the visitor's leaving.
        self.listeners.clear();
        self.leave();
    }
}

impl Layer {
    /// Takes the layer out of the page, whoever still holds it: while a dialog stands open, nothing behind it can
    /// have the focus.
    pub(crate) fn leave(&self) {
        self.close();
        self.root.remove();
    }
}

/// Opens a dialog, and focuses its heading, which answers nothing.
fn open_dialog(dialog: &HtmlDialogElement) -> Result<(), JsValue> {
    if dialog.show_modal().is_err() {
        dialog.set_attribute("open", "")?;
    }
    if let Some(heading) = dialog.query_selector("h2")? {
        heading.unchecked_into::<HtmlElement>().focus()?;
    }
    Ok(())
}

/// Lifts a layer above everything of the page, where the browser can, without making anything else inert.
fn raise(root: &Element) {
    let can = Reflect::has(root, &"showPopover".into()).unwrap_or(false);
    if can && root.set_attribute("popover", "manual").is_ok() {
        let is_shown = root.unchecked_ref::<Popover>().show();
        if is_shown.is_err() {
            // A popover that is not shown would be hidden; without it, the style sheet lifts as far as it can.
            let _ = root.remove_attribute("popover");
        }
    }
}
