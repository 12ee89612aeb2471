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
    /// Returns the word for it in events and exports.
    pub fn word(self) -> &'static str {
        match self {
            Source::Notice => "notice",
            Source::Settings => "settings",
            Source::Withdraw => "withdraw",
            Source::Api => "api",
            Source::Import => "import",
        }
    }

    /// Returns the letter for it in a stored record: its word's first, which no two share.
    pub fn letter(self) -> &'static str {
        self.word().get(..1).unwrap_or("")
    }

    /// Reads a letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "n" => Source::Notice,
            "s" => Source::Settings,
            "w" => Source::Withdraw,
            "a" => Source::Api,
            "i" => Source::Import,
            _ => return None,
        })
    }
}
