//! What the visitor decided: per purpose, and per service where it differs, with the meaning it was asked in.
//!
//! `codec` writes it as a cookie value, `standing` holds it against today's policy.

pub mod codec;
pub mod standing;

/// The longest that any answer is kept, in seconds: 400 days, the cap that browsers put on cookies.
pub const LONGEST: u32 = 400 * DAY;
/// One day in seconds.
pub const DAY: u32 = 86_400;

/// Holds the visitor's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was given, in seconds since 1970 (UTC).
    pub decided: u32,
    /// From when it counts no more, in seconds since 1970 (UTC).
    pub expires: u32,
    /// The hash of the controller's name.
    pub controller: u32,
    /// The language in which it was asked, a BCP 47 tag.
    pub language: String,
    /// Through what it was given.
    pub source: Source,
    /// The statement's version.
    pub statement: String,
    /// The answers.
    pub entries: Vec<Entry>,
}

/// Holds the answer for one purpose or service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of the purpose or service.
    pub id: String,
    /// Whether it is a service, answered otherwise than its purposes.
    pub is_service: bool,
    /// Whether it was granted; else it was refused.
    pub granted: bool,
    /// The hash of what was agreed to or refused.
    pub meaning: u32,
}

/// Says through what an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The first layer.
    Notice,
    /// The settings.
    Settings,
    /// A call that takes back all consent.
    Withdraw,
    /// A program, by the page's own doing.
    Api,
    /// A decision taken over from elsewhere.
    Import,
}

impl Source {
    const ALL: [(Source, &'static str); 5] = [
        (Source::Notice, "notice"),
        (Source::Settings, "settings"),
        (Source::Withdraw, "withdraw"),
        (Source::Api, "api"),
        (Source::Import, "import"),
    ];

    /// Returns the word for it in events and exports.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(source, _)| *source == self).map_or("", |(_, word)| word)
    }

    /// Reads the word, or the word's first letter, which no two share.
    pub fn read(word: &str) -> Option<Self> {
        let fits = |known: &str| known == word || (word.len() == 1 && known.starts_with(word));
        Self::ALL.iter().find(|(_, known)| fits(known)).map(|(source, _)| *source)
    }
}
