//! What of a receipt can be taken over: a decision that the site holds for the visitor, in an account for example.

use crate::domain::hash::Hasher;
use crate::domain::policy::read::Policy;
use crate::domain::receipt::export::import;
use crate::domain::record::DAY;
use crate::domain::tree::Tree;

/// Returns the answers of a receipt that mean today what they meant, as the words of a choice
/// ([`crate::domain::answer::Choice::Set`]). `now` is in seconds since 1970.
///
/// # Errors
/// What [`import`] says, `other-controller`, `expired`, or `other-meaning` if nothing means what it meant.
pub fn choice(receipt: Tree, policy: &Policy<'_>, now: u32) -> Result<String, &'static str> {
    let receipt = import(receipt)?;
    if Hasher::new().part(&receipt.controller).finish() != policy.controller {
        return Err("other-controller");
    }
    // As with records: of two in one second the later one is dated a second ahead, and clocks differ.
    if now >= receipt.expires || receipt.decided > now.saturating_add(DAY) {
        return Err("expired");
    }
    let mut words = String::new();
    for entry in receipt.entries() {
        let meaning = if entry.is_service {
            policy
                .service(entry.id)
                .and_then(|place| policy.services.get(place))
                .map(|service| service.meaning)
        } else {
            let mut optional = policy.each().filter(|(_, purpose)| !purpose.required);
            optional.find(|(_, purpose)| purpose.id == entry.id).map(|(_, purpose)| purpose.meaning)
        };
        if meaning == Some(entry.meaning) {
            for part in
                [if words.is_empty() { "" } else { " " }, entry.id, if entry.granted { "+" } else { "-" }]
            {
                words.push_str(part);
            }
        }
    }
    if words.is_empty() { Err("other-meaning") } else { Ok(words) }
}
