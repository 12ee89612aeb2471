//! All that the gate knows, and the only function that changes it: [`update`]. It returns what is to be
//! done about the change as data; the shell does it once nothing is borrowed any more.

use crate::domain::cookie;
use crate::domain::decision::{self, Emission, Verdict};
use crate::domain::error::Error;
use crate::domain::policy::read::{Policy, Purposes, bit};
use crate::domain::record::standing::Standing;
use crate::domain::record::{DAY, Entry, Record, Source, codec};
use crate::domain::region::Basis;

/// Holds what the gate knows.
#[derive(Debug)]
pub struct State {
    /// How far the policy is.
    pub phase: Phase,
    /// The policy in force; while there is none, the built-in one with nothing granted.
    pub policy: Policy,
    /// The visitor's record, if one could be read.
    pub record: Option<Record>,
    /// The record held against the policy.
    pub standing: Standing,
    /// The legal basis where the visitor is.
    pub basis: Basis,
    /// The page's host, with its port.
    pub page: String,
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
pub enum Event {
    /// A policy came, or was found broken.
    Policy(Result<Policy, Error>),
    /// The stored answer was read, at the start or because it may have changed elsewhere.
    Stored {
        /// What `document.cookie` reads.
        jar: String,
        /// What the mirror in storage holds.
        mirror: Option<String>,
        /// Seconds since 1970.
        now: u32,
    },
    /// Somebody answered.
    Answer(Answer),
    /// The answer is to be forgotten.
    Erase,
}

/// An answer to be recorded.
#[derive(Debug)]
pub struct Answer {
    /// What it says.
    pub choice: Choice,
    /// Through what it came.
    pub source: Source,
    /// Whether the visitor is acting right now (transient user activation).
    pub by_visitor: bool,
    /// The language in which it was asked.
    pub language: String,
    /// Seconds since 1970.
    pub now: u32,
}

/// What an answer says.
#[derive(Debug)]
pub enum Choice {
    /// Grant everything.
    AcceptAll,
    /// Refuse everything that can be refused.
    RejectAll,
    /// Grant what is asked just now, and leave earlier answers as they are.
    AcceptAsked,
    /// Refuse what is asked just now, and leave earlier answers as they are.
    RejectAsked,
    /// Grant or refuse by id of purpose or service, and leave the others as they are.
    Set(Vec<(String, bool)>),
}

/// Says what is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write the record to the cookie and the mirror.
    Write {
        /// The encoded record.
        value: String,
        /// How long the cookie lasts, in seconds.
        seconds: u32,
    },
    /// Delete cookie and mirror.
    Forget,
    /// Look at everything held again, and release what may pass.
    Release,
    /// Delete what refused services left behind, and tell of these purposes, which were granted until now.
    Sweep(Purposes),
    /// Tell the page that the answer changed; the purposes that changed.
    Decided(Purposes),
    /// The policy is in force.
    Ready,
    /// Ask the visitor, if anything is undecided.
    Ask,
    /// Report an error.
    Fail(Error),
}

impl State {
    /// Starts with nothing: waiting for a policy, nothing granted.
    pub fn new(page: &str) -> Self {
        Self {
            phase: Phase::Waiting,
            policy: Policy::built_in(),
            record: None,
            standing: Standing::default(),
            basis: Basis::Consent,
            page: page.into(),
        }
    }

    /// Decides on a marked node or an address. Without a policy in force every marked and third-party one waits.
    pub fn judge(&self, ids: &str, host: &str, path: &str) -> Verdict {
        let first_party = self.policy.is_first_party(host, &self.page);
        if self.phase != Phase::Ready {
            let action =
                if ids.is_empty() && first_party { decision::Action::Allow } else { decision::Action::Hold };
            return Verdict { action, service: None, missing: 0 };
        }
        if ids.is_empty() {
            self.decide(&Emission::Address { host, path, first_party })
        } else {
            self.decide(&Emission::Marked(ids))
        }
    }

    /// Decides on a string written to `document.cookie`; returns what is to be written, if anything.
    pub fn judge_cookie(&self, written: &str) -> Option<String> {
        let verdict = self.decide(&Emission::Cookie(written));
        match verdict.action {
            _ if cookie::name(written) == self.policy.cookie => Some(written.into()),
            decision::Action::Allow => Some(written.into()),
            decision::Action::Soften => Some(cookie::soften(written)),
            decision::Action::Hold | decision::Action::Drop => None,
        }
    }

    /// Returns whether a purpose or service is permitted now.
    pub fn permits(&self, id: &str) -> bool {
        self.phase == Phase::Ready && decision::permits(id, &self.policy, &self.standing, self.basis)
    }

    /// Returns the purposes that the visitor is to be asked about.
    pub fn asks(&self) -> Purposes {
        if self.phase == Phase::Ready { self.standing.asked(&self.policy) } else { 0 }
    }

    /// Returns the services that may not run now, by place.
    pub fn refused(&self) -> impl Iterator<Item = usize> {
        self.policy
            .services
            .iter()
            .enumerate()
            .filter(|(_, service)| !self.permits(&service.id))
            .map(|(index, _)| index)
    }

    fn decide(&self, emission: &Emission<'_>) -> Verdict {
        decision::decide(emission, &self.policy, &self.standing, self.basis)
    }
}

/// Changes the state by one event.
///
/// # Errors
/// An answer that may not be given: `needs-visitor`, `missing-requirement`, `required-purpose`, `unknown-id`,
/// `not-ready`; the state is then as it was.
pub fn update(state: &mut State, event: Event) -> Result<Vec<Effect>, Error> {
    match event {
        Event::Policy(Ok(policy)) => {
            state.policy = policy;
            state.phase = Phase::Ready;
            Ok(vec![Effect::Ready])
        }
        Event::Policy(Err(error)) => {
            state.phase = Phase::Failed;
            Ok(vec![Effect::Fail(error)])
        }
        Event::Stored { jar, mirror, now } => Ok(stored(state, &jar, mirror.as_deref(), now)),
        Event::Answer(answer) => self::answer(state, &answer),
        Event::Erase => {
            let withdrawn = state.standing.granted;
            state.record = None;
            state.standing = Standing::default();
            Ok(vec![Effect::Forget, Effect::Decided(withdrawn | state.asks()), Effect::Sweep(withdrawn)])
        }
    }
}

/// A cookie that is there and cannot be read counts as no answer, whatever the mirror says: something is off.
/// Where both can be read the newer one counts, since another subdomain may have written the cookie.
fn stored(state: &mut State, jar: &str, mirror: Option<&str>, now: u32) -> Vec<Effect> {
    let mirrored = mirror.and_then(codec::decode);
    let record = match cookie::value(jar, &state.policy.cookie) {
        None => mirrored,
        Some(value) => codec::decode(value).map(|record| match mirrored {
            Some(other) if other.decided > record.decided => other,
            _ => record,
        }),
    };
    let before = state.standing.clone();
    let standing = Standing::new(record.as_ref(), &state.policy, now);
    if standing == before {
        state.record = record;
        // Refused services may have written while the page before this one was closing.
        return if state.standing.answered { vec![Effect::Sweep(0)] } else { Vec::new() };
    }
    state.record = record;
    state.standing = standing;
    let mut effects = vec![Effect::Decided(changed(&before, &state.standing)), Effect::Release];
    if state.standing.answered || before.answered {
        effects.push(Effect::Sweep(before.granted & !state.standing.granted));
    }
    effects
}

fn answer(state: &mut State, answer: &Answer) -> Result<Vec<Effect>, Error> {
    let policy = &state.policy;
    if state.phase != Phase::Ready {
        return Err(Error::new("not-ready", "", "no policy in force", "a call after the event `ready`"));
    }
    let before = &state.standing;
    let optional = policy.all() & !policy.required();
    let asked = before.asked(policy);
    let mut granted = before.granted;
    let mut stated = optional;
    let mut services = before.services.clone();
    let grants = match &answer.choice {
        Choice::AcceptAll => {
            granted = optional;
            services.clear();
            true
        }
        Choice::RejectAll => {
            granted = 0;
            services.clear();
            false
        }
        Choice::AcceptAsked => {
            granted |= asked;
            stated = asked;
            true
        }
        Choice::RejectAsked => {
            stated = asked;
            false
        }
        Choice::Set(pairs) => {
            stated = 0;
            for (id, grant) in pairs {
                if let Some(index) = policy.purpose(id) {
                    let bit = bit(index);
                    if bit & optional == 0 {
                        if !grant {
                            return Err(Error::new(
                                "required-purpose",
                                id,
                                "a refusal",
                                "this purpose is always on",
                            ));
                        }
                        continue;
                    }
                    stated |= bit;
                    granted = if *grant { granted | bit } else { granted & !bit };
                } else if let Some(index) = policy.service(id) {
                    services.retain(|(place, _)| *place != index);
                    services.push((index, *grant));
                } else {
                    return Err(Error::new(
                        "unknown-id",
                        id,
                        "no such purpose or service",
                        "an id of the policy",
                    ));
                }
            }
            pairs.iter().any(|(_, grant)| *grant)
        }
    };
    let mut source = answer.source;
    if grants && !answer.by_visitor {
        if !policy.scripted_grants {
            return Err(Error::new(
                "needs-visitor",
                "",
                "a grant without the visitor",
                "a call from the visitor's own click or key press",
            ));
        }
        source = Source::Api;
    }
    if let Some((_, purpose)) = policy.each().find(|(bit, purpose)| {
        bit & granted & stated != 0 && purpose.requires & !(granted | policy.required()) != 0
    }) {
        return Err(Error::new(
            "missing-requirement",
            &purpose.id,
            "a grant",
            "what it requires to be granted too",
        ));
    }
    // A requirement that is refused takes along what an earlier answer had granted on top of it.
    let denied_now = stated & !granted;
    for (bit, purpose) in policy.each() {
        if purpose.requires & denied_now != 0 && granted & bit != 0 {
            granted &= !bit;
            stated |= bit;
        }
    }
    services.retain(|(place, grant)| {
        policy
            .services
            .get(*place)
            .is_some_and(|service| (service.purposes & !(granted | policy.required()) == 0) != *grant)
    });

    let denied = (before.denied | stated) & !granted & optional;
    let days = policy.days.saturating_mul(DAY);
    let mut expires = answer.now.saturating_add(days);
    // An answer that is carried over lasts no longer than the visitor was told when giving it.
    if before.granted & granted & !stated != 0
        && let Some(old) = &state.record
    {
        expires = expires.min(old.expires);
    }
    let purposes =
        policy.each().filter(|(bit, _)| (granted | denied) & bit != 0).map(|(bit, purpose)| Entry {
            id: purpose.id.clone(),
            is_service: false,
            granted: granted & bit != 0,
            meaning: purpose.meaning,
        });
    let apart = services.iter().filter_map(|(place, granted)| {
        policy.services.get(*place).map(|service| Entry {
            id: service.id.clone(),
            is_service: true,
            granted: *granted,
            meaning: service.meaning,
        })
    });
    let record = Record {
        decided: answer.now,
        expires,
        controller: policy.controller,
        language: answer.language.clone(),
        source,
        statement: policy.statement.clone(),
        entries: purposes.chain(apart).collect(),
    };
    let standing = Standing::new(Some(&record), policy, answer.now);
    let withdrawn = before.granted & !standing.granted;
    let changed = changed(before, &standing);
    let effects = vec![
        Effect::Write { value: codec::encode(&record), seconds: expires.saturating_sub(answer.now) },
        Effect::Decided(changed),
        Effect::Release,
        Effect::Sweep(withdrawn),
    ];
    state.record = Some(record);
    state.standing = standing;
    Ok(effects)
}

fn changed(before: &Standing, after: &Standing) -> Purposes {
    (before.granted ^ after.granted) | (before.denied ^ after.denied)
}
