//! Whatever is given as a receipt: it is taken whole or not at all, and what is taken is written as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menshen_core::domain::policy::read::Policy;
use menshen_core::domain::receipt::Receipt;
use menshen_core::domain::receipt::import::choice;
use menshen_core::domain::tree::Tree;

const NOW: u32 = 1_800_000_000;

fuzz_target!(|text: &str| {
    let read = || serde_json::from_str::<Tree>(text).ok();
    let Some(tree) = read() else { return };
    // Taken over or refused with a code: what it says can only be about purposes that there are.
    let policy = Policy::built_in();
    match choice(read().unwrap_or_default(), &policy, NOW) {
        Ok(words) => assert!(words.split(' ').all(|word| {
            let (id, sign) = word.split_at(word.len() - 1);
            matches!(sign, "+" | "-") && policy.each().any(|(_, purpose)| purpose.id == id && !purpose.required)
        })),
        Err(code) => assert!(!code.is_empty()),
    }
    let Some(receipt) = Receipt::from_tree(tree) else { return };
    let json = receipt.to_json();
    let again = serde_json::from_str::<Tree>(&json).ok().and_then(Receipt::from_tree).expect("it reads what it wrote");
    assert_eq!(again.to_json(), json);
    assert_eq!(again.hash(), receipt.hash());
    assert!(receipt.expires >= receipt.decided);
});
