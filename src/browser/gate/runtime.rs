//! Owns the state, and does what [`update`] says is to be done, once nothing is borrowed any more:
//! every effect may run the page's code, and the page may call us back.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::store;
use crate::browser::gate::sweep::sweep;
use crate::domain::cookie::{self, Place};
use crate::domain::error::Error;
use crate::domain::json::Json;
use crate::domain::policy::read::{Policy, Purposes};
use crate::domain::record::codec;
use crate::domain::state::{Effects, Event, State, update};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// All that lives as long as the page.
pub(crate) struct Runtime {
    /// Borrowed for a look or a change, never while JavaScript runs.
    pub(crate) state: RefCell<State>,
    pub(crate) hand: Hand,
    /// Whether the page is served over HTTPS.
    pub(crate) secure: bool,
}

thread_local! {
    static RUNTIME: Cell<Option<&'static Runtime>> = const { Cell::new(None) };
}

/// Starts the runtime anew.
pub(crate) fn start(hand: Hand, host: &str, secure: bool) {
    // Leaked on purpose: the gate stands as long as the page, and a start happens once in it.
    let runtime = Box::leak(Box::new(Runtime { state: RefCell::new(State::new(host)), hand, secure }));
    RUNTIME.set(Some(runtime));
}

/// Returns the runtime; none before the start.
pub(crate) fn get() -> Option<&'static Runtime> {
    RUNTIME.get()
}

/// Returns the seconds since 1970.
pub(crate) fn now() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}

impl Runtime {
    /// Reads from the state. `read` must not call JavaScript.
    pub(crate) fn look<R>(&self, otherwise: R, read: impl FnOnce(&State) -> R) -> R {
        self.state.try_borrow().map_or(otherwise, |state| read(&state))
    }

    /// Brings an event to the state and does what follows. Returns the sweep's report, if there was one.
    pub(crate) fn feed(&self, event: Event<'_>) -> Result<String, Error> {
        let effects = match self.state.try_borrow_mut() {
            Ok(mut state) => update(&mut state, event)?,
            Err(_) => Effects::default(),
        };
        Ok(self.perform(effects))
    }

    /// Reads the stored answer, at the start or because it may have changed in another tab.
    pub(crate) fn read_again(&self) {
        if let Some(policy) = self.policy() {
            let (jar, mirror) = (self.hand.read_cookie(), store::mirror(&self.hand, &policy.cookie));
            // Reading back never fails: what cannot be read counts as no answer.
            let _ = self.feed(Event::Stored { jar: &jar, mirror: mirror.as_deref(), now: now() });
        }
    }

    fn policy(&self) -> Option<Rc<Policy>> {
        self.look(None, |state| Some(Rc::clone(&state.policy)))
    }

    fn perform(&self, effects: Effects) -> String {
        let Some(policy) = self.policy() else { return String::new() };
        if effects.keep {
            self.keep(&policy);
        }
        if effects.ready {
            self.read_again();
            self.mark(&policy);
            self.hand.release();
            self.hand.tell("ready", "");
        }
        if let Some(changed) = effects.decided {
            self.mark(&policy);
            self.tell("decided", &policy, changed, "");
            self.hand.release();
        }
        let Some(withdrawn) = effects.sweep else { return String::new() };
        let refused = |id: &str| !self.look(false, |state| state.permits(id));
        let report = sweep(self, &policy, refused);
        if withdrawn != 0 {
            self.tell("withdrawn", &policy, withdrawn, &report);
        }
        report
    }

    fn tell(&self, event: &str, policy: &Policy, purposes: Purposes, report: &str) {
        let mut json = Json::open("{");
        write_ids(json.key("purposes"), policy, purposes);
        if !report.is_empty() {
            json.key("report").raw(report);
        }
        json.close("}");
        self.hand.tell(event, &json.finish());
    }

    fn keep(&self, policy: &Policy) {
        let place = Place { domain: &policy.domain, path: &policy.path, secure: self.secure };
        let (value, seconds) = self.look((String::new(), 0), |state| match &state.record {
            Some(record) => (codec::encode(record), record.expires.saturating_sub(record.decided)),
            None => (String::new(), 0),
        });
        self.hand.write_cookie(&cookie::write(&policy.cookie, &value, seconds, place));
        store::set_mirror(&self.hand, &policy.cookie, &value);
    }

    fn mark(&self, policy: &Policy) {
        for (bit, purpose) in policy.each() {
            self.hand.mark(&purpose.id, self.look("undecided", |state| state.word(bit)));
        }
    }
}

/// Writes the ids of some purposes as a JSON list.
pub(crate) fn write_ids(json: &mut Json, policy: &Policy, some: Purposes) {
    json.raw("[");
    for (bit, purpose) in policy.each() {
        if some & bit != 0 {
            json.text(&purpose.id);
        }
    }
    json.close("]");
}
