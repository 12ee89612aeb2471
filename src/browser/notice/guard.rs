//! What registers must be undone: a guard does it when it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, EventTarget, ResizeObserver};

/// A listener that listens as long as this lives.
#[must_use = "the listener leaves when this is dropped"]
pub(crate) struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens to an event of a target, on its way down: some events do not bubble.
    pub(crate) fn new(target: &EventTarget, event: &'static str, callback: impl Fn(Event) + 'static) -> Self {
        let callback = Closure::<dyn Fn(Event)>::new(callback);
        let function = callback.as_ref().unchecked_ref();
        // Adding a listener fails on no target that there is.
        let _ = target.add_event_listener_with_callback_and_bool(event, function, true);
        Self { target: target.clone(), event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.callback.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.event, function, true);
    }
}

/// Watches the size of an element as long as this lives.
#[must_use = "the watch ends when this is dropped"]
pub(crate) struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn Fn()>,
}

impl SizeWatch {
    /// Calls back whenever the size changes, and once in the beginning. None in browsers that cannot watch.
    pub(crate) fn new(element: &Element, callback: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn()>::new(callback);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
