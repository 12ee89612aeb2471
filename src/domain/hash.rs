//! A short, stable hash: 32-bit FNV-1a. It tells versions apart; it protects nothing.
//!
//! 32 bits, because the JavaScript build of the gate has to emulate anything wider.

/// Collects parts into one hash; parts are kept apart, so `["ab", "c"]` differs from `["a", "bc"]`.
#[derive(Clone, Copy, Debug)]
pub struct Hasher(u32);

impl Hasher {
    /// Starts an empty hash.
    pub const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    /// Adds one part and closes it.
    #[must_use]
    pub fn part(self, text: &str) -> Self {
        let mut hash = self.0;
        // 0xff occurs in no UTF-8 text, so it can only be the mark between two parts.
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        Self(hash)
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: u32) -> Self {
        let mut hash = self.0;
        for byte in number.to_le_bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        Self(hash)
    }

    /// Returns the hash of all parts so far.
    pub const fn finish(self) -> u32 {
        self.0
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Hasher;

    fn hash(parts: &[&str]) -> u32 {
        parts.iter().fold(Hasher::new(), |hasher, part| hasher.part(part)).finish()
    }

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a"]), hash(&["a", ""]));
        assert_eq!(hash(&["a", "b"]), hash(&["a", "b"]));
    }
}
