//! What the visitor decided: per purpose, and per service where it differs, with the meaning it was asked in.
//!
//! `codec` writes and reads it as a cookie value, `standing` holds it against today's policy.

pub mod codec;
pub mod standing;

/// The longest that any answer is kept, in seconds: 400 days, the cap that browsers put on cookies.
pub const LONGEST: u32 = 400 * DAY;
/// One day in seconds.
pub const DAY: u32 = 86_400;

/// Holds the visitor's answer: its text as stored, which [`codec`] has found to be whole, and what is asked of
/// it often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The stored text.
    pub text: String,
    /// When it was given, in seconds since 1970 (UTC).
    pub decided: u32,
    /// From when it counts no more, in seconds since 1970 (UTC).
    pub expires: u32,
    /// The hash of the controller's name.
    pub controller: u32,
}

/// Holds the answer for one purpose or service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The id of the purpose or service.
    pub id: &'a str,
    /// Whether it is a service, answered otherwise than its purposes.
    pub is_service: bool,
    /// Whether it was granted; else it was refused.
    pub granted: bool,
    /// The hash of what was agreed to or refused.
    pub meaning: u32,
}

/// Through what an answer was given. In a record it stands as its first letter, which no two share.
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
    /// Returns the letter for it.
    pub fn letter(self) -> &'static str {
        match self {
            Source::Notice => "n",
            Source::Settings => "s",
            Source::Withdraw => "w",
            Source::Api => "a",
            Source::Import => "i",
        }
    }

    /// Reads a letter, small or capital.
    pub fn from_letter(letter: &str) -> Option<Self> {
        let [byte] = letter.as_bytes() else { return None };
        Some(match byte.to_ascii_lowercase() {
            b'n' => Source::Notice,
            b's' => Source::Settings,
            b'w' => Source::Withdraw,
            b'a' => Source::Api,
            b'i' => Source::Import,
            _ => return None,
        })
    }
}
