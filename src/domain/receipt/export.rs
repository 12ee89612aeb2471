//! Receipts for the visitor to take along, and read back.
//!
//! The fields are those of ISO/IEC TS 27560:2023, as the guide of the W3C's Data Privacy Vocabularies group lists them;
//! states of consent are that vocabulary's. What we do not know is left out. The standard names fields, not how they
//! are put into JSON: `processing` and `receipts` are names of ours.

use crate::domain::disclosure::{Disclosure, Service};
use crate::domain::policy::read::Policy;
use crate::domain::receipt::canonical::canonical;
use crate::domain::receipt::chain::{follows, verify};
use crate::domain::receipt::codec::{map, text};
use crate::domain::receipt::{Origin, PurposeAnswer, Receipt, moment};
use crate::domain::record::Source;
use crate::domain::text::words::Messages;
use crate::domain::tree::Tree;

/// Writes what is kept, the oldest first, for the visitor; none if nothing is. What each purpose means stands in today's
/// policy and in `disclosure` (the whole one), and is told only of purposes that still mean what was answered.
pub fn export(
    receipts: &[Receipt],
    policy: &Policy<'_>,
    disclosure: &Disclosure,
    messages: &Messages,
) -> Option<String> {
    let newest = receipts.last()?;
    let now = Today { newest, policy, disclosure, messages };
    let processing = newest.purposes.iter().map(|answer| now.processing(answer, receipts)).collect();
    Some(canonical(&map([
        ("schema_version", text("ISO/IEC TS 27560:2023")),
        ("record_id", text(&newest.id)),
        ("processing", Tree::List(processing)),
        ("receipts", Tree::List(receipts.iter().map(Receipt::to_tree).collect())),
    ])))
}

/// Reads an export, or one stored receipt, and returns the newest receipt in it. Whose it is, whether it has ended, and
/// whether its answers mean today what they meant, is for the caller to ask.
///
/// # Errors
/// `not-a-receipt`, or `broken-chain` if an export's receipts do not follow each other.
pub fn import(mut tree: Tree) -> Result<Receipt, &'static str> {
    const UNREADABLE: &str = "not-a-receipt";
    let Tree::List(items) = tree.take("receipts") else {
        return Receipt::from_tree(tree).ok_or(UNREADABLE);
    };
    let receipts: Option<Vec<Receipt>> = items.into_iter().map(Receipt::from_tree).collect();
    let mut receipts = receipts.ok_or(UNREADABLE)?;
    verify(&receipts).map_err(|_| "broken-chain")?;
    receipts.pop().ok_or(UNREADABLE)
}

struct Today<'a> {
    newest: &'a Receipt,
    policy: &'a Policy<'a>,
    disclosure: &'a Disclosure,
    messages: &'a Messages,
}

impl Today<'_> {
    fn processing(&self, answer: &PurposeAnswer, receipts: &[Receipt]) -> Tree {
        let newest = self.newest;
        let mut pairs = vec![
            ("privacy_notice", self.notice()),
            ("purposes", Tree::List(vec![map([("id", text(&answer.id)), ("title", text(&answer.title))])])),
            // A receipt has answers of purposes that may be refused, and nothing else is asked for there.
            ("lawful_basis", text("consent")),
            ("collection_method", text(newest.origin.word())),
            ("storage_locations", Tree::List(vec![text("the visitor's device")])),
            ("events", Tree::List(events(&answer.id, receipts))),
        ];
        pairs.extend(said("language", &newest.language));
        pairs.extend(said("jurisdiction", &newest.region));
        // The name, and what the visitor can turn to, are today's only if it is still the same controller.
        let controller = &self.disclosure.controller;
        let contact = if controller.name == newest.controller { controller.contact.as_str() } else { "" };
        if !newest.controller.is_empty() {
            let mut party =
                vec![("party_name", text(&newest.controller)), ("party_role", text("controller"))];
            party.extend(said("party_contact", contact));
            pairs.push(("pii_controllers", Tree::List(vec![map(party)])));
        }
        if !contact.is_empty() {
            let mut rights = vec![("contact", text(contact))];
            rights.extend(controller.reply_days.map(|days| ("reply_days", Tree::Number(days))));
            pairs.push(("privacy_rights", map(rights)));
        }
        // In the words by which the visitor finds it: the settings of the notice on this site.
        let way = [&newest.host, ": ", self.messages.settings()].concat();
        pairs.push(("withdrawal_method", Tree::Text(way)));
        if self.means_the_same(answer) {
            pairs.extend(listed("retention_period", self.retention(&answer.id)));
            pairs.extend(listed("recipient_third_parties", self.recipients(&answer.id)));
        }
        map(pairs)
    }

    fn notice(&self) -> Tree {
        let newest = self.newest;
        let mut pairs = Vec::new();
        pairs.extend(said("url", &newest.statement_url));
        pairs.extend(said("version", &newest.statement_version));
        pairs.extend(newest.notice.as_deref().map(|hash| ("hash", text(hash))));
        map(pairs)
    }

    fn means_the_same(&self, answer: &PurposeAnswer) -> bool {
        let mut purposes = self.policy.each();
        purposes.any(|(_, purpose)| purpose.id == answer.id && purpose.meaning == answer.meaning)
    }

    fn services(&self, purpose: &str) -> impl Iterator<Item = &Service> {
        self.disclosure.services.iter().filter(move |service| service.purposes.iter().any(|id| id == purpose))
    }

    fn retention(&self, purpose: &str) -> Vec<Tree> {
        let told = |service: &Service| {
            let period = service.retention.as_ref()?.said(&self.messages.tag).text;
            Some(map([("service", text(&service.name)), ("period", text(period))]))
        };
        self.services(purpose).filter_map(told).collect()
    }

    fn recipients(&self, purpose: &str) -> Vec<Tree> {
        let mut names: Vec<&str> = Vec::new();
        for service in self.services(purpose) {
            let is_third =
                self.policy.services.iter().any(|known| known.id == service.id && known.third_party);
            let runs_it = is_third.then(|| service.provider.as_ref().unwrap_or(&service.name));
            for name in runs_it.into_iter().chain(&service.shares_with) {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
        names.into_iter().map(|name| map([("party_name", text(name))])).collect()
    }
}

/// What was said of a purpose, in all receipts that say something of it.
fn events(purpose: &str, receipts: &[Receipt]) -> Vec<Tree> {
    let mut events = Vec::new();
    let mut before: Option<&Receipt> = None;
    let mut state = None;
    for receipt in receipts {
        // Behind a gap nothing is known of what stood before.
        if !before.is_some_and(|before| follows(before, receipt)) {
            state = None;
        }
        before = Some(receipt);
        let Some(answer) = receipt.purpose(purpose) else {
            // Not carried over: what it was asked in means something else now, or its time is over.
            state = None;
            continue;
        };
        let now = State::after(state, answer.granted);
        state = Some(now);
        let mut pairs = vec![
            ("event_time", Tree::Text(moment::write(receipt.decided))),
            (
                "validity_duration",
                Tree::Text(moment::duration(receipt.expires.saturating_sub(receipt.decided))),
            ),
            ("event_state", text(now.word())),
        ];
        if receipt.by_visitor {
            pairs.push(("entity_id", text("pii_principal")));
        }
        let is_layer =
            matches!(receipt.origin, Origin::Answer(Source::Notice | Source::Settings | Source::Withdraw));
        if receipt.by_visitor && is_layer {
            pairs.push(("event_type", text("explicit")));
        }
        events.push(map(pairs));
    }
    events
}

/// How it stands with the consent for a purpose.
#[derive(Clone, Copy)]
enum State {
    Given,
    Refused,
    Withdrawn,
}

impl State {
    /// To refuse what was given is to withdraw it, and it stays withdrawn until it is given again.
    fn after(before: Option<Self>, granted: bool) -> Self {
        match before {
            _ if granted => State::Given,
            Some(State::Given | State::Withdrawn) => State::Withdrawn,
            Some(State::Refused) | None => State::Refused,
        }
    }

    /// The vocabulary's word: `dpv:ConsentStatus`.
    fn word(self) -> &'static str {
        match self {
            State::Given => "ConsentGiven",
            State::Refused => "ConsentRefused",
            State::Withdrawn => "ConsentWithdrawn",
        }
    }
}

fn said(key: &'static str, what: &str) -> Option<(&'static str, Tree)> {
    (!what.is_empty()).then(|| (key, text(what)))
}

fn listed(key: &'static str, items: Vec<Tree>) -> Option<(&'static str, Tree)> {
    (!items.is_empty()).then_some((key, Tree::List(items)))
}
