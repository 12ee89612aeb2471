//! Whatever names a host, a path, a cookie or a script: rules are matched in bounded time, and a rule fits itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menshen_core::domain::catalogue::{Catalogue, TABLE};
use menshen_core::domain::cookie;
use menshen_core::domain::pattern::{host_fits, name_fits, path_fits, text_fits, without_port};

fuzz_target!(|pair: (&str, &str)| {
    let (pattern, text) = pair;
    let _ = (host_fits(pattern, text), path_fits(pattern, text), text_fits(pattern, text));
    let fits = name_fits(pattern, text);
    if !pattern.contains('*') {
        assert_eq!(fits, pattern == text, "without a star only itself");
    }
    assert!(name_fits("*", text));
    assert!(text.contains(without_port(text)));
    let catalogue = Catalogue::new(TABLE);
    // What is known is known with everything below it.
    if catalogue.look_up(text).is_some()
        && !text.contains(['[', ']', ':'])
        && text.trim_end_matches('.').contains('.')
    {
        assert!(catalogue.look_up(&["below.", text].concat()).is_some());
    }
    let _ = catalogue.look_up_name(text);
    // A cookie that is softened ends with the session, and stays the same cookie.
    let soft = cookie::soften(text);
    assert_eq!(cookie::name(&soft), cookie::name(text));
    // An attribute without a value limits nothing (RFC 6265, 5.2).
    let lasts = |part: &str| {
        let name = part.split_once('=').map(|(name, _)| name.trim_ascii()).unwrap_or_default();
        name.eq_ignore_ascii_case("max-age") || name.eq_ignore_ascii_case("expires")
    };
    assert!(!soft.split(';').skip(1).any(lasts), "{soft:?}");
});
