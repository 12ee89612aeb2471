//! Whether receipts follow each other: that none was altered, left out or put in between, as far as they themselves can
//! say. Whoever can write them all anew can make another chain.

use crate::domain::receipt::Receipt;

/// Checks that each receipt names the hash of the one before. What the first one names is not asked: the ones before it
/// are no longer kept.
///
/// # Errors
/// The first place that does not follow the one before.
pub fn verify(receipts: &[Receipt]) -> Result<(), usize> {
    let pairs = receipts.iter().zip(receipts.iter().skip(1));
    match pairs.into_iter().position(|(before, after)| !follows(before, after)) {
        Some(place) => Err(place + 1),
        None => Ok(()),
    }
}

/// Returns whether one receipt names the other as the one before.
pub fn follows(before: &Receipt, after: &Receipt) -> bool {
    after.previous.as_deref() == Some(before.hash().as_str())
}
