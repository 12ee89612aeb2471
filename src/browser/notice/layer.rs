//! The layer that stands open: puts it into the page, hears the visitor, and puts the focus back afterwards.

use crate::browser::notice::guard::Listener;
use crate::browser::notice::look::Look;
use crate::browser::notice::mount::mount;
use crate::browser::notice::protocol::{Door, Snapshot};
use crate::domain::disclosure::Disclosure;
use crate::domain::render::View;
use crate::domain::render::node::{Node, element};
use crate::domain::render::notice::{notice, way_back};
use crate::domain::render::settings::settings;
use crate::domain::text::{Messages, choose, fill, fits};
use js_sys::{Date, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement};

thread_local! {
    static NOTICE: RefCell<Option<Rc<Notice>>> = const { RefCell::new(None) };
}

/// What lives from the first showing on.
struct Notice {
    document: Document,
    door: Door,
    /// Says what happened, to who cannot see it (WCAG 4.1.3).
    status: Element,
    open: RefCell<Option<Layer>>,
    /// Where the reader was before coming to us.
    reader: RefCell<Option<HtmlElement>>,
    _look: Look,
    _focus: Listener,
}

/// What stands in the page now.
struct Layer {
    name: String,
    root: Element,
    snapshot: Snapshot,
    disclosure: Disclosure,
    messages: &'static Messages,
    /// Whether the visitor answered here.
    answered: RefCell<bool>,
    _listeners: Vec<Listener>,
}

/// Shows a layer: `notice`, `settings`, or `button` for the way back alone. What stood there leaves.
///
/// # Errors
/// What the browser throws.
pub(crate) fn show(name: &str, snapshot: Snapshot, door: Door) -> Result<(), JsValue> {
    let present = NOTICE.with(|slot| slot.borrow().clone());
    let notice = match present {
        Some(notice) => notice,
        None => {
            let made = Rc::new(Notice::new(door)?);
            NOTICE.with(|slot| slot.replace(Some(Rc::clone(&made))));
            made
        }
    };
    notice.show(name, snapshot)
}

/// Takes away what stands open, and leaves the way back if the site wants one.
///
/// # Errors
/// What the browser throws.
pub(crate) fn hide() -> Result<(), JsValue> {
    NOTICE.with(|slot| slot.borrow().clone()).map_or(Ok(()), |notice| notice.hide())
}

/// Draws the settings anew with what is known now, if they stand open.
///
/// # Errors
/// What the browser throws.
pub(crate) fn update(snapshot: &Snapshot) -> Result<(), JsValue> {
    if let Some(notice) = NOTICE.with(|slot| slot.borrow().clone()) {
        for (id, word) in &snapshot.purposes {
            notice.set_switch(id, word == "granted");
        }
    }
    Ok(())
}

/// Says that an answer could not be kept, and leaves the layer as it is.
pub(crate) fn failed(reason: &str) {
    if let Some(notice) = NOTICE.with(|slot| slot.borrow().clone()) {
        let sentence =
            notice.open.borrow().as_ref().map(|layer| fill(layer.messages.failed, &[("{reason}", reason)]));
        notice.status.set_text_content(sentence.as_deref());
        if let Some(layer) = notice.open.borrow().as_ref() {
            layer.answered.replace(false);
        }
    }
}

impl Notice {
    fn new(door: Door) -> Result<Self, JsValue> {
        let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
        let body = document.body().ok_or("no body")?;
        let look = Look::new(&document)?;
        let status =
            mount(&document, &element("div", [("role", "status"), ("class", "menshen-status")], []))?;
        body.append_child(&status)?;
        let focus = Listener::new(&document, "focusin", |event| {
            if let Some(notice) = NOTICE.with(|slot| slot.borrow().clone()) {
                notice.remember(event.target().and_then(|target| target.dyn_into().ok()));
            }
        });
        let notice = Self {
            reader: RefCell::new(None),
            door,
            status,
            open: RefCell::new(None),
            _look: look,
            _focus: focus,
            document,
        };
        notice.remember(notice.document.active_element().and_then(|element| element.dyn_into().ok()));
        Ok(notice)
    }

    /// Remembers where the reader is, as long as that is not with us or nowhere.
    fn remember(&self, element: Option<HtmlElement>) {
        if let Some(element) = element.filter(|element| element.closest(OURS).ok().flatten().is_none())
            && element.local_name() != "body"
        {
            self.reader.replace(Some(element));
        }
    }

    fn show(self: &Rc<Self>, name: &str, snapshot: Snapshot) -> Result<(), JsValue> {
        let had_focus = self.take_away();
        let disclosure = snapshot.policy.clone().unwrap_or_default().completed();
        let messages = choose(&snapshot.page_languages, &disclosure.languages);
        let granted: Vec<String> = snapshot
            .purposes
            .iter()
            .filter(|(_, word)| *word == "granted")
            .map(|(id, _)| id.clone())
            .collect();
        let page_language = self.document.document_element().and_then(|root| root.get_attribute("lang"));
        let date = |text: &String| {
            let options = Object::new();
            let _ = Reflect::set(&options, &"dateStyle".into(), &"long".into());
            String::from(Date::new(&text.as_str().into()).to_locale_date_string(messages.tag, &options))
        };
        let node = {
            let view = View {
                disclosure: &disclosure,
                messages,
                is_page_language: page_language.is_some_and(|tag| fits(&tag, messages.tag)),
                host: &snapshot.host,
                granted: &granted,
                asked: &snapshot.ask,
                fresh: &snapshot.fresh,
                days: snapshot.kept,
                kept_until: snapshot.expires.as_ref().map(date),
                effective: disclosure.statement.effective_from.as_ref().map(date),
            };
            match name {
                "notice" => notice(&view),
                "settings" => settings(&view),
                _ => way_back(&view),
            }
        };
        self.put_in(name, &node, snapshot, disclosure, messages)?;
        if had_focus && name == "notice" {
            self.focus_reader();
        }
        if name != "button" {
            self.door.shown(name);
        }
        Ok(())
    }

    fn put_in(
        self: &Rc<Self>,
        name: &str,
        node: &Node,
        snapshot: Snapshot,
        disclosure: Disclosure,
        messages: &'static Messages,
    ) -> Result<(), JsValue> {
        let body = self.document.body().ok_or("no body")?;
        let root = mount(&self.document, node)?;
        let hears = |event: &'static str, answer: fn(&Notice, &Event)| {
            let notice = Rc::downgrade(self);
            Listener::new(&root, event, move |event| {
                if let Some(notice) = notice.upgrade() {
                    answer(&notice, &event);
                }
            })
        };
        // Before it is in the page, so that no click comes too early.
        let listeners = vec![
            hears("click", Notice::clicked),
            hears("change", Notice::switched),
            hears("close", Notice::left),
        ];
        let layer = Layer {
            name: name.into(),
            root: root.clone(),
            snapshot,
            disclosure,
            messages,
            answered: RefCell::new(false),
            _listeners: listeners,
        };
        self.open.replace(Some(layer));
        if name == "notice" {
            // First in the page, so that keyboard and screen reader meet it first without being drawn to it.
            body.prepend_with_node_1(&root)?;
            self.mark_page(true);
        } else {
            body.append_child(&root)?;
        }
        if let Some(dialog) = root.dyn_ref::<HtmlDialogElement>() {
            dialog.show_modal()?;
            if let Some(heading) =
                root.query_selector("h2")?.and_then(|heading| heading.dyn_into::<HtmlElement>().ok())
            {
                heading.focus()?;
            }
        }
        Ok(())
    }

    fn hide(self: &Rc<Self>) -> Result<(), JsValue> {
        let said = self
            .open
            .borrow()
            .as_ref()
            .filter(|layer| *layer.answered.borrow())
            .map(|layer| layer.messages.saved);
        let after = self
            .open
            .borrow()
            .as_ref()
            .map(|layer| layer.snapshot.clone())
            .filter(|snapshot| snapshot.button);
        let had_focus = self.take_away();
        self.status.set_text_content(said);
        if had_focus || said.is_some() {
            self.focus_reader();
        }
        match after {
            Some(snapshot) => self.show("button", snapshot),
            None => Ok(()),
        }
    }

    /// Takes away what stands open; returns whether the focus was in it.
    fn take_away(&self) -> bool {
        let Some(layer) = self.open.replace(None) else { return false };
        let had_focus =
            self.document.active_element().is_some_and(|element| layer.root.contains(Some(&element)));
        let Layer { root, _listeners, .. } = layer;
        // The listeners first: closing is not the visitor's leaving.
        drop(_listeners);
        if let Some(dialog) = root.dyn_ref::<HtmlDialogElement>() {
            dialog.close();
        }
        root.remove();
        self.mark_page(false);
        had_focus
    }

    /// Keeps what has the focus clear of the first layer while that stands in the page (WCAG 2.4.11).
    fn mark_page(&self, is_open: bool) {
        if let Some(root) = self.document.document_element() {
            let _ = root.class_list().toggle_with_force("menshen-open", is_open);
        }
    }

    /// Gives the focus back to where the reader was, or to where reading starts: never to nowhere.
    fn focus_reader(&self) {
        let reader = self.reader.borrow().clone().filter(|element| element.is_connected());
        if let Some(reader) = reader {
            let _ = reader.focus();
            if self.document.active_element().is_some_and(|element| element.is_same_node(Some(&reader))) {
                return;
            }
        }
        let start = self
            .document
            .query_selector("main, [role=main], h1, body > :not(script, style, [class^=menshen])");
        if let Some(start) = start.ok().flatten().and_then(|start| start.dyn_into::<HtmlElement>().ok()) {
            if !start.has_attribute("tabindex") {
                // Stays: taking it away would take the focus away too. It brings no stop for the Tab key.
                start.set_tab_index(-1);
            }
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = start.focus_with_options(&options);
        }
    }

    fn clicked(&self, event: &Event) {
        let control = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("[data-menshen]").ok().flatten());
        let Some(name) = control.and_then(|control| control.get_attribute("data-menshen")) else { return };
        let Some(Asked { layer, language, again, asked }) = self.asked() else { return };
        match name.as_str() {
            "settings" => self.door.open(),
            "close" => self.close(),
            "accept" | "reject" => {
                self.answers();
                let grant = name == "accept";
                if again && layer == "notice" {
                    // Asked about some only: the others stay as they are.
                    let choices = Object::new();
                    for id in asked {
                        let _ = Reflect::set(&choices, &id.into(), &grant.into());
                    }
                    self.door.decide(&choices, &layer, language);
                } else if grant {
                    self.door.accept_all(&layer, language);
                } else {
                    self.door.reject_all(&layer, language);
                }
            }
            "save" => {
                let choices = Object::new();
                for input in self.switches() {
                    if !input.disabled() {
                        let _ = Reflect::set(&choices, &input.value().into(), &input.checked().into());
                    }
                }
                self.answers();
                self.door.decide(&choices, &layer, language);
            }
            _ => {}
        }
    }

    fn asked(&self) -> Option<Asked> {
        let open = self.open.borrow();
        let layer = open.as_ref()?;
        Some(Asked {
            layer: layer.name.clone(),
            language: layer.messages.tag,
            again: !layer.snapshot.fresh.is_empty(),
            asked: layer.snapshot.ask.clone(),
        })
    }

    fn answers(&self) {
        if let Some(layer) = self.open.borrow().as_ref() {
            layer.answered.replace(true);
        }
    }

    fn close(&self) {
        let root = self.open.borrow().as_ref().map(|layer| layer.root.clone());
        if let Some(dialog) = root.and_then(|root| root.dyn_into::<HtmlDialogElement>().ok()) {
            dialog.close();
        }
    }

    /// The dialog was closed, by its button or by Escape: nothing is decided by that.
    fn left(&self, _: &Event) {
        let after = self
            .open
            .borrow()
            .as_ref()
            .map(|layer| layer.snapshot.clone())
            .filter(|snapshot| snapshot.button);
        self.take_away();
        self.focus_reader();
        if let (Some(snapshot), Some(notice)) = (after, NOTICE.with(|slot| slot.borrow().clone())) {
            let _ = notice.show("button", snapshot);
        }
        self.door.closed();
    }

    /// A switch takes along what it must, to be seen before anything is saved.
    fn switched(&self, event: &Event) {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let (id, is_on) = (input.value(), input.checked());
        let others: Vec<String> = match self.open.borrow().as_ref() {
            Some(layer) if is_on => layer.disclosure.needs(&id).into_iter().map(String::from).collect(),
            Some(layer) => layer.disclosure.rests_on(&id).into_iter().map(String::from).collect(),
            None => return,
        };
        for other in &others {
            self.set_switch(other, is_on);
        }
    }

    fn set_switch(&self, id: &str, is_on: bool) {
        for input in self.switches() {
            if input.value() == id && !input.disabled() {
                input.set_checked(is_on);
            }
        }
    }

    fn switches(&self) -> Vec<HtmlInputElement> {
        let root = self.open.borrow().as_ref().map(|layer| layer.root.clone());
        let Some(list) = root.and_then(|root| root.query_selector_all("input").ok()) else {
            return Vec::new();
        };
        (0..list.length()).filter_map(|place| list.item(place)?.dyn_into().ok()).collect()
    }
}

struct Asked {
    layer: String,
    language: &'static str,
    again: bool,
    asked: Vec<String>,
}

/// Everything of ours in the page.
const OURS: &str = ".menshen-notice, .menshen-settings, .menshen-way-back, .menshen-status";
