//! What shipped files may weigh, in bytes after brotli 11. To raise a number, say why in the same commit.

/// The budgets, by file. They hold for the build that ships, not for the plain stable one.
pub(super) const BUDGETS: &[(&str, u64)] = &[
    // On every page view, before anything else: its bytes are the product's price.
    ("menshen.js", 16_384),
    // For sites that choose it: what `menshen.js` may weigh once it watches every way out (20 KB), and the catalogue (6).
    ("menshen-full.js", 26_624),
];

/// Where a reader finds this table.
pub(super) const PLACE: &str = "xtask/src/size/budget.rs";
