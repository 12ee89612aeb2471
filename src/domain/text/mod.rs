//! The notice's own words, one file a language, and the choice among them. A language without one of the
//! messages does not compile.

pub mod en;
pub mod zh_cn;

use crate::domain::split;

/// Every sentence the notice can say. `{…}` stands for what is put in.
#[derive(Debug)]
pub struct Messages {
    /// The BCP 47 tag of this language.
    pub tag: &'static str,
    /// In which direction it is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The heading of the first layer.
    pub title: &'static str,
    /// Who asks: `{controller}`.
    pub who: &'static str,
    /// Stands before the purposes: what for.
    pub purposes: &'static str,
    /// Said instead when only some purposes are asked about again (statement 4.9).
    pub again: &'static str,
    /// Refusing leaves basic functions alone (statement 3.2).
    pub basic: &'static str,
    /// What may work less well then (3.2), in general; the settings say it for each purpose.
    pub worse: &'static str,
    /// What is recorded falls under the statement (3.3): `{statement}` is the link, `{version}` its version.
    pub statement: &'static str,
    /// The same without a link, where the site names no statement.
    pub statement_missing: &'static str,
    /// What the link to the statement is called.
    pub statement_link: &'static str,
    /// From when the statement holds: `{date}`.
    pub effective: &'static str,
    /// How long an answer is kept (6.2), and that it can be changed: `{time}`, as in "180 days".
    pub kept: &'static str,
    /// Until when the answer is kept: `{date}`.
    pub kept_until: &'static str,
    /// The button that grants everything.
    pub accept: &'static str,
    /// The button that refuses everything.
    pub reject: &'static str,
    /// The button that grants what is asked again.
    pub accept_some: &'static str,
    /// The button that refuses what is asked again.
    pub reject_some: &'static str,
    /// The button of the first layer that opens the settings; short, since three stand in a row.
    pub choose: &'static str,
    /// The heading of the settings, and the way back to them.
    pub settings: &'static str,
    /// The button that keeps what the switches say.
    pub save: &'static str,
    /// The button that leaves the settings without an answer.
    pub close: &'static str,
    /// Stands at a purpose that cannot be refused.
    pub always: &'static str,
    /// Stands at a purpose that is new or changed.
    pub fresh: &'static str,
    /// Stands before what a purpose requires: `{purposes}`.
    pub requires: &'static str,
    /// The line that opens the services of a purpose: `{count}`.
    pub services: &'static str,
    /// Who runs a service: `{provider}`.
    pub provider: &'static str,
    /// How long a service keeps data: `{retention}`.
    pub retention: &'static str,
    /// Who else receives data: `{names}`.
    pub shares: &'static str,
    /// What the link to a service's policy is called: `{name}`.
    pub service_policy: &'static str,
    /// Cookies can be managed in the browser too (3.2).
    pub browser: &'static str,
    /// Whom to write to (10): `{controller}`, and `{contact}` is the link.
    pub contact: &'static str,
    /// How soon the controller answers (10): `{time}`, as in "15 days".
    pub reply: &'static str,
    /// Said when a switch took others along: `{purposes}`.
    pub also_on: &'static str,
    /// Said when a switch took others off: `{purposes}`.
    pub also_off: &'static str,
    /// Said when an answer is kept.
    pub saved: &'static str,
    /// Said when a grant did not come from the visitor's own hand.
    pub by_hand: &'static str,
    /// Said when an answer could not be kept: `{reason}`.
    pub failed: &'static str,
    /// What stands between two items of a list.
    pub comma: &'static str,
    /// What stands between two sentences.
    pub gap: &'static str,
    /// The built-in purposes' texts.
    pub known: [Known; 5],
}

/// The texts of one built-in purpose.
#[derive(Debug)]
pub struct Known {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What is done under it.
    pub description: &'static str,
    /// What works less well without it; empty if it cannot be refused.
    pub consequence: &'static str,
}

/// All languages, the one for everyone else first.
pub static ALL: [&Messages; 2] = [&en::MESSAGES, &zh_cn::MESSAGES];

impl Messages {
    /// Returns the texts of a built-in purpose.
    pub fn known(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.id == id)
    }
}

/// Returns the language to speak: the first of the page's and the visitor's that the notice and the policy's texts
/// have in common, so that nothing mixes two. `allowed` is the site's list, in its order; empty means any.
/// `is_complete` tells whether the policy's texts can all be read in a language.
pub fn choose(
    wanted: &[String],
    allowed: &[String],
    is_complete: impl Fn(&Messages) -> bool,
) -> &'static Messages {
    let mut spoken: Vec<&'static Messages> =
        allowed.iter().filter_map(|tag| ALL.into_iter().find(|messages| fits(tag, messages.tag))).collect();
    if spoken.is_empty() {
        spoken.extend(ALL);
    }
    // Where no language is complete, the visitor's still says more than another.
    let complete: Vec<_> = spoken.iter().copied().filter(|messages| is_complete(messages)).collect();
    let candidates = if complete.is_empty() { spoken } else { complete };
    wanted
        .iter()
        .find_map(|tag| candidates.iter().find(|messages| fits(tag, messages.tag)))
        .or(candidates.first())
        .copied()
        .unwrap_or(&en::MESSAGES)
}

/// Returns whether a reader of `wanted` reads `spoken`. Chinese in traditional characters is another script.
pub fn fits(wanted: &str, spoken: &str) -> bool {
    let (language, is_chinese) = match split::once(spoken, b'-') {
        Some((language, _)) => (language, language == "zh"),
        None => (spoken, false),
    };
    split::all(wanted, b'-').enumerate().all(|(place, part)| match place {
        0 => part.eq_ignore_ascii_case(language),
        _ => !(is_chinese && ["hant", "tw", "hk", "mo"].iter().any(|other| part.eq_ignore_ascii_case(other))),
    })
}

/// A piece of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words of ours.
    Words(&'a str),
    /// A place for something else, by its name.
    Place(&'a str),
}

/// Takes a message apart, so that what goes into its places can never be mistaken for a place.
pub fn parts(message: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = message;
    while let Some((words, after)) = split::once(rest, b'{') {
        let (place, after) = split::once(after, b'}').unwrap_or((after, ""));
        found.extend([Part::Words(words), Part::Place(place)]);
        rest = after;
    }
    found.push(Part::Words(rest));
    found
}

/// Puts a value in the place of a message that has one: `fill("a {b}", "c")` is `a c`.
pub fn fill(message: &str, value: &str) -> String {
    let mut text = String::new();
    for part in parts(message) {
        text.push_str(match part {
            Part::Words(words) => words,
            Part::Place(_) => value,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What would push, threaten, put off, or turn going on into a yes (EDPB 03/2022; CCPA regulations, 7004).
    const STEERING: [&str; 14] = [
        "by continuing",
        "you agree",
        "better experience",
        "best experience",
        "improve your experience",
        "ask me later",
        "later",
        "we value",
        "we care",
        "继续使用",
        "即表示",
        "更好的体验",
        "最佳体验",
        "以后再说",
    ];

    #[test]
    fn chooses_the_readers_language() {
        let check = |wanted: &[&str], allowed: &[&str], complete: &[&str], expected| {
            let strings = |tags: &[&str]| tags.iter().map(ToString::to_string).collect::<Vec<_>>();
            let is_complete = |messages: &Messages| complete.is_empty() || complete.contains(&messages.tag);
            let chosen = choose(&strings(wanted), &strings(allowed), is_complete);
            assert_eq!(chosen.tag, expected, "{wanted:?} {allowed:?} {complete:?}");
        };
        check(&["zh-CN"], &[], &[], "zh-CN");
        check(&["zh"], &[], &[], "zh-CN");
        check(&["ZH-hans-sg"], &[], &[], "zh-CN");
        check(&["zh-Hant", "zh-TW", "zh-HK"], &[], &[], "en");
        check(&["fr", "zh-CN"], &[], &[], "zh-CN");
        check(&["fr"], &[], &[], "en");
        check(&["english"], &["zh-CN", "en"], &[], "zh-CN");
        check(&[], &[], &[], "en");
        check(&["en-GB"], &["zh-CN"], &[], "zh-CN");
        check(&["zh"], &["en"], &[], "en");
        check(&["fr"], &["fr"], &[], "en");
        check(&["fr"], &["zh-Hans", "en"], &[], "zh-CN");
        check(&["en"], &[], &["zh-CN"], "zh-CN");
        check(&["zh"], &["en", "zh"], &["en"], "en");
        check(&["zh"], &[], &["fr"], "zh-CN");
    }

    #[test]
    fn a_value_is_never_taken_for_a_place() {
        assert_eq!(fill("a {b} c", "{b}"), "a {b} c");
        assert_eq!(fill("{b}", "x"), "x");
        assert_eq!(fill("a", "x"), "a");
        assert_eq!(parts("{a}b"), [Part::Words(""), Part::Place("a"), Part::Words("b")]);
        assert_eq!(parts("a {b"), [Part::Words("a "), Part::Place("b"), Part::Words("")]);
    }

    #[test]
    fn every_language_says_everything() {
        for messages in ALL {
            let said = format!("{messages:?}");
            let empty = said.matches("\"\"").count() - usize::from(messages.gap.is_empty());
            assert_eq!(empty, 1, "{}: only `necessary` has no consequence", messages.tag);
            for (place, text) in [
                ("{controller}", messages.who),
                ("{statement}", messages.statement),
                ("{version}", messages.statement),
                ("{time}", messages.kept),
                ("{date}", messages.kept_until),
                ("{date}", messages.effective),
                ("{purposes}", messages.requires),
                ("{count}", messages.services),
                ("{provider}", messages.provider),
                ("{retention}", messages.retention),
                ("{names}", messages.shares),
                ("{name}", messages.service_policy),
                ("{controller}", messages.contact),
                ("{contact}", messages.contact),
                ("{time}", messages.reply),
                ("{purposes}", messages.also_on),
                ("{purposes}", messages.also_off),
                ("{reason}", messages.failed),
            ] {
                assert!(text.contains(place), "{}: {text}", messages.tag);
            }
            let said = said.to_lowercase();
            for steering in STEERING {
                assert!(!said.contains(steering), "{}: {steering}", messages.tag);
            }
            let ids: Vec<_> = messages.known.iter().map(|known| known.id).collect();
            let built_in: Vec<_> =
                crate::domain::policy::shape::BUILT_IN.iter().map(|known| known.id).collect();
            assert_eq!(ids, built_in, "{}", messages.tag);
        }
    }
}
