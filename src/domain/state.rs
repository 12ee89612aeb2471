//! All that the gate knows, and the only function that changes it: [`update`]. It returns what is to be
//! done about the change as data; the shell does it once nothing is borrowed any more.

use crate::domain::cookie;
use crate::domain::decision::{self, Emission, Verdict};
use crate::domain::error::Error;
use crate::domain::policy::read::{Policy, Purposes};
use crate::domain::record::codec::{self, Head};
use crate::domain::record::standing::Standing;
use crate::domain::record::{DAY, Entry, Record, Source};
use crate::domain::region::Basis;
use crate::domain::split;

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
    /// A policy came, or was found broken.
    Policy(Result<&'a Policy<'a>, Option<Error>>),
    /// The stored answer was read, at the start or because it may have changed elsewhere.
    Stored {
        /// What `document.cookie` reads.
        jar: &'b str,
        /// What the mirror in storage holds.
        mirror: Option<&'b str>,
        /// Seconds since 1970.
        now: u32,
    },
    /// Somebody answered.
    Answer(Answer<'b>),
    /// The answer is to be forgotten.
    Erase,
}

/// An answer to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// What it says.
    pub choice: Choice<'a>,
    /// Through what it came.
    pub source: Source,
    /// Whether the visitor is acting right now (transient user activation).
    pub by_visitor: bool,
    /// The language in which it was asked.
    pub language: &'a str,
    /// Seconds since 1970.
    pub now: u32,
}

/// What an answer says.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// Grant everything.
    AcceptAll,
    /// Refuse everything that can be refused.
    RejectAll,
    /// Ids of purposes and services, each followed by `+` (granted) or `-` (refused), parted by spaces;
    /// what is not named stays as it is.
    Set(&'a str),
}

/// Says what is to be done, in the order of the fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Keep the record: write it if there is one, else delete it.
    pub keep: bool,
    /// The policy is in force now: read the stored answer, then tell the page and ask the visitor.
    pub ready: bool,
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

    fn decide(&self, emission: &Emission<'_>) -> Verdict {
        decision::decide(emission, self.policy, &self.standing, self.basis)
    }
}

/// Changes the state by one event.
///
/// # Errors
/// A policy that cannot come into force; or an answer that may not be given (`needs-visitor`,
/// `missing-requirement`, `required-purpose`, `unknown-id`, `not-ready`): the answers are then as they were.
pub fn update<'a>(state: &mut State<'a>, event: Event<'a, '_>) -> Result<Effects, Error> {
    match event {
        // Only the first policy counts.
        Event::Policy(_) if state.phase != Phase::Waiting => Ok(Effects::default()),
        Event::Policy(Ok(policy)) => {
            state.policy = policy;
            state.phase = Phase::Ready;
            Ok(Effects { ready: true, ..Effects::default() })
        }
        Event::Policy(Err(error)) => {
            state.phase = Phase::Failed;
            error.map_or(Ok(Effects::default()), Err)
        }
        // Held against the policy that stands in until the site's own comes, an answer would count for others.
        Event::Stored { .. } if state.phase != Phase::Ready => Ok(Effects::default()),
        Event::Stored { jar, mirror, now } => Ok(stored(state, jar, mirror, now)),
        Event::Answer(answer) => self::answer(state, answer),
        Event::Erase => Ok(turn(state, None, Standing::default(), true)),
    }
}

/// Puts another answer in the place of the one before.
fn turn(state: &mut State<'_>, record: Option<Record>, standing: Standing, keep: bool) -> Effects {
    let before = &state.standing;
    let changed = (before.granted ^ standing.granted) | (before.denied ^ standing.denied);
    let withdrawn = before.granted & !standing.granted;
    // Refused services may also have written while the page before this one was closing.
    let sweeps = keep || before.answered || standing.answered;
    let is_same = *before == standing && !keep;
    state.record = record;
    state.standing = standing;
    Effects { keep, ready: false, decided: (!is_same).then_some(changed), sweep: sweeps.then_some(withdrawn) }
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
    let standing = Standing::new(record.as_ref(), state.policy, now);
    turn(state, record, standing, false)
}

fn answer(state: &mut State<'_>, answer: Answer<'_>) -> Result<Effects, Error> {
    if state.phase != Phase::Ready {
        return Err(Error::new("not-ready", "", "no policy in force", "a call after the event ready"));
    }
    let policy = state.policy;
    // Held against the clock anew: the page may have stood open for longer than the answer before counts.
    let before = Standing::new(state.record.as_ref(), policy, answer.now);
    let required = policy.required();
    let optional = policy.optional();
    let mut granted = before.granted;
    let mut stated = optional;
    let mut services: Vec<(usize, bool)> = Vec::new();
    let mut carried: &[(usize, bool)] = &[];
    let mut grants = false;
    match answer.choice {
        Choice::AcceptAll => {
            grants = true;
            granted = optional;
        }
        Choice::RejectAll => granted = 0,
        Choice::Set(words) => {
            stated = 0;
            carried = &before.services;
            for word in split::all(words, b' ').filter(|word| !word.is_empty()) {
                let grant = word.as_bytes().last() == Some(&b'+');
                let id = word.strip_suffix(if grant { "+" } else { "-" }).unwrap_or("");
                grants |= grant;
                let bit = policy.purpose_bit(id);
                if bit != 0 {
                    if bit & required == 0 {
                        stated |= bit;
                        granted = if grant { granted | bit } else { granted & !bit };
                    } else if !grant {
                        return Err(Error::new(
                            "required-purpose",
                            id,
                            "a refusal",
                            "a purpose that is not required",
                        ));
                    }
                } else if let Some(index) = policy.service(id) {
                    services.retain(|(place, _)| *place != index);
                    services.push((index, grant));
                } else {
                    return Err(Error::new(
                        "unknown-id",
                        id,
                        "no such purpose or service",
                        "an id of the policy",
                    ));
                }
            }
        }
    }
    let is_scripted = grants && !answer.by_visitor;
    if is_scripted && !policy.scripted_grants {
        return Err(Error::new(
            "needs-visitor",
            "",
            "a grant without the visitor",
            "a call from the visitor's own act",
        ));
    }
    for (bit, purpose) in policy.each() {
        if granted & bit == 0 || purpose.requires & !(granted | required) == 0 {
            continue;
        }
        if stated & bit != 0 {
            return Err(Error::new(
                "missing-requirement",
                purpose.id,
                "a grant",
                "what it requires granted too",
            ));
        }
        // A requirement that is refused takes along what an earlier answer had granted on top of it.
        if purpose.requires & stated & !granted != 0 {
            granted &= !bit;
            stated |= bit;
        }
    }
    // What says the same as its purposes is no answer of its own.
    let differs = |(place, grant): &(usize, bool)| {
        let of = policy.services.get(*place).map_or(0, |service| service.purposes);
        (of & !(granted | required) == 0) != *grant
    };
    let mut carries = granted & !stated != 0;
    for old in carried {
        if !services.iter().any(|(place, _)| *place == old.0) {
            services.push(*old);
            carries |= old.1 && differs(old);
        }
    }
    services.retain(differs);

    let denied = (before.denied | stated) & !granted & optional;
    let mut expires = answer.now.saturating_add(policy.days.saturating_mul(DAY));
    // An answer that is carried over lasts no longer than the visitor was told when giving it.
    if let Some(old) = &state.record
        && carries
    {
        expires = expires.min(old.expires);
    }
    let mut entries = Vec::new();
    for (bit, purpose) in policy.each() {
        if (granted | denied) & bit != 0 {
            let granted = granted & bit != 0;
            entries.push(Entry { id: purpose.id, is_service: false, granted, meaning: purpose.meaning });
        }
    }
    for (place, granted) in &services {
        if let Some(service) = policy.services.get(*place) {
            entries.push(Entry {
                id: service.id,
                is_service: true,
                granted: *granted,
                meaning: service.meaning,
            });
        }
    }
    let head = Head {
        decided: answer.now,
        expires,
        controller: policy.controller,
        language: answer.language,
        source: if is_scripted { Source::Api } else { answer.source },
        statement: policy.statement,
    };
    let record = codec::encode(&head, &entries);
    let standing = Standing::new(Some(&record), policy, answer.now);
    Ok(turn(state, Some(record), standing, true))
}
