//! One layer in the page: drawn from a snapshot, heard, and taken away again.

use crate::browser::notice::guard::Listener;
use crate::browser::notice::intl::Intl;
use crate::browser::notice::mount::mount;
use crate::browser::notice::protocol::{Snapshot, Which};
use crate::browser::notice::room::Room;
use crate::domain::disclosure::Disclosure;
use crate::domain::render::change::change;
use crate::domain::render::markup::Markup;
use crate::domain::render::notice::{notice, way_back};
use crate::domain::render::settings::settings;
use crate::domain::render::{Coming, Locale, Recorded, View};
use crate::domain::text::language::fits;
use crate::domain::text::words::Messages;
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
    pub(crate) messages: Rc<Messages>,
}

/// Has something drawn from a snapshot.
pub(crate) fn drawn<T>(snapshot: &Snapshot, document: &Document, draw: impl FnOnce(&View<'_>) -> T) -> T {
    let (disclosure, messages) = (&snapshot.disclosure, &snapshot.messages);
    let tag = messages.tag.as_str();
    // The page's own variety of the language, for dates.
    let fitting = snapshot.page_languages.iter().find(|page| fits(page, tag));
    let intl = Intl::new(fitting.map_or(tag, String::as_str), messages.comma());
    let page_language = document.document_element().and_then(|root| root.get_attribute("lang"));
    let answer =
        snapshot.decided.as_ref().zip(snapshot.expires.as_ref()).map(|(decided, expires)| Recorded {
            day: intl.day(decided),
            until: intl.day(expires),
            source: &snapshot.source,
            id: &snapshot.receipt,
        });
    draw(&View {
        disclosure,
        messages,
        locale: &intl,
        is_page_language: page_language.is_some_and(|page| fits(&page, tag)),
        host: &snapshot.host,
        granted: &snapshot.granted(),
        permitted: &snapshot.permitted.iter().map(String::as_str).collect::<Vec<_>>(),
        asked: &snapshot.ask,
        fresh: &snapshot.fresh,
        changed: &snapshot.changed,
        has_signal: snapshot.has_signal,
        keeps_cookies: snapshot.keeps_cookies,
        kept: intl.days(snapshot.kept),
        answer,
        effective: disclosure.statement.effective_from.as_ref().map(|day| intl.calendar_day(day)),
        reply: disclosure.controller.reply_days.map(|days| intl.days(days)),
        next: disclosure.statement.next.as_ref().map(|next| Coming {
            day: intl.calendar_day(&next.effective_from),
            is_ahead: next.effective_from > snapshot.today,
        }),
    })
}

impl Drawing {
    /// Draws a layer.
    pub(crate) fn new(which: Which, snapshot: &Snapshot, document: &Document) -> Self {
        let markup = drawn(snapshot, document, |view| match which {
            Which::Notice => notice(view),
            Which::Settings => settings(view),
            Which::Change => change(view),
            Which::Button => way_back(view),
        });
        let (disclosure, messages) = (Rc::clone(&snapshot.disclosure), Rc::clone(&snapshot.messages));
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
            Which::Notice | Which::Change => body.prepend_with_node_1(&root)?,
            _ => body.append_with_node_1(&root)?,
        }
        match root.dyn_ref::<HtmlDialogElement>() {
            Some(dialog) => open_dialog(dialog)?,
            None => raise(&root),
        }
        // Nothing behind a modal one can have the focus.
        let is_beside = matches!(drawing.which, Which::Notice | Which::Change)
            && !root.is_instance_of::<HtmlDialogElement>();
        let room = is_beside.then(|| Room::new(document, &root));
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

    /// Says whether this can be seen; of a dialog that was closed the page hears only later.
    pub(crate) fn stands(&self) -> bool {
        self.root.is_connected()
            && self.root.dyn_ref::<HtmlDialogElement>().is_none_or(HtmlDialogElement::open)
    }

    /// Focuses the heading, where reading begins.
    pub(crate) fn begin(&self) {
        focus_heading(&self.root);
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

    /// Returns the purposes' switches that can be moved, with their ids.
    pub(crate) fn switches(&self) -> Vec<(String, HtmlInputElement)> {
        self.inputs("input[role=switch]:not([data-menshen-service], :disabled)")
    }

    /// Returns the services' switches with their ids; one service may have several.
    pub(crate) fn service_switches(&self) -> Vec<(String, HtmlInputElement)> {
        self.inputs("input[data-menshen-service]")
    }

    fn inputs(&self, selector: &str) -> Vec<(String, HtmlInputElement)> {
        let Ok(list) = self.root.query_selector_all(selector) else { return Vec::new() };
        (0..list.length())
            .filter_map(|place| list.item(place)?.dyn_into::<HtmlInputElement>().ok())
            .map(|input| (input.value(), input))
            .collect()
    }

    /// Moves a purpose's switch with all that must go along; returns the ids of the other purposes that moved. Services
    /// go where all their purposes are.
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
        let granted = self.granted();
        for (service, input) in self.service_switches() {
            if let Some(service) = disclosure.service(&service)
                && service.purposes.iter().any(|purpose| along.contains(&purpose.as_str()))
            {
                input.set_checked(service.purposes.iter().all(|purpose| granted.contains(purpose)));
            }
        }
        moved
    }

    /// Moves all switches of a service.
    pub(crate) fn switch_service(&self, id: &str, is_on: bool) {
        for (_, input) in self.service_switches().into_iter().filter(|(other, _)| other == id) {
            input.set_checked(is_on);
        }
    }

    /// Returns the ids of the purposes that are on, those that always are among them.
    pub(crate) fn granted(&self) -> Vec<String> {
        let required = self.drawing.disclosure.purposes.iter().filter(|purpose| purpose.required);
        let on = self.switches().into_iter().filter(|(_, input)| input.checked()).map(|(id, _)| id);
        required.map(|purpose| purpose.id.clone()).chain(on).collect()
    }

    /// Says how many services were found.
    pub(crate) fn say_found(&self, sentence: &str) {
        if let Some(place) = self.elements(".menshen-found").first() {
            place.set_text_content(Some(sentence));
        }
    }

    /// Shows a part of the settings: all `services`, or what belongs to a purpose.
    pub(crate) fn reveal(&self, part: &str) {
        let all = part == "services";
        let mut first = None;
        for purpose in self.elements(".menshen-purpose") {
            let is_it = descendants(&purpose, "input[role=switch]")
                .first()
                .is_some_and(|input| input.unchecked_ref::<HtmlInputElement>().value() == part);
            if all || is_it {
                for details in descendants(&purpose, "details") {
                    let _ = details.set_attribute("open", "");
                    first = first.or(Some(purpose.clone()));
                }
                if is_it {
                    first = Some(purpose);
                }
            }
        }
        if let Some(first) = first {
            first.scroll_into_view();
        }
    }

    fn elements(&self, selector: &str) -> Vec<Element> {
        descendants(&self.root, selector)
    }
}

fn descendants(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.item(place)?.dyn_into::<Element>().ok()).collect()
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
    focus_heading(dialog);
    Ok(())
}

fn focus_heading(root: &Element) {
    if let Ok(Some(heading)) = root.query_selector("h2") {
        let _ = heading.unchecked_into::<HtmlElement>().focus();
    }
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
