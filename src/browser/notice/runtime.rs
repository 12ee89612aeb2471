//! Owns what the notice has in the page, shows and hides it as the gate says, and carries the visitor's answers to
//! the gate's door. Nothing is borrowed while the page's code may run.

use crate::browser::notice::guard::Listener;
use crate::browser::notice::intl::Intl;
use crate::browser::notice::layer::{Drawing, Layer, drawn};
use crate::browser::notice::look::Style;
use crate::browser::notice::mount::mount;
use crate::browser::notice::protocol::{Door, Snapshot, Which};
use crate::browser::notice::reader::Reader;
use crate::domain::render::choices;
use crate::domain::render::markup::{Markup, Step};
use crate::domain::render::settings::about;
use crate::domain::render::{Locale, View};
use crate::domain::text::place::fill;
use crate::domain::text::words::plural;
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlInputElement, ShadowRoot};

thread_local! {
    static NOTICE: RefCell<Option<Rc<Notice>>> = const { RefCell::new(None) };
    /// The look of all that is ours, from the first on.
    static WORN: RefCell<Option<Style>> = const { RefCell::new(None) };
}

/// What lives from the first showing on.
pub(crate) struct Notice {
    document: Document,
    door: RefCell<Door>,
    reader: Reader,
    /// Says what became of an answer, when the layer that asked is gone (WCAG 4.1.3).
    status: Element,
    snapshot: RefCell<Rc<Snapshot>>,
    open: RefCell<Option<Rc<Layer>>>,
    /// Whether the settings were opened by a button of ours, to which the focus then returns.
    came_from_us: Cell<bool>,
    _focus: Listener,
}

/// Returns the notice; none before the first showing.
pub(crate) fn get() -> Option<Rc<Notice>> {
    NOTICE.with(|slot| slot.borrow().clone())
}

/// Shows a layer; what stood there leaves.
///
/// # Errors
/// What the browser throws.
pub(crate) fn show(which: Which, snapshot: Snapshot, door: Door) -> Result<(), JsValue> {
    let notice = match get() {
        Some(notice) => notice,
        None => {
            let made = Rc::new(Notice::new(door.clone())?);
            NOTICE.with(|slot| slot.replace(Some(Rc::clone(&made))));
            made
        }
    };
    notice.door.replace(door);
    notice.show(which, Rc::new(snapshot))
}

/// Puts our look in force; again where a page has replaced its style sheets.
fn dress(document: &Document) {
    WORN.with(|slot| {
        let mut style = slot.borrow_mut();
        match style.as_ref() {
            Some(style) => style.keep(),
            None => *style = Style::look(document),
        }
    });
}

/// Makes an element for the page itself. The look of the notice comes with it, and stays.
///
/// # Errors
/// A snapshot of another form, or what the browser throws.
pub(crate) fn element(snapshot: JsValue, draw: impl FnOnce(&View<'_>) -> Markup) -> Result<Element, JsValue> {
    let snapshot = Snapshot::read(snapshot)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let markup = drawn(&snapshot, &document, draw);
    dress(&document);
    mount(&document, &markup)
}

/// Has what stands in a shadow root look as the rest of ours does.
pub(crate) fn dress_in(root: &ShadowRoot) {
    WORN.with(|slot| {
        if let Some(style) = slot.borrow().as_ref() {
            style.keep_in(root);
        }
    });
}

/// Returns all texts that stand open, a line each, as they were drawn: what an answer was given to. Nothing if nothing
/// but the way back does.
pub(crate) fn shown() -> String {
    let layer = get().and_then(|notice| notice.open()).filter(|layer| layer.drawing.which != Which::Button);
    let mut text = String::new();
    for step in layer.iter().flat_map(|layer| layer.drawing.markup.steps()) {
        if let Step::Text(part) = step {
            text.push_str(part);
            text.push_str("\n");
        }
    }
    text
}

/// Takes everything of ours out of the page; what registers is undone as it is dropped.
pub(crate) fn stop() {
    if let Some(notice) = NOTICE.with(RefCell::take) {
        if let Some(layer) = notice.open.take() {
            layer.leave();
        }
        notice.status.remove();
    }
    WORN.with(RefCell::take);
}

impl Notice {
    fn new(door: Door) -> Result<Self, JsValue> {
        let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
        let mut status = Markup::default();
        status.open("div", "menshen-status");
        status.attribute("role", "status");
        let focus = Listener::new(&document, "focusin", |event| {
            let place = event.target().and_then(|target| target.dyn_into().ok());
            if let (Some(notice), Some(place)) = (get(), place) {
                notice.reader.is_at(place);
            }
        });
        Ok(Self {
            door: RefCell::new(door),
            reader: Reader::new(&document),
            status: mount(&document, &status)?,
            snapshot: RefCell::default(),
            open: RefCell::default(),
            came_from_us: Cell::new(false),
            _focus: focus,
            document,
        })
    }

    /// Shows a part of the open settings.
    pub(crate) fn reveal(&self, part: &str) {
        if let Some(layer) = self.open().filter(|layer| layer.drawing.which == Which::Settings) {
            layer.reveal(part);
        }
    }

    fn show(&self, which: Which, snapshot: Rc<Snapshot>) -> Result<(), JsValue> {
        self.keep_place()?;
        let before = self.open();
        let focused = before.as_ref().and_then(|layer| layer.focused(&self.document));
        // Who is in a frame has come there without a word to this document.
        if let Some(place) = self.document.active_element() {
            self.reader.is_at(place);
        }
        self.draw(which, snapshot)?;
        let after = self.open();
        let is_other =
            !after.as_ref().zip(before.as_ref()).is_some_and(|(after, before)| Rc::ptr_eq(after, before));
        if is_other
            && which != Which::Settings
            && let Some(control) = focused
            && !after.as_ref().is_some_and(|layer| layer.focus(&control))
        {
            self.reader.give_back();
        }
        if let Some(layer) = after
            && which != Which::Button
            && !layer.is_told.replace(true)
        {
            self.door().shown(which.name());
        }
        Ok(())
    }

    /// Takes away what stands open, and leaves the way back if the site wants one.
    ///
    /// # Errors
    /// What the browser throws.
    pub(crate) fn hide(&self) -> Result<(), JsValue> {
        let Some(layer) = self.open().filter(|layer| layer.drawing.which != Which::Button) else {
            return Ok(());
        };
        let had_focus = layer.focused(&self.document).is_some();
        self.rest(false)?;
        if layer.is_answered.get() {
            self.status.set_text_content(Some(layer.drawing.messages.saved()));
        }
        if had_focus || layer.is_answered.get() {
            self.hand_back();
        }
        Ok(())
    }

    /// Brings what changed elsewhere to the open settings, and leaves alone what the visitor has moved since.
    pub(crate) fn update(&self, after: Rc<Snapshot>) {
        let before = self.snapshot.replace(Rc::clone(&after));
        if let Some(layer) = self.open().filter(|layer| layer.drawing.which == Which::Settings) {
            for (id, word) in &after.purposes {
                if before.word(id) != Some(word) {
                    layer.switch(id, word == "granted");
                }
            }
            for service in &layer.drawing.disclosure.services {
                let is_on = after.permitted.contains(&service.id);
                if before.permitted.contains(&service.id) != is_on {
                    layer.switch_service(&service.id, is_on);
                }
            }
            if before.decided != after.decided {
                self.redraw(&layer, &after);
            }
        }
    }

    /// Says anew in the open settings what was answered and until when that holds.
    fn redraw(&self, layer: &Layer, snapshot: &Snapshot) {
        for (selector, draw) in
            [(".menshen-choices", choices::choices as fn(&mut Markup, &View<'_>)), (".menshen-about", about)]
        {
            let markup = drawn(snapshot, &self.document, |view| {
                let mut out = Markup::default();
                draw(&mut out, view);
                out
            });
            if let (Ok(Some(old)), Ok(new)) =
                (layer.root.query_selector(selector), mount(&self.document, &markup))
            {
                let had_focus = self.document.active_element().is_some_and(|it| old.contains(Some(&it)));
                let _ = old.replace_with_with_node_1(&new);
                if had_focus {
                    layer.begin();
                }
            }
        }
    }

    /// The gate has kept an answer.
    ///
    /// # Errors
    /// What the browser throws.
    pub(crate) fn answered(&self) -> Result<(), JsValue> {
        if let Some(layer) = self.open().filter(|layer| layer.is_answered.get()) {
            self.hide()?;
            self.door().closed(layer.drawing.which.name());
        }
        Ok(())
    }

    /// The gate has not kept an answer: the layer stays, and says so.
    pub(crate) fn failed(&self, reason: &str) {
        if let Some(layer) = self.open() {
            layer.is_answered.set(false);
            let messages = &layer.drawing.messages;
            match reason {
                "needs-visitor" => layer.say(messages.by_hand()),
                _ => layer.say(&fill(messages.failed(), reason)),
            }
        }
    }

    /// Says in the open layer what became of what a button of it asked for, by the name of a message.
    pub(crate) fn say(&self, name: &str, list: &str) {
        let messages = Rc::clone(&self.snapshot.borrow().messages);
        let sentence = match name {
            "erased" if list.is_empty() => String::from(messages.erased()),
            "erased" => [messages.erased(), messages.gap(), &fill(messages.remains(), list)].concat(),
            "tags" => String::from(messages.tags_deleted()),
            _ => fill(messages.failed(), name),
        };
        match self.open().filter(|layer| layer.drawing.which != Which::Button) {
            Some(layer) => layer.say(&sentence),
            None => self.status.set_text_content(Some(&sentence)),
        }
    }

    fn open(&self) -> Option<Rc<Layer>> {
        self.open.borrow().clone()
    }

    fn door(&self) -> Door {
        self.door.borrow().clone()
    }

    /// A router may have replaced the body, or a page its style sheets.
    fn keep_place(&self) -> Result<(), JsValue> {
        dress(&self.document);
        if !self.status.is_connected() {
            self.document.body().ok_or("no body")?.append_child(&self.status)?;
        }
        Ok(())
    }

    /// Draws a layer in place of what stands open. The same again changes nothing under the visitor's hands.
    fn draw(&self, which: Which, snapshot: Rc<Snapshot>) -> Result<(), JsValue> {
        let drawing = Drawing::new(which, &snapshot, &self.document);
        let present = self.open().filter(|layer| layer.stands());
        let is_same = |layer: &Rc<Layer>| {
            layer.drawing.which == which
                && (which == Which::Settings || layer.drawing.markup == drawing.markup)
        };
        if present.as_ref().is_some_and(is_same) {
            self.update(snapshot);
            return Ok(());
        }
        self.snapshot.replace(snapshot);
        drop(present);
        // Out of the cell before it is dropped: that closes a dialog, and the page may listen.
        let left = self.open.replace(None);
        drop(left);
        let layer = Rc::new(Layer::new(&self.document, drawing, |root| {
            vec![
                Listener::new(root, "click", |event| Self::hear(&event, Self::clicked)),
                Listener::new(root, "change", |event| Self::hear(&event, Self::switched)),
                Listener::new(root, "close", |event| Self::hear(&event, |notice, _| notice.left())),
            ]
        })?);
        self.open.replace(Some(layer));
        Ok(())
    }

    fn hear(event: &Event, answer: impl Fn(&Self, &Event)) {
        if let Some(notice) = get() {
            answer(&notice, event);
        }
    }

    /// Draws what stands there when the settings do not: what is still asked, the way back, or nothing.
    fn rest(&self, may_ask: bool) -> Result<(), JsValue> {
        let snapshot = self.snapshot.borrow().clone();
        if let Some(layer) = self.open() {
            layer.leave();
        }
        if may_ask && !snapshot.ask.is_empty() {
            self.draw(Which::Notice, snapshot)
        } else if snapshot.button {
            self.draw(Which::Button, snapshot)
        } else {
            let left = self.open.replace(None);
            drop(left);
            Ok(())
        }
    }

    /// Gives the focus back to our button that opened the settings, if it is there, or to the reader.
    fn hand_back(&self) {
        let is_ours = self.came_from_us.take();
        if !(is_ours && self.open().is_some_and(|layer| layer.focus("settings"))) {
            self.reader.give_back();
        }
    }

    fn clicked(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let control = target.and_then(|target| target.closest("[data-menshen]").ok().flatten());
        let name = control.and_then(|control| control.get_attribute("data-menshen"));
        let (Some(name), Some(layer)) = (name, self.open()) else { return };
        match name.as_str() {
            "settings" | "services" => {
                self.came_from_us.set(true);
                self.door().open(if name == "services" { &name } else { "" });
            }
            "close" => layer.close(),
            "export" | "erase" | "tags" => {
                layer.say("");
                self.door().perform(&name, event.is_trusted(), &layer.drawing.messages.tag);
            }
            "read" => {
                self.door().perform(&name, event.is_trusted(), &layer.drawing.messages.tag);
                if self.rest(false).is_ok() {
                    self.hand_back();
                }
                self.door().closed("change");
            }
            answer => {
                self.status.set_text_content(None);
                layer.say("");
                layer.is_answered.set(true);
                self.answer(answer, event.is_trusted(), &layer);
            }
        }
    }

    fn answer(&self, answer: &str, by_hand: bool, layer: &Layer) {
        let (door, from, language) = (self.door(), layer.drawing.which.name(), &layer.drawing.messages.tag);
        let snapshot = self.snapshot.borrow().clone();
        let is_first = layer.drawing.which == Which::Notice;
        match answer {
            "save" => {
                let moved = layer.switches();
                let services = self.exceptions(layer, &snapshot);
                let moved = moved.iter().map(|(id, input)| (id, input.checked()));
                let services = services.iter().map(|(id, is_on)| (id, *is_on));
                door.decide(&choices(moved.chain(services)), from, by_hand, language);
            }
            // Asked about some only: what was answered before stays as it is.
            _ if is_first && !snapshot.fresh.is_empty() => {
                let grant = answer == "accept";
                door.decide(&choices(snapshot.ask.iter().map(|id| (id, grant))), from, by_hand, language);
            }
            "accept" => door.accept_all(from, by_hand, language),
            "withdraw" => door.reject_all("withdraw", by_hand, language),
            _ => door.reject_all(from, by_hand, language),
        }
    }

    /// A switch takes along what it must, to be seen and heard before anything is saved.
    fn switched(&self, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let (Some(input), Some(layer)) = (input, self.open()) else { return };
        if input.get_attribute("role").is_none() {
            return;
        }
        let is_on = input.checked();
        if input.has_attribute("data-menshen-service") {
            return layer.switch_service(&input.value(), is_on);
        }
        let moved = layer.switch(&input.value(), is_on);
        let messages = &layer.drawing.messages;
        let names = drawn(&self.snapshot.borrow(), &self.document, |view| view.titles(&moved));
        let sentence = if is_on { messages.also_on() } else { messages.also_off() };
        layer.say(&if moved.is_empty() { String::new() } else { fill(sentence, &names) });
    }

    /// Says how many services the visitor's search has found; nothing if nothing is searched.
    pub(crate) fn found(&self, count: Option<u32>) {
        let Some(layer) = self.open() else { return };
        let messages = &layer.drawing.messages;
        let intl = Intl::new(&messages.tag, messages.comma());
        layer.say_found(&match count {
            None => String::new(),
            Some(0) => messages.none_found().into(),
            Some(some) => fill(plural(messages.found(), &intl.category(some)), &intl.number(some)),
        });
    }

    /// Returns what is to be said of services: those that are other than their purposes, and those that were.
    fn exceptions(&self, layer: &Layer, snapshot: &Snapshot) -> Vec<(String, bool)> {
        let granted = layer.granted();
        let before = snapshot.granted();
        let mut exceptions: Vec<(String, bool)> = Vec::new();
        for (id, input) in layer.service_switches() {
            let Some(service) = layer.drawing.disclosure.service(&id) else { continue };
            let is_on = input.checked();
            let follows = is_on == service.purposes.iter().all(|purpose| granted.contains(purpose));
            let was_permitted = snapshot.permitted.contains(&id);
            let followed =
                was_permitted == service.purposes.iter().all(|purpose| before.contains(&purpose.as_str()));
            let is_new = !exceptions.iter().any(|(other, _)| *other == id);
            if is_new && (!follows || !followed) {
                exceptions.push((id, is_on));
            }
        }
        exceptions
    }

    /// A dialog was closed, by its button or by Escape: nothing is decided by that. What was closed so is not put up
    /// again in this page.
    fn left(&self) {
        let which = self.open().map_or(Which::Settings, |layer| layer.drawing.which);
        if self.rest(which == Which::Settings).is_ok() {
            self.hand_back();
        }
        self.door().closed(which.name());
    }
}

fn choices<'a>(answers: impl Iterator<Item = (&'a String, bool)>) -> JsValue {
    let choices = Object::new();
    for (id, grant) in answers {
        // A plain object takes every key.
        let _ = Reflect::set(&choices, &id.into(), &grant.into());
    }
    choices.into()
}
