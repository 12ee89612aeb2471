//! A receipt's id: a UUID of random bits (RFC 9562, version 4), which says nothing of when, where or by whom.

use crate::domain::lines::push_number;

/// Writes random bytes as a UUID; six of their bits give way to its version and variant.
pub fn uuid(random: [u8; 16]) -> String {
    let mut out = String::new();
    for (place, byte) in random.into_iter().enumerate() {
        let byte = match place {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        out.push_str(if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" });
        out.push_str(if byte < 16 { "0" } else { "" });
        push_number(&mut out, byte.into(), 16);
    }
    out
}

/// Returns whether a text is what [`uuid`] writes.
pub fn is_uuid(text: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
        _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_with_version_and_variant() {
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert!(is_uuid(&uuid([0; 16])) && is_uuid(&uuid([0xff; 16])) && is_uuid(&uuid([0x5a; 16])));
    }

    #[test]
    fn nothing_else_is_one() {
        for text in [
            "",
            "00000000-0000-4000-8000-00000000000",
            "00000000-0000-4000-8000-0000000000000",
            "00000000-0000-1000-8000-000000000000",
            "00000000-0000-4000-c000-000000000000",
            "0000000-00000-4000-8000-000000000000",
            "AAAAAAAA-0000-4000-8000-000000000000",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
