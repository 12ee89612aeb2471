//! The legal basis under which a purpose stands where the visitor is.

/// Says what an undecided purpose may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// Nothing without a grant (GDPR 6(1)(a), ePrivacy 5(3), PIPL 13). Also what an unknown region gets.
    #[default]
    Consent,
    /// Permitted until the visitor opts out (CCPA § 1798.120).
    OptOut,
    /// Permitted until the visitor objects (GDPR 21; UK DUAA 2025 exceptions).
    Objection,
}

impl Basis {
    /// Returns the word that enters a purpose's meaning: another basis is another question.
    pub const fn word(self) -> &'static str {
        match self {
            Basis::Consent => "consent",
            Basis::OptOut => "opt-out",
            Basis::Objection => "objection",
        }
    }
}
