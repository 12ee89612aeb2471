//! Where the reader is, outside of the notice: the focus goes back there, and never to nowhere.

use crate::browser::notice::guard::Listener;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, FocusOptions, HtmlElement};

/// Everything of ours in the page.
const OURS: &str = ".menshen-notice, .menshen-settings, .menshen-way-back";
/// Where reading starts, for a reader who was nowhere yet. Not at a form, whose fields may stand in for its methods.
const STARTS: [&str; 3] = [
    "main, [role=main]:not(form)",
    "h1",
    "body > :not(script, style, template, link, form, [class^=menshen])",
];

/// Remembers the reader's place.
pub(crate) struct Reader {
    document: Document,
    place: RefCell<Option<HtmlElement>>,
    /// The element that was lent focusability, until the reader has gone on.
    lent: RefCell<Option<(HtmlElement, Listener)>>,
}

impl Reader {
    /// Begins with the place where the focus is now.
    pub(crate) fn new(document: &Document) -> Self {
        let reader = Self { document: document.clone(), place: RefCell::default(), lent: RefCell::default() };
        if let Some(place) = document.active_element() {
            reader.is_at(place);
        }
        reader
    }

    /// Remembers a place, unless that is with us or nowhere.
    pub(crate) fn is_at(&self, place: Element) {
        let is_ours = || matches!(place.closest(OURS), Ok(Some(_)));
        let is_nowhere = self.document.body().is_some_and(|body| place.is_same_node(Some(&body)));
        if !is_nowhere && !is_ours() {
            // Whatever can have the focus can be given it; SVG links too.
            self.place.replace(Some(place.unchecked_into()));
        }
    }

    /// Puts the focus back.
    pub(crate) fn give_back(&self) {
        // Behind a dialog, Chromium takes the focus from an element without a word to it.
        if let Some((start, _)) = self.lent.take() {
            take_back(&start);
        }
        let place = self.place.borrow().clone();
        if place.is_some_and(|place| place.is_connected() && self.focus(&place)) {
            return;
        }
        for start in STARTS {
            let found = self.document.query_selector(start).ok().flatten();
            if found.is_some_and(|start| self.lend(start.unchecked_into())) {
                return;
            }
        }
    }

    /// Focuses an element that cannot have the focus by itself.
    fn lend(&self, start: HtmlElement) -> bool {
        if start.has_attribute("tabindex") {
            return self.focus(&start);
        }
        start.set_tab_index(-1);
        // Nothing can be done with it, so a ring around the whole page would only be in the way. Through the object
        // model, which a content security policy does not mind.
        let _ = start.style().set_property_with_priority("outline", "none", "important");
        let is_there = self.focus(&start);
        if is_there {
            let held = start.clone();
            let listener = Listener::new(&start, "blur", move |_| take_back(&held));
            self.lent.replace(Some((start, listener)));
        } else {
            take_back(&start);
        }
        is_there
    }

    /// Without scrolling: what the reader sees now is where the reader is.
    fn focus(&self, place: &HtmlElement) -> bool {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = place.focus_with_options(&options);
        self.document.active_element().is_some_and(|element| element.is_same_node(Some(place)))
    }
}

fn take_back(start: &HtmlElement) {
    let _ = start.remove_attribute("tabindex");
    let _ = start.style().remove_property("outline");
    if start.get_attribute("style").is_some_and(|style| style.is_empty()) {
        let _ = start.remove_attribute("style");
    }
}
