//! A record held against today's policy and clock: what is granted, refused, and still to be asked.

use crate::domain::policy::read::{Policy, Purposes};
use crate::domain::record::{DAY, Record};

/// Holds where everything stands now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Granted by the visitor in the meaning it has today.
    pub granted: Purposes,
    /// Refused by the visitor.
    pub denied: Purposes,
    /// Optional purposes without an answer though others were answered: new, or with another meaning.
    pub fresh: Purposes,
    /// Services answered otherwise than their purposes: place in the policy, granted or refused.
    pub services: Vec<(usize, bool)>,
    /// Whether a record counts at all.
    pub answered: bool,
}

impl Standing {
    /// Reads where things stand. A missing, expired or foreign controller's record leaves all undecided,
    /// and so does one from more than a day ahead: the clock it was written by cannot be trusted.
    pub fn new(record: Option<&Record>, policy: &Policy<'_>, now: u32) -> Self {
        let mut standing = Self::default();
        let Some(record) = record else { return standing };
        let is_timely = now < record.expires && record.decided <= now.saturating_add(DAY);
        if record.controller != policy.controller || !is_timely {
            return standing;
        }
        standing.answered = true;
        let mut is_about_purposes = false;
        for entry in record.entries() {
            if entry.is_service {
                if let Some(place) = policy.service(entry.id)
                    && policy.services.get(place).is_some_and(|service| service.meaning == entry.meaning)
                {
                    standing.services.push((place, entry.granted));
                }
                continue;
            }
            is_about_purposes = true;
            for (bit, purpose) in policy.each() {
                if purpose.id == entry.id && purpose.meaning == entry.meaning && !purpose.required {
                    *(if entry.granted { &mut standing.granted } else { &mut standing.denied }) |= bit;
                }
            }
        }
        // Who says both said nothing.
        standing.granted &= !standing.denied;
        // Who has only answered about single services was never asked about purposes: nothing is new to them.
        if is_about_purposes {
            standing.fresh = standing.undecided(policy);
        }
        standing
    }

    /// Returns the optional purposes that have no answer.
    pub fn undecided(&self, policy: &Policy<'_>) -> Purposes {
        policy.optional() & !self.granted & !self.denied
    }

    /// Returns the purposes that it makes sense to ask about: undecided, and not resting on a refused one.
    pub fn asked(&self, policy: &Policy<'_>) -> Purposes {
        policy.apart_from(self.denied) & self.undecided(policy)
    }

    /// Returns the purposes in force: the required ones, and the granted ones all of whose requirements are.
    pub fn effective(&self, policy: &Policy<'_>) -> Purposes {
        let held = self.granted | policy.required();
        policy.apart_from(!held) & held
    }

    /// Returns the answer given for this service alone, if any. Who says both refused.
    pub fn service(&self, index: usize) -> Option<bool> {
        let own = self.services.iter().filter(|(place, _)| *place == index);
        own.map(|(_, granted)| *granted).reduce(|one, other| one && other)
    }
}
