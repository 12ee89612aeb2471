//! Whatever stands in the record's cookie: it is read as what it says or as nothing, and never as half of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menshen_core::domain::cookie;
use menshen_core::domain::record::codec::decode;

fuzz_target!(|text: &str| {
    if let Some(record) = decode(text) {
        assert_eq!(record.text, text, "it is kept as it was");
        assert!(decode(&record.text).is_some());
        assert!(record.expires >= record.decided);
        for entry in record.entries() {
            assert!(!format!("{entry:?}").is_empty());
        }
        // One byte altered is another record or none.
        let mut other = String::from(text);
        other.push('~');
        assert!(decode(&other).is_none());
    }
    // The jar of cookies around it.
    let found = cookie::value(text, "menshen");
    assert!(found.is_none_or(|value| text.contains(value)));
});
