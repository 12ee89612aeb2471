//! The notice's own words, one file a language, and the choice among them. A language without one of the
//! messages does not compile.

pub mod en;
pub mod zh_cn;

/// Every sentence the notice can say. `{…}` stands for what is put in.
#[derive(Debug)]
pub struct Messages {
    /// The BCP 47 tag of this language.
    pub tag: &'static str,
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
    /// What is recorded falls under the statement (3.3): `{statement}` is the link, `{version}` its version.
    pub statement: &'static str,
    /// The same without a link, where the site names no statement.
    pub statement_missing: &'static str,
    /// What the link to the statement is called.
    pub statement_link: &'static str,
    /// From when the statement holds: `{date}`.
    pub effective: &'static str,
    /// How long an answer is kept (6.2): `{days}`.
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
    /// The button that opens the settings, and their heading.
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
    /// The heading over the contact.
    pub contact: &'static str,
    /// How soon the controller answers (10): `{days}`.
    pub reply: &'static str,
    /// Said when an answer is kept.
    pub saved: &'static str,
    /// Said when an answer could not be kept: `{reason}`.
    pub failed: &'static str,
    /// What stands between two items of a list.
    pub comma: &'static str,
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

/// Returns the language to speak: the first of the page's and the visitor's that is spoken and that the site allows.
/// `allowed` empty means any.
pub fn choose(wanted: &[String], allowed: &[String]) -> &'static Messages {
    let is_allowed =
        |messages: &Messages| allowed.is_empty() || allowed.iter().any(|tag| fits(tag, messages.tag));
    let spoken = || ALL.into_iter().filter(|messages| is_allowed(messages));
    wanted
        .iter()
        .find_map(|tag| spoken().find(|messages| fits(tag, messages.tag)))
        .or_else(|| spoken().next())
        .unwrap_or(&en::MESSAGES)
}

/// Returns whether a reader of `wanted` reads `spoken`. Chinese in traditional characters is another script.
pub fn fits(wanted: &str, spoken: &str) -> bool {
    let parts: Vec<String> = wanted.split('-').map(str::to_ascii_lowercase).collect();
    let language = spoken.split('-').next().unwrap_or(spoken);
    let is_traditional = parts.iter().any(|part| matches!(part.as_str(), "hant" | "tw" | "hk" | "mo"));
    parts.first().is_some_and(|first| first == language) && !(language == "zh" && is_traditional)
}

/// Puts values in the places of a message: `fill("a {b}", &[("{b}", "c")])` is `a c`.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::from(message);
    for (place, value) in values {
        text = text.replacen(place, value, 1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_readers_language() {
        let check = |wanted: &[&str], allowed: &[&str], expected| {
            let strings = |tags: &[&str]| tags.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(choose(&strings(wanted), &strings(allowed)).tag, expected, "{wanted:?} {allowed:?}");
        };
        check(&["zh-CN"], &[], "zh-CN");
        check(&["zh"], &[], "zh-CN");
        check(&["zh-Hans-SG"], &[], "zh-CN");
        check(&["zh-Hant", "zh-TW"], &[], "en");
        check(&["fr", "zh-CN"], &[], "zh-CN");
        check(&["fr"], &[], "en");
        check(&[], &[], "en");
        check(&["en-GB"], &["zh-CN"], "zh-CN");
        check(&["zh"], &["en"], "en");
        check(&["fr"], &["fr"], "en");
    }

    #[test]
    fn every_language_says_everything() {
        for messages in ALL {
            let said = format!("{messages:?}");
            assert!(!said.contains("\"\"") || messages.known.iter().all(|known| !known.title.is_empty()));
            for (place, text) in [
                ("{controller}", messages.who),
                ("{statement}", messages.statement),
                ("{version}", messages.statement),
                ("{days}", messages.kept),
                ("{date}", messages.kept_until),
                ("{date}", messages.effective),
                ("{purposes}", messages.requires),
                ("{count}", messages.services),
                ("{provider}", messages.provider),
                ("{retention}", messages.retention),
                ("{names}", messages.shares),
                ("{name}", messages.service_policy),
                ("{days}", messages.reply),
                ("{reason}", messages.failed),
            ] {
                assert!(text.contains(place), "{}: {text}", messages.tag);
            }
            let ids: Vec<_> = messages.known.iter().map(|known| known.id).collect();
            let built_in: Vec<_> =
                crate::domain::policy::shape::BUILT_IN.iter().map(|known| known.id).collect();
            assert_eq!(ids, built_in, "{}", messages.tag);
        }
    }
}
