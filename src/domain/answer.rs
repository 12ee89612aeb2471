//! What an answer means: from the choice, today's policy and the answer before to the record that is kept. Not in the
//! gate: whoever answers does so through the notice's module.

use crate::domain::error::Refusal;
use crate::domain::policy::Policy;
use crate::domain::record::codec::{self, Head};
use crate::domain::record::standing::Standing;
use crate::domain::record::{DAY, Entry, Record, Source};
use crate::domain::split;

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

/// Makes the record of an answer. `record` is the one that stood before.
///
/// # Errors
/// `needs-visitor`, `missing-requirement`, `required-purpose`, `unknown-id`, `record-too-long`.
pub fn answer<'a>(
    policy: &Policy<'a>,
    record: Option<&Record>,
    answer: Answer<'a>,
) -> Result<Record, Refusal<'a>> {
    // Held against the clock anew: the page may have stood open for longer than the answer before counts.
    let before = Standing::new(record, policy, answer.now);
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
                        return Err(Refusal {
                            code: "required-purpose",
                            id,
                            found: "a refusal",
                            expected: "a purpose that is not required",
                        });
                    }
                } else if let Some(index) = policy.service(id) {
                    services.retain(|(place, _)| *place != index);
                    services.push((index, grant));
                } else {
                    return Err(Refusal {
                        code: "unknown-id",
                        id,
                        found: "no such purpose or service",
                        expected: "an id of the policy",
                    });
                }
            }
        }
    }
    let is_scripted = grants && !answer.by_visitor;
    if is_scripted && !policy.scripted_grants {
        return Err(Refusal {
            code: "needs-visitor",
            id: "",
            found: "a grant without the visitor",
            expected: "a call from the visitor's own act",
        });
    }
    for (bit, purpose) in policy.each() {
        if granted & bit == 0 || purpose.requires & !(granted | required) == 0 {
            continue;
        }
        if stated & bit != 0 {
            return Err(Refusal {
                code: "missing-requirement",
                id: purpose.id,
                found: "a grant",
                expected: "what it requires granted too",
            });
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
    // Who refuses a purpose refuses its services too, also one that was allowed by itself before.
    let refused = stated & !granted;
    let is_refused = |(place, grant): &(usize, bool)| {
        *grant && policy.services.get(*place).is_some_and(|service| service.purposes & refused != 0)
    };
    for old in carried {
        if !services.iter().any(|(place, _)| *place == old.0) && !is_refused(old) {
            services.push(*old);
            carries |= old.1 && differs(old);
        }
    }
    services.retain(differs);

    let denied = (before.denied | stated) & !granted & optional;
    let mut expires = answer.now.saturating_add(policy.days.saturating_mul(DAY));
    // An answer that is carried over lasts no longer than the visitor was told when giving it.
    if let Some(old) = record
        && carries
    {
        expires = expires.min(old.expires);
    }
    // Later than the one before, also within the same second: of cookie and mirror the newer one counts, and another
    // tab may still see the cookie as it was. Within what a clock may be ahead, and before it ends.
    let decided = match record {
        Some(old) if before.answered => {
            answer.now.max(old.decided.saturating_add(1)).min(answer.now.saturating_add(DAY)).min(expires)
        }
        _ => answer.now,
    };
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
        decided,
        expires,
        controller: policy.controller,
        language: answer.language,
        // What is taken over says so, whoever takes it over.
        source: if is_scripted && answer.source != Source::Import { Source::Api } else { answer.source },
        statement: policy.statement,
    };
    let record = codec::encode(&head, &entries);
    if record.text.len() > codec::LONGEST_TEXT {
        return Err(Refusal {
            code: "record-too-long",
            id: "",
            found: "more answers than a cookie holds",
            expected: "fewer answers for single services",
        });
    }
    Ok(record)
}
