//! Folding hosts into a table. Native only: it is done when the catalogue is made.

use super::{Known, key};

/// Returns the table of some hosts and names.
///
/// # Errors
/// When there are more than a table holds, or two of them could not be told apart and are for different purposes; the
/// message names them.
pub fn encode(hosts: &[(&str, Known)]) -> Result<Vec<u8>, String> {
    let mut names: Vec<(&str, Known)> = hosts.to_vec();
    names.sort_by_key(|(name, _)| *name);
    names.dedup();
    let Ok(mut count) = u16::try_from(names.len()) else {
        return Err(format!("found {} hosts, expected at most {}", names.len(), u16::MAX));
    };
    // Two names of one key and one purpose need one place, and the fewer places there are, the other every key is.
    let entries = loop {
        let mut entries: Vec<(u32, Known, &str)> =
            names.iter().map(|(name, known)| (key(name, usize::from(count)), *known, *name)).collect();
        entries.sort_by_key(|(key, _, name)| (*key, *name));
        let mut clash = None;
        entries.dedup_by(|next, first| {
            if next.0 == first.0 && next.1 != first.1 {
                clash =
                    Some(format!("found {} and {} for different purposes under one key", first.2, next.2));
            }
            next.0 == first.0
        });
        if let Some(clash) = clash {
            return Err(clash);
        }
        if entries.len() == usize::from(count) {
            break entries;
        }
        count = entries.len() as u16;
    };
    let places = entries.len();
    let mut buckets = vec![0_u8; places.div_ceil(4)];
    let mut kinds = vec![0_u8; places.div_ceil(4)];
    let mut remainders = Vec::new();
    for (index, (key, known, _)) in entries.iter().enumerate() {
        // Before it stand a zero for each bucket before its own and a one for each host before it.
        let place = (key >> 16) as usize + index;
        if let Some(byte) = buckets.get_mut(place / 8) {
            *byte |= 1 << (place % 8);
        }
        if let Some(byte) = kinds.get_mut(index / 4) {
            *byte |= (*known as u8) << (index % 4 * 2);
        }
        remainders.extend_from_slice(&(*key as u16).to_le_bytes());
    }
    Ok([&count.to_le_bytes()[..], &buckets, &remainders, &kinds].concat())
}
