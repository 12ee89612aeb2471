//! A record held against today's policy and clock: what is granted, refused, and still to be asked.

use crate::domain::policy::read::{Policy, Purposes};
use crate::domain::record::{DAY, Record};

/// Holds where every purpose stands now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Granted by the visitor in the meaning it has today.
    pub granted: Purposes,
    /// Refused by the visitor.
    pub denied: Purposes,
    /// Optional purposes without an answer though an earlier answer stands: new, or with another meaning.
    pub fresh: Purposes,
    /// Services answered otherwise than their purposes: place in the policy, granted or refused.
    pub services: Vec<(usize, bool)>,
    /// Whether a record counts at all.
    pub answered: bool,
}

impl Standing {
    /// Reads where things stand. A missing, expired or foreign controller's record leaves all undecided,
    /// and so does one from more than a day ahead: the clock it was written by cannot be trusted.
    pub fn new(record: Option<&Record>, policy: &Policy, now: u32) -> Self {
        let mut standing = Self::default();
        let counts = |record: &&Record| {
            record.controller == policy.controller
                && now < record.expires
                && record.decided <= now.saturating_add(DAY)
        };
        let Some(record) = record.filter(counts) else { return standing };
        standing.answered = true;
        for (bit, purpose) in policy.each().filter(|(_, purpose)| !purpose.required) {
            let answer = record.entries.iter().find(|entry| {
                !entry.is_service && entry.id == purpose.id && entry.meaning == purpose.meaning
            });
            match answer {
                Some(entry) if entry.granted => standing.granted |= bit,
                Some(_) => standing.denied |= bit,
                None => standing.fresh |= bit,
            }
        }
        for (index, service) in policy.services.iter().enumerate() {
            let answer = record
                .entries
                .iter()
                .find(|entry| entry.is_service && entry.id == service.id && entry.meaning == service.meaning);
            standing.services.extend(answer.map(|entry| (index, entry.granted)));
        }
        standing
    }

    /// Returns the optional purposes that have no answer.
    pub fn undecided(&self, policy: &Policy) -> Purposes {
        policy.all() & !policy.required() & !self.granted & !self.denied
    }

    /// Returns the purposes that it makes sense to ask about: undecided, and not resting on a refused one.
    pub fn asked(&self, policy: &Policy) -> Purposes {
        let undecided = self.undecided(policy);
        policy.mask(|purpose| purpose.requires & self.denied == 0) & undecided
    }

    /// Returns the purposes in force: the required ones, and the granted ones all of whose requirements are.
    pub fn effective(&self, policy: &Policy) -> Purposes {
        let held = self.granted | policy.required();
        policy
            .each()
            .filter(|(bit, purpose)| held & bit != 0 && purpose.requires & !held == 0)
            .fold(0, |all, (bit, _)| all | bit)
    }

    /// Returns the answer given for this service alone, if any.
    pub fn service(&self, index: usize) -> Option<bool> {
        self.services.iter().find(|(place, _)| *place == index).map(|(_, granted)| *granted)
    }
}
