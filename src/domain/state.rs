//! All that the gate knows, and the only function that changes it: [`update`]. It returns what is to be
//! done about the change as data; the shell does it once nothing is borrowed any more.

use crate::domain::catalogue::Catalogue;
use crate::domain::cookie;
use crate::domain::decision::{self, Emission, Verdict};
use crate::domain::policy::read::{Mode, Policy, Purposes};
use crate::domain::record::Record;
use crate::domain::record::codec;
use crate::domain::record::standing::Standing;
use crate::domain::region::Basis;

/// Stands where an inline script has no host. No host has a colon without a port.
pub const INLINE: &str = "inline:";

/// Holds what the gate knows.
#[derive(Debug)]
pub struct State<'a> {
    /// How far the policy is.
    pub phase: Phase,
    /// The policy in force; while there is none, the built-in one with nothing granted.
    pub policy: &'a Policy<'a>,
    /// The visitor's record, if one could be read.
    pub record: Option<Record>,
    /// The record held against the policy.
    pub standing: Standing,
    /// The legal basis where the visitor is.
    pub basis: Basis,
    /// The page's host, with its port.
    pub page: String,
    /// Third parties that are known though the policy does not name them; at the start none.
    pub catalogue: Catalogue<'a>,
}

/// Says how far the policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Announced and not here yet: every third party waits.
    Waiting,
    /// In force.
    Ready,
    /// Broken or out of reach: every third party waits for good.
    Failed,
}

/// Says what happened.
#[derive(Debug)]
pub enum Event<'a, 'b> {
    /// A policy came; none if it is broken or out of reach.
    Policy(Option<&'a Policy<'a>>),
    /// The stored answer was read, at the start or because it may have changed elsewhere.
    Stored {
        /// What `document.cookie` reads.
        jar: &'b str,
        /// What the mirror in storage holds.
        mirror: Option<&'b str>,
        /// Seconds since 1970.
        now: u32,
    },
    /// Somebody answered: a record made by [`crate::domain::answer`].
    Answered {
        /// Its text.
        text: &'b str,
        /// Seconds since 1970.
        now: u32,
    },
    /// The answer is to be forgotten.
    Erase,
}

/// Says what is to be done, in the order of the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Keep the record: write it if there is one, else delete it.
    pub keep: bool,
    /// The answer may have changed: mark the page, tell it of the purposes that changed, and look at
    /// everything held again.
    pub decided: Option<Purposes>,
    /// Delete what refused services left behind, and tell of these purposes, which were granted until now.
    pub sweep: Option<Purposes>,
}

impl<'a> State<'a> {
    /// Starts with nothing: waiting for a policy, nothing granted; until one comes, `built_in` stands in.
    pub fn new(page: &str, built_in: &'a Policy<'a>) -> Self {
        Self {
            phase: Phase::Waiting,
            policy: built_in,
            record: None,
            standing: Standing::default(),
            basis: Basis::Consent,
            page: page.into(),
            catalogue: Catalogue::default(),
        }
    }

    /// Decides on a marked node, an inline script (its text as the path of the host [`INLINE`]) or an address. Without a policy in force every marked and third-party one waits.
    pub fn judge(&self, ids: &str, host: &str, path: &str) -> Verdict {
        let first_party = host == INLINE || self.policy.is_first_party(host, &self.page);
        if self.phase != Phase::Ready {
            let action =
                if ids.is_empty() && first_party { decision::Action::Allow } else { decision::Action::Hold };
            return Verdict { action, service: None, missing: 0, known: false };
        }
        if !ids.is_empty() {
            return self.decide(&Emission::Marked(ids));
        }
        let emission = if host == INLINE {
            Emission::Inline(path)
        } else {
            Emission::Address { host, path, first_party }
        };
        let mut verdict = self.decide(&emission);
        if verdict.service.is_none() && !first_party {
            if let Some(known) = self.catalogue.look_up(host) {
                verdict = decision::decide_known(known, self.policy, &self.standing, self.basis);
            } else {
                verdict.needs_a_name(self.policy);
            }
        }
        if self.policy.mode == Mode::Observe {
            verdict.action = decision::Action::Allow;
        }
        verdict
    }

    /// Returns whether a key may be written in localStorage or sessionStorage. Our own begin with the record's name.
    pub fn may_keep(&self, key: &str) -> bool {
        key.starts_with(self.policy.cookie)
            || self.policy.mode == Mode::Observe
            || self.decide_write(&Emission::Key(key), key).action == decision::Action::Allow
    }

    /// Returns whether what is stored is a refused service's. What nobody names is the page's own, in every mode.
    pub fn is_left(&self, kind: &str, what: &str) -> bool {
        let emission = if kind == "c" { Emission::Cookie(what) } else { Emission::Key(what) };
        let name = if kind == "c" { cookie::name(what) } else { what };
        let verdict = self.decide_write(&emission, name);
        name != self.policy.cookie
            && self.policy.mode != Mode::Observe
            && (verdict.service.is_some() || verdict.known)
            && verdict.action == decision::Action::Drop
    }

    /// Decides on a string written to `document.cookie`; returns what is to be written, if anything.
    pub fn judge_cookie(&self, written: &str) -> Option<String> {
        let verdict = self.decide_write(&Emission::Cookie(written), cookie::name(written));
        match verdict.action {
            _ if cookie::name(written) == self.policy.cookie || self.policy.mode == Mode::Observe => {
                Some(written.into())
            }
            decision::Action::Allow => {
                let mut text = String::from(written);
                if verdict.missing != 0 {
                    // What passes as a deletion deletes, even where a browser cannot read the date that we can.
                    text.push_str("; Max-Age=0");
                }
                Some(text)
            }
            decision::Action::Soften => Some(cookie::soften(written)),
            decision::Action::Hold | decision::Action::Drop => None,
        }
    }

    /// Returns whether a purpose or service is permitted now.
    pub fn permits(&self, id: &str) -> bool {
        self.phase == Phase::Ready && decision::permits(id, self.policy, &self.standing, self.basis)
    }

    /// Returns the purposes that the visitor is to be asked about.
    pub fn asks(&self) -> Purposes {
        if self.phase == Phase::Ready { self.standing.asked(self.policy) } else { 0 }
    }

    /// Returns how a purpose stands, in the word of attributes, events and exports. A grant whose requirement is
    /// open again counts as open.
    pub fn word(&self, purpose: Purposes) -> &'static str {
        if self.phase == Phase::Ready && self.standing.effective(self.policy) & purpose != 0 {
            "granted"
        } else if self.standing.denied & purpose != 0 {
            "denied"
        } else {
            "undecided"
        }
    }

    /// Decides on what is written under a name: by the policy, and where it names none such, by the catalogue.
    fn decide_write(&self, emission: &Emission<'_>, name: &str) -> Verdict {
        let mut verdict = self.decide(emission);
        if verdict.service.is_none()
            && let Some(known) = self.catalogue.look_up_name(name)
        {
            verdict = decision::decide_known(known, self.policy, &self.standing, self.basis);
            verdict.writes(emission, self.policy);
        }
        verdict
    }

    fn decide(&self, emission: &Emission<'_>) -> Verdict {
        decision::decide(emission, self.policy, &self.standing, self.basis)
    }
}

/// Changes the state by one event.
pub fn update<'a>(state: &mut State<'a>, event: Event<'a, '_>) -> Effects {
    match event {
        Event::Policy(Some(policy)) => {
            // Only the first policy counts.
            if state.phase == Phase::Waiting {
                state.policy = policy;
                state.phase = Phase::Ready;
            }
            Effects::default()
        }
        // Also after it is in force: what only the notice's file reads of it, that file finds at fault.
        Event::Policy(None) => {
            state.phase = Phase::Failed;
            Effects::default()
        }
        Event::Erase => turn(state, None, 0, true),
        // Held against the policy that stands in until the site's own comes, an answer would count for others.
        _ if state.phase != Phase::Ready => Effects::default(),
        Event::Stored { jar, mirror, now } => stored(state, jar, mirror, now),
        Event::Answered { text, now } => match codec::decode(text) {
            None => Effects::default(),
            record => turn(state, record, now, true),
        },
    }
}

/// Puts another answer in the place of the one before.
fn turn(state: &mut State<'_>, record: Option<Record>, now: u32, keep: bool) -> Effects {
    let standing = Standing::new(record.as_ref(), state.policy, now);
    let before = &state.standing;
    let changed = (before.granted ^ standing.granted) | (before.denied ^ standing.denied);
    let withdrawn = before.granted & !standing.granted;
    // Refused services may also have written while the page before this one was closing.
    let sweeps = keep || before.answered || standing.answered;
    let is_same = *before == standing && !keep;
    state.record = record;
    state.standing = standing;
    Effects { keep, decided: (!is_same).then_some(changed), sweep: sweeps.then_some(withdrawn) }
}

/// A cookie that is there and cannot be read counts as no answer, whatever the mirror says: something is off.
/// Where both can be read the newer one counts, since another subdomain may have written the cookie.
fn stored(state: &mut State<'_>, jar: &str, mirror: Option<&str>, now: u32) -> Effects {
    let mut record = mirror.and_then(codec::decode);
    if let Some(value) = cookie::value(jar, state.policy.cookie) {
        let from_cookie = codec::decode(value);
        let is_older = match (&record, &from_cookie) {
            (Some(mirrored), Some(cookie)) => mirrored.decided <= cookie.decided,
            _ => true,
        };
        if is_older {
            record = from_cookie;
        }
    }
    turn(state, record, now, false)
}
