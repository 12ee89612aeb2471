//! Owns the state, and does what [`update`] says is to be done, once nothing is borrowed any more:
//! every effect may run the page's code, and the page may call us back.

use crate::browser::gate::hand::Hand;
use crate::browser::gate::store;
use crate::domain::catalogue::{self, Catalogue};
use crate::domain::cookie::{self, Place};
use crate::domain::lines::Lines;
use crate::domain::policy::Policy;
use crate::domain::policy::read::Purposes;
use crate::domain::state::{Effects, Event, State, update};
use std::sync::Mutex;

/// All that lives as long as the page.
pub(crate) struct Runtime {
    /// Locked for a look or a change, never while JavaScript runs.
    pub(crate) state: Mutex<State<'static>>,
    pub(crate) hand: Hand,
    /// Whether the page is served over HTTPS.
    pub(crate) secure: bool,
}

/// Not a `thread_local`: those are called through the module's table, which would then have to be kept with all
/// that dependencies put into it. A page has one thread, and no lock is waited for.
static RUNTIME: Mutex<Option<&'static Runtime>> = Mutex::new(None);

/// The third parties that are known: a file of its own carries them all.
#[cfg(feature = "full")]
const TABLE: &[u8] = catalogue::FULL;
#[cfg(not(feature = "full"))]
const TABLE: &[u8] = catalogue::COMMON;

/// Starts the runtime anew.
pub(crate) fn start(hand: Hand, host: &str, secure: bool) {
    let state = State::new(host, keep_for_good(Policy::built_in()));
    let state = State { catalogue: Catalogue::new(TABLE), ..state };
    let state = Mutex::new(state);
    if let Ok(mut runtime) = RUNTIME.try_lock() {
        *runtime = Some(keep_for_good(Runtime { state, hand, secure }));
    }
}

/// Leaks a value on purpose: the gate stands as long as the page, and what it stands on is made once in it.
pub(crate) fn keep_for_good<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Returns the runtime; none before the start.
pub(crate) fn get() -> Option<&'static Runtime> {
    RUNTIME.try_lock().map_or(None, |runtime| *runtime)
}

impl Runtime {
    /// Reads from the state. `read` must not call JavaScript.
    pub(crate) fn look<R>(&self, otherwise: R, read: impl FnOnce(&State<'static>) -> R) -> R {
        self.state.try_lock().map_or(otherwise, |state| read(&state))
    }

    /// Brings an event to the state and does what follows.
    pub(crate) fn feed(&self, event: Event<'static, '_>) {
        let effects = match self.state.try_lock() {
            Ok(mut state) => update(&mut state, event),
            Err(_) => return,
        };
        self.perform(effects);
    }

    /// Reads the stored answer, at the start or because it may have changed in another tab.
    pub(crate) fn read_again(&self) {
        if let Some(policy) = self.policy() {
            let (jar, mirror) = (self.hand.cookie(""), store::mirror(policy.cookie));
            self.feed(Event::Stored { jar: &jar, mirror: mirror.as_deref(), now: self.hand.now() });
        }
    }

    /// Returns the policy in force, or the one that stands in for it.
    pub(crate) fn policy(&self) -> Option<&'static Policy<'static>> {
        self.look(None, |state| Some(state.policy))
    }

    fn perform(&self, effects: Effects) {
        let Some(policy) = self.policy() else { return };
        if effects.keep {
            self.keep(policy);
        }
        if effects.ready {
            self.read_again();
        }
        if effects.ready {
            self.hand.tell("ready", "");
        }
        if let Some(changed) = effects.decided {
            self.hand.tell("decided", &purposes(policy, changed).0);
        }
        if let Some(withdrawn) = effects.sweep {
            self.hand.tell("withdrawn", &purposes(policy, withdrawn).0);
        }
    }

    fn keep(&self, policy: &Policy<'_>) {
        let place = Place { domain: policy.domain, path: policy.path, secure: self.secure };
        let (value, seconds) = self.look((String::new(), 0), |state| match &state.record {
            Some(record) => (record.text.clone(), record.expires.saturating_sub(record.decided)),
            None => (String::new(), 0),
        });
        self.hand.cookie(&cookie::write(policy.cookie, &value, seconds, place));
        if value.is_empty() {
            store::forget(policy.cookie);
        } else {
            store::set_mirror(policy.cookie, &value);
        }
    }
}

/// Returns a line for each of some purposes.
pub(crate) fn purposes(policy: &Policy<'_>, some: Purposes) -> Lines {
    let mut lines = Lines::default();
    for (bit, purpose) in policy.each() {
        if some & bit != 0 {
            lines.add(&["purpose", purpose.id]);
        }
    }
    lines
}
