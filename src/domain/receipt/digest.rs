//! SHA-256 of a text, as receipts name each other.

use crate::domain::lines::push_number;
use sha2::{Digest, Sha256};

const PREFIX: &str = "sha256-";

/// Returns `sha256-` and the hash in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    let mut out = String::from(PREFIX);
    for byte in Sha256::digest(text.as_bytes()) {
        out.push_str(if byte < 16 { "0" } else { "" });
        push_number(&mut out, byte.into(), 16);
    }
    out
}

/// Returns whether a text has the form of what [`hash`] returns.
pub fn is_hash(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|digits| {
        digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, and its examples at NIST.
    #[test]
    fn known_vectors() {
        let check = |text: &str, expected: &str| {
            assert_eq!(hash(text), format!("sha256-{expected}"));
            assert!(is_hash(&hash(text)));
        };
        check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check(
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        );
        check(&"a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    #[test]
    fn nothing_else_is_a_hash() {
        let whole = hash("");
        for text in ["", "sha256-", &whole[1..], &whole[..70], &whole.to_uppercase(), &format!("{whole}0")] {
            assert!(!is_hash(text), "{text}");
        }
    }
}
