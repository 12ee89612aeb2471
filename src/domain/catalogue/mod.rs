//! Hosts of third parties that are known to track, with the purpose that each is for: so that a tag left as its vendor
//! publishes it is held though the site's policy does not name it. The policy, where it names a host, outranks this.
//!
//! What the commonest of them write is known by its name in the same way: a name and a host do not look alike.
//!
//! A table holds no letters. Each host or name is the remainder of a hash, 16 bits, in one of as many buckets as there
//! are of them, with two bits for its purpose: about 20 bits each. So another may be taken for one of these; how often that
//! happens with hosts is measured by `cargo xtask catalogue` and written down in `docs/catalogue.md`.

#[cfg(not(target_arch = "wasm32"))]
pub mod encode;
pub mod writes;

use crate::domain::hash::Hasher;
use crate::domain::pattern::without_port;
use crate::domain::split;

/// The table of this build: a file of its own carries all of them.
pub const TABLE: &[u8] = if cfg!(feature = "full") { FULL } else { COMMON };

/// The table of all hosts. Made by `cargo xtask catalogue`.
pub const FULL: &[u8] = include_bytes!("full.bin");

/// The table of the hosts that pages ask most. Made by `cargo xtask catalogue`.
pub const COMMON: &[u8] = include_bytes!("common.bin");

/// What a known host is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Known {
    /// Advertising, social networks, marketing, video: the purpose `marketing`.
    Marketing = 0,
    /// Counting and analysing: the purpose `analytics`.
    Analytics = 1,
    /// Talking with the visitor, who is known again: the purpose `identity`.
    Identity = 2,
    /// A tag manager, which brings whatever its owner put into it: any purpose that can be refused.
    Any = 3,
}

impl Known {
    /// Returns the id of the purpose; none for a tag manager.
    pub fn purpose(self) -> Option<&'static str> {
        match self {
            Known::Marketing => Some("marketing"),
            Known::Analytics => Some("analytics"),
            Known::Identity => Some("identity"),
            Known::Any => None,
        }
    }
}

/// A table unfolded for looking up.
///
/// Its bytes: the number *n* of hosts, two bytes, the lower first; for each of *n* buckets as many ones as hosts are in
/// it, and a zero, from the lowest bit of each byte on; the hosts' remainders in the order of their buckets, two
/// bytes each; their purposes, four in a byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue<'a> {
    /// Bucket and remainder of each host, in ascending order.
    keys: Vec<u32>,
    kinds: &'a [u8],
}

impl<'a> Catalogue<'a> {
    /// Unfolds a table. Bytes that are none give a catalogue that knows nobody.
    pub fn new(table: &'a [u8]) -> Self {
        Self::unfold(table).unwrap_or_default()
    }

    fn unfold(table: &'a [u8]) -> Option<Self> {
        let (&[low, high], rest) = table.split_first_chunk()?;
        let count = usize::from(u16::from_le_bytes([low, high]));
        let (buckets, rest) = rest.split_at_checked(count.div_ceil(4))?;
        let (remainders, kinds) = rest.split_at_checked(count * 2)?;
        let mut keys = Vec::new();
        let mut bucket = 0;
        let mut remainders = remainders.iter();
        for place in 0..count * 2 {
            if buckets.get(place / 8)? >> (place % 8) & 1 == 0 {
                bucket += 1 << 16;
            } else {
                keys.push(bucket | u32::from(*remainders.next()?) | u32::from(*remainders.next()?) << 8);
            }
        }
        Some(Self { keys, kinds })
    }

    /// Returns what a host is known for, by its own name or that of a domain above it, the nearest first. The port
    /// does not matter.
    pub fn look_up(&self, host: &str) -> Option<Known> {
        let mut name = without_port(host);
        loop {
            let known = self.find(name);
            if known.is_some() {
                return known;
            }
            // A top-level domain alone is nobody's.
            name = split::once(name, b'.')?.1;
            split::once(name, b'.')?;
        }
    }

    /// Returns what a cookie or key is known for: by its whole name, or by a beginning that ends with a mark.
    pub fn look_up_name(&self, name: &str) -> Option<Known> {
        let bytes = name.as_bytes();
        (1..=bytes.len()).find_map(|end| {
            let is_end = end == bytes.len() || !bytes.get(end - 1)?.is_ascii_alphanumeric();
            if is_end { self.find(name.get(..end)?) } else { None }
        })
    }

    fn find(&self, name: &str) -> Option<Known> {
        let place = self.keys.binary_search(&key(name, self.keys.len())).ok()?;
        let four = self.kinds.get(place / 4).copied().unwrap_or_default();
        Some(match four >> (place % 4 * 2) & 3 {
            0 => Known::Marketing,
            1 => Known::Analytics,
            2 => Known::Identity,
            _ => Known::Any,
        })
    }

    /// Returns how many hosts and names it knows.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Returns whether it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Returns bucket and remainder of a name among so many.
fn key(name: &str, count: usize) -> u32 {
    Hasher::new().part(name).finish().checked_rem((count as u32) << 16).unwrap_or_default()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::encode::encode;
    use super::{COMMON, Catalogue, FULL, Known};

    #[test]
    fn a_host_and_what_is_below_it_is_known() {
        let full = Catalogue::new(FULL);
        let check = |host, expected| assert_eq!(full.look_up(host), expected, "{host}");
        check("doubleclick.net", Some(Known::Marketing));
        check("stats.g.doubleclick.net:443", Some(Known::Marketing));
        check("www.google-analytics.com", Some(Known::Analytics));
        check("www.google-analytics.com.", Some(Known::Analytics));
        check("www.googletagmanager.com", Some(Known::Any));
        check("widget.intercom.io", Some(Known::Identity));
        check("notgoogle-analytics.com", None);
        check("google-analytics.com.example", None);
        check("shop.example", None);
        check("com", None);
        check("", None);
        check("127.0.0.1:4801", None);
        check("[::1]:80", None);
    }

    #[test]
    fn the_common_one_knows_the_commonest() {
        let common = Catalogue::new(COMMON);
        for host in [
            "www.googletagmanager.com",
            "connect.facebook.net",
            "www.google-analytics.com",
            "js.hs-scripts.com",
        ] {
            assert_eq!(common.look_up(host), Catalogue::new(FULL).look_up(host), "{host}");
            assert!(common.look_up(host).is_some(), "{host}");
        }
        assert!(common.len() < Catalogue::new(FULL).len());
    }

    #[test]
    fn what_is_no_table_knows_nobody() {
        let whole = encode(&[("a.example", Known::Any), ("b.example", Known::Identity)]).unwrap();
        assert_eq!(Catalogue::new(&whole).len(), 2);
        for length in 0..whole.len() - 1 {
            let cut = Catalogue::new(whole.get(..length).unwrap());
            // Without its purposes a table still holds: whatever it knows is held for `marketing`.
            assert!(cut.look_up("c.example").is_none(), "{length} bytes");
        }
        assert!(Catalogue::new(&[]).is_empty());
        assert!(Catalogue::new(&[0, 0]).look_up("a.example").is_none());
        assert!(Catalogue::new(&[255; 9]).is_empty());
    }

    #[test]
    fn two_hosts_of_one_key_are_an_error_unless_they_mean_the_same() {
        assert!(encode(&[("a.example", Known::Any), ("a.example", Known::Any)]).is_ok());
        let error = encode(&[("a.example", Known::Any), ("a.example", Known::Identity)]).unwrap_err();
        assert!(error.contains("a.example"), "{error}");
    }
}
