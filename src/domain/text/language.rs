//! Which language the notice speaks.

use crate::domain::split;

/// The languages there are texts of, the one for everyone else first (BCP 47).
pub const TAGS: [&str; 46] = [
    "en", "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl",
    "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "pt-BR",
    "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh-CN", "zh-HK", "zh-TW",
];

/// Tags that mean one of those though they do not look like it.
const ALIASES: [(&str, &str); 5] = [("no", "nb"), ("nn", "nb"), ("iw", "he"), ("in", "id"), ("mo", "ro")];

/// Returns the language to speak: the first of the page's and the visitor's that the notice and the policy's texts
/// have in common, so that nothing mixes two. `allowed` is the site's list, in its order; empty means any.
/// `is_complete` tells whether the policy's texts can all be read in a language.
pub fn choose(wanted: &[String], allowed: &[String], is_complete: impl Fn(&str) -> bool) -> &'static str {
    let mut spoken: Vec<&'static str> = allowed.iter().filter_map(|tag| spoken(tag)).collect();
    if spoken.is_empty() {
        spoken.extend(TAGS);
    }
    // Where no language is complete, the visitor's still says more than another.
    let complete: Vec<_> = spoken.iter().copied().filter(|tag| is_complete(tag)).collect();
    let candidates = if complete.is_empty() { spoken } else { complete };
    wanted
        .iter()
        .find_map(|tag| candidates.iter().find(|spoken| fits(tag, spoken)))
        .or(candidates.first())
        .copied()
        .unwrap_or("en")
}

/// Returns whether a reader of `wanted` reads `spoken`.
pub fn fits(wanted: &str, spoken: &str) -> bool {
    match (self::spoken(wanted), self::spoken(spoken)) {
        (Some(one), Some(other)) => one == other,
        // Languages that we do not speak are known by their first part alone.
        (None, None) => primary(wanted).eq_ignore_ascii_case(primary(spoken)),
        _ => false,
    }
}

/// Returns the language among ours that a reader of a tag reads; none if there is none.
pub fn spoken(tag: &str) -> Option<&'static str> {
    let language = primary(tag);
    let has = |wanted: &str| split::all(tag, b'-').skip(1).any(|part| part.eq_ignore_ascii_case(wanted));
    // Chinese in traditional characters is another script, and written otherwise in Hong Kong than in Taiwan.
    let place = if language.eq_ignore_ascii_case("zh") {
        if has("hk") || has("mo") {
            "zh-HK"
        } else if has("hant") || has("tw") {
            "zh-TW"
        } else {
            "zh-CN"
        }
    } else if language.eq_ignore_ascii_case("pt") && has("br") {
        "pt-BR"
    } else {
        ALIASES
            .iter()
            .find(|(alias, _)| language.eq_ignore_ascii_case(alias))
            .map_or(language, |(_, tag)| tag)
    };
    TAGS.into_iter().find(|tag| tag.eq_ignore_ascii_case(place))
}

fn primary(tag: &str) -> &str {
    split::once(tag, b'-').map_or(tag, |(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_readers_language() {
        let check = |wanted: &[&str], allowed: &[&str], complete: &[&str], expected| {
            let strings = |tags: &[&str]| tags.iter().map(ToString::to_string).collect::<Vec<_>>();
            let is_complete = |tag: &str| complete.is_empty() || complete.contains(&tag);
            let chosen = choose(&strings(wanted), &strings(allowed), is_complete);
            assert_eq!(chosen, expected, "{wanted:?} {allowed:?} {complete:?}");
        };
        check(&["zh-CN"], &[], &[], "zh-CN");
        check(&["zh"], &[], &[], "zh-CN");
        check(&["ZH-hans-sg"], &[], &[], "zh-CN");
        check(&["zh-Hant"], &[], &[], "zh-TW");
        check(&["zh-tw"], &[], &[], "zh-TW");
        check(&["zh-Hant-HK"], &[], &[], "zh-HK");
        check(&["zh-MO"], &[], &[], "zh-HK");
        check(&["zh-TW"], &["en", "zh"], &[], "en");
        check(&["pt-br"], &[], &[], "pt-BR");
        check(&["pt-AO"], &[], &[], "pt");
        check(&["de-AT"], &[], &[], "de");
        check(&["no"], &[], &[], "nb");
        check(&["nn-NO"], &[], &[], "nb");
        check(&["iw"], &[], &[], "he");
        check(&["xx", "zh-CN"], &[], &[], "zh-CN");
        check(&["xx"], &[], &[], "en");
        check(&["english"], &["zh-CN", "en"], &[], "zh-CN");
        check(&[], &[], &[], "en");
        check(&["en-GB"], &["zh-CN"], &[], "zh-CN");
        check(&["zh"], &["en"], &[], "en");
        check(&["xx"], &["xx"], &[], "en");
        check(&["fr"], &["zh-Hans", "en"], &[], "zh-CN");
        check(&["en"], &[], &["zh-CN"], "zh-CN");
        check(&["zh"], &["en", "zh"], &["en"], "en");
        check(&["zh"], &[], &["xx"], "zh-CN");
    }

    #[test]
    fn reads_what_is_near_enough() {
        for (wanted, spoken, reads) in [
            ("en-GB", "en", true),
            ("pt", "pt-BR", false),
            ("zh", "zh-TW", false),
            ("xx-YY", "xx", true),
            ("xx", "en", false),
            ("", "en", false),
        ] {
            assert_eq!(fits(wanted, spoken), reads, "{wanted} {spoken}");
        }
    }
}
