//! Asks the one question, may this pass, of policies and answers of every kind.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

mod support;

use menshen_core::domain::cookie;
use menshen_core::domain::decision::Action::{self, Allow, Drop, Hold, Soften};
use menshen_core::domain::decision::{Emission, decide};
use menshen_core::domain::policy::Policy;
use menshen_core::domain::record::standing::Standing;
use menshen_core::domain::region::Basis;
use menshen_core::domain::state::{Phase, State};
use support::{bits, names, policy, shop, shop_json};

/// The services of most tables here: beside the built-in purposes.
const SERVICES: &str = r#"
    {"id":"stats","name":"Stats","purposes":["analytics"],"hosts":["stats.example"],"cookies":["_st","_st_*"]},
    {"id":"ads","name":"Ads","purposes":["marketing"],"hosts":["ads.example:8080","a.b.ads.example"],"cookies":["ads"]},
    {"id":"both","name":"Both","purposes":["analytics","marketing"],"hosts":["both.example"],"cookies":["_st_both"]},
    {"id":"login","name":"Login","purposes":["identity"],"cookies":["uid"]},
    {"id":"known","name":"Known","purposes":["identity","marketing"],"cookies":["known"]},
    {"id":"cart","name":"Cart","purposes":["necessary"],"hosts":["cart.example"],"cookies":["cart"]},
    {"id":"own","name":"Own","purposes":["analytics"],"paths":["/collect/","/*/pixel.gif"]}"#;

/// Says what is asked about: a mark, a cookie, or `host path` with `own ` before the site's own.
#[derive(Clone, Copy, Debug)]
enum Ask<'a> {
    Mark(&'a str),
    Cookie(&'a str),
    Address(&'a str),
}
use Ask::{Address, Cookie, Mark};

/// Decides, with these purposes granted and these services answered by themselves (`+id` or `-id`).
/// `expected` is the action, the service, and what is missing.
fn check(policy: &Policy<'_>, granted: &str, ask: Ask<'_>, expected: (Action, &str, &str)) {
    check_under(Basis::Consent, policy, granted, "", ask, expected);
}

fn check_under(
    basis: Basis,
    policy: &Policy<'_>,
    granted: &str,
    denied: &str,
    ask: Ask<'_>,
    expected: (Action, &str, &str),
) {
    let (services, purposes): (Vec<&str>, Vec<&str>) =
        granted.split_whitespace().partition(|word| word.starts_with(['+', '-']));
    let standing = Standing {
        granted: bits(policy, &purposes.join(" ")),
        denied: bits(policy, denied),
        services: services
            .iter()
            .map(|word| (policy.service(&word[1..]).expect("a known service"), word.starts_with('+')))
            .collect(),
        answered: true,
        ..Standing::default()
    };
    let emission = match ask {
        Mark(ids) => Emission::Marked(ids),
        Cookie(written) => Emission::Cookie(written),
        Address(words) => {
            let (own, words) = words.strip_prefix("own ").map_or((false, words), |words| (true, words));
            let (host, path) = words.split_once(' ').expect("a host and a path");
            Emission::Address { host, path, first_party: own }
        }
    };
    let verdict = decide(&emission, policy, &standing, basis);
    let service = verdict.service.map_or("", |place| policy.services[place].id);
    assert_eq!(
        (verdict.action, service, names(policy, verdict.missing).as_str()),
        expected,
        "{ask:?} with `{granted}` granted, `{denied}` refused, under {basis:?}"
    );
}

#[test]
fn addresses() {
    let policy = shop("", SERVICES);
    let held = (Hold, "stats", "analytics");
    check(policy, "", Address("stats.example /t.js"), held);
    check(policy, "", Address("eu.stats.example /t.js"), held);
    check(policy, "", Address("a.b.stats.example:444 /"), held);
    check(policy, "marketing", Address("stats.example /"), held);
    check(policy, "analytics", Address("stats.example /"), (Allow, "stats", ""));
    check(policy, "", Address("nostats.example /"), (Allow, "", ""));
    check(policy, "", Address("stats.example.evil /"), (Allow, "", ""));
    check(policy, "", Address("other.example /stats.example"), (Allow, "", ""));
    check(policy, "", Address("ads.example:8080 /"), (Hold, "ads", "marketing"));
    check(policy, "", Address("x.ads.example:8080 /"), (Hold, "ads", "marketing"));
    check(policy, "", Address("ads.example /"), (Allow, "", ""));
    check(policy, "", Address("ads.example:80 /"), (Allow, "", ""));
    check(policy, "", Address("cart.example /"), (Allow, "cart", ""));
    check(policy, "", Address("both.example /"), (Hold, "both", "analytics marketing"));
    check(policy, "marketing", Address("both.example /"), (Hold, "both", "analytics"));
    check(policy, "analytics marketing", Address("both.example /"), (Allow, "both", ""));
    // A matched host is matched for the site's own addresses too.
    check(policy, "", Address("own stats.example /"), held);
}

#[test]
fn a_service_without_hosts_is_behind_the_sites_own_name() {
    let policy = shop("", SERVICES);
    check(policy, "", Address("own shop.example /collect/v1"), (Hold, "own", "analytics"));
    check(policy, "", Address("own shop.example /zh/pixel.gif?x=1"), (Hold, "own", "analytics"));
    check(policy, "analytics", Address("own shop.example /collect/"), (Allow, "own", ""));
    check(policy, "", Address("own shop.example /collection"), (Allow, "", ""));
    check(policy, "", Address("cdn.example /collect/v1"), (Allow, "", ""));
    // One with neither hosts nor paths names no address at all.
    check(policy, "", Address("own shop.example /"), (Allow, "", ""));
}

#[test]
fn the_most_precise_service_counts() {
    let policy = shop(
        "",
        r#"{"id":"all","name":"All","purposes":["marketing"],"hosts":["big.example"]},
           {"id":"maps","name":"Maps","purposes":["necessary"],"hosts":["maps.big.example"]},
           {"id":"pixel","name":"Pixel","purposes":["analytics"],"hosts":["big.example"],"paths":["/pixel/"]},
           {"id":"deep","name":"Deep","purposes":["identity"],"hosts":["big.example"],"paths":["/pixel/deep/"]},
           {"id":"left","name":"Left","purposes":["analytics"],"hosts":["two.example"]},
           {"id":"right","name":"Right","purposes":["marketing"],"hosts":["two.example"]}"#,
    );
    check(policy, "", Address("big.example /"), (Hold, "all", "marketing"));
    check(policy, "", Address("maps.big.example /"), (Allow, "maps", ""));
    check(policy, "", Address("www.maps.big.example /pixel/"), (Allow, "maps", ""));
    check(policy, "", Address("www.big.example /pixel/1"), (Hold, "pixel", "analytics"));
    check(policy, "analytics", Address("big.example /pixel/1"), (Allow, "pixel", ""));
    check(policy, "analytics", Address("big.example /pixel/deep/1"), (Hold, "deep", "identity"));
    // Two that are equally precise: both must be permitted, and the one named is one that is not.
    check(policy, "", Address("two.example /"), (Hold, "left", "analytics marketing"));
    check(policy, "analytics", Address("two.example /"), (Hold, "right", "marketing"));
    check(policy, "marketing", Address("two.example /"), (Hold, "left", "analytics"));
    check(policy, "analytics marketing", Address("two.example /"), (Allow, "left", ""));
    check(policy, "analytics marketing -right", Address("two.example /"), (Hold, "right", "marketing"));
}

#[test]
fn marks() {
    let policy = shop("", SERVICES);
    check(policy, "", Mark("analytics"), (Hold, "", "analytics"));
    check(policy, "analytics", Mark("analytics"), (Allow, "", ""));
    check(policy, "", Mark("necessary"), (Allow, "", ""));
    check(policy, "analytics", Mark("analytics marketing"), (Hold, "", "marketing"));
    check(policy, "analytics marketing", Mark("  analytics   marketing "), (Allow, "", ""));
    check(policy, "", Mark("stats"), (Hold, "stats", "analytics"));
    check(policy, "analytics", Mark("stats"), (Allow, "stats", ""));
    check(policy, "analytics", Mark("stats ads"), (Hold, "ads", "marketing"));
    check(policy, "+ads", Mark("ads"), (Allow, "ads", ""));
    check(policy, "+ads", Mark("marketing"), (Hold, "", "marketing"));
    check(policy, "analytics -stats", Mark("stats"), (Hold, "stats", "analytics"));
    check(policy, "analytics -stats", Mark("analytics"), (Allow, "", ""));
}

#[test]
fn a_mark_that_names_nothing_known_waits_whatever_was_granted() {
    let policy = shop("", SERVICES);
    let all = "identity analytics personalization marketing";
    for (ids, service) in [
        ("", ""),
        (" ", ""),
        ("nonsense", ""),
        ("Analytics", ""),
        ("analytics nonsense", ""),
        ("nonsense analytics", ""),
        ("analytics,marketing", ""),
        ("stats nonsense", "stats"),
        ("@stats", ""),
    ] {
        check(policy, all, Mark(ids), (Hold, service, ""));
    }
}

#[test]
fn what_is_required_must_be_granted_too() {
    let policy = shop("", SERVICES);
    check(policy, "personalization", Mark("personalization"), (Hold, "", "personalization"));
    check(policy, "analytics personalization", Mark("personalization"), (Allow, "", ""));
    let chain = shop(
        r#"{"id":"a","title":"A","description":"A"},
           {"id":"b","title":"B","description":"B","requires":["a"]},
           {"id":"c","title":"C","description":"C","requires":["b"]}"#,
        "",
    );
    check(chain, "b c", Mark("c"), (Hold, "", "c"));
    check(chain, "a c", Mark("c"), (Hold, "", "c"));
    check(chain, "a b c", Mark("c"), (Allow, "", ""));
}

#[test]
fn cookies() {
    let policy = shop("", SERVICES);
    let dropped = (Drop, "stats", "analytics");
    check(policy, "", Cookie("_st=1"), dropped);
    check(policy, "", Cookie("_st_x=1; path=/; max-age=99"), dropped);
    check(policy, "", Cookie("  _st  =1"), dropped);
    check(policy, "analytics", Cookie("_st=1"), (Allow, "stats", ""));
    check(policy, "", Cookie("=_st=1"), dropped);
    check(policy, "", Cookie("_stx=1"), (Allow, "", ""));
    check(policy, "", Cookie("other=_st=1"), (Allow, "", ""));
    check(policy, "", Cookie("cart=1"), (Allow, "cart", ""));
    check(policy, "", Cookie(""), (Allow, "", ""));
    // Two services claim the name: both are needed.
    check(policy, "analytics", Cookie("_st_both=1"), (Drop, "both", "marketing"));
    check(policy, "analytics marketing", Cookie("_st_both=1"), (Allow, "stats", ""));
    // Deleting needs nobody's consent.
    check(policy, "", Cookie("_st=; max-age=0"), (Allow, "stats", "analytics"));
    check(policy, "", Cookie("_st=; expires=Thu, 01 Jan 1970 00:00:00 GMT"), (Allow, "stats", "analytics"));
    // What only remembers the visitor lasts as long as the session; what does more is dropped.
    check(policy, "", Cookie("uid=7; max-age=99"), (Soften, "login", "identity"));
    check(policy, "identity", Cookie("uid=7; max-age=99"), (Allow, "login", ""));
    check(policy, "identity -login", Cookie("uid=7"), (Soften, "login", "identity"));
    check(policy, "", Cookie("known=7"), (Drop, "known", "identity marketing"));
    check(policy, "identity", Cookie("known=7"), (Drop, "known", "marketing"));
    check(policy, "marketing", Cookie("known=7"), (Soften, "known", "identity"));
}

#[test]
fn without_a_purpose_called_identity_nothing_is_softened() {
    let policy = shop(
        r#"{"id":"login","title":"Login","description":"Login"}"#,
        r#"{"id":"sso","name":"Sso","purposes":["login"],"cookies":["uid"]}"#,
    );
    check(policy, "", Cookie("uid=1"), (Drop, "sso", "login"));
}

#[test]
fn where_refusing_is_the_visitors_act_only_the_refused_waits() {
    let policy = shop("", SERVICES);
    for basis in [Basis::OptOut, Basis::Objection] {
        let check = |denied, ask, expected| check_under(basis, policy, "", denied, ask, expected);
        check("", Address("stats.example /"), (Allow, "stats", ""));
        check("analytics", Address("stats.example /"), (Hold, "stats", "analytics"));
        check("", Mark("personalization"), (Allow, "", ""));
        check("analytics", Mark("personalization"), (Hold, "", "personalization"));
        check("", Cookie("_st=1"), (Allow, "stats", ""));
        check("analytics", Cookie("_st=1"), (Drop, "stats", "analytics"));
        check("identity", Cookie("uid=1"), (Soften, "login", "identity"));
        check("", Mark("nonsense"), (Hold, "", ""));
    }
}

#[test]
fn first_party() {
    let mut json = shop_json("", "");
    json["record"] = serde_json::json!({ "domain": "shop.example" });
    json["firstParty"] = serde_json::json!(["cdn.example", "files.example:8443", "10.0.0.1"]);
    let listed = policy(&json);
    let plain = shop("", "");
    for (policy, page, host, expected) in [
        (plain, "shop.example", "shop.example", true),
        (plain, "shop.example", "shop.example:8080", true),
        (plain, "shop.example:8080", "shop.example", true),
        (plain, "shop.example", "img.shop.example", true),
        (plain, "www.shop.example", "shop.example", false),
        (plain, "www.shop.example", "img.shop.example", false),
        (plain, "shop.example", "noshop.example", false),
        (plain, "shop.example", "shop.example.evil", false),
        (plain, "shop.example", "cdn.example", false),
        (plain, "shop.example", "", true),
        (plain, "", "", true),
        (plain, "", "tracker.example", false),
        (plain, "127.0.0.1:4800", "127.0.0.1:4801", true),
        (plain, "127.0.0.1:4800", "127.0.0.2:4800", false),
        (plain, "127.0.0.1:4800", "1.127.0.0.1", true),
        (plain, "[::1]:4800", "[::1]:4801", true),
        (plain, "[::1]:4800", "[::2]", false),
        (plain, "localhost:4800", "localhost:4801", true),
        // The visitor wrote the final dot: the page's own addresses have it too, and need not.
        (plain, "shop.example.:4800", "shop.example.:4800", true),
        (plain, "shop.example.", "images.shop.example", true),
        (plain, "shop.example", "images.shop.example.", true),
        (listed, "www.shop.example", "shop.example", true),
        (listed, "www.shop.example", "img.shop.example", true),
        (listed, "www.shop.example", "cdn.example", true),
        (listed, "www.shop.example", "eu.cdn.example:99", true),
        (listed, "www.shop.example", "files.example:8443", true),
        (listed, "www.shop.example", "files.example", false),
        (listed, "www.shop.example", "10.0.0.1:80", true),
        (listed, "www.shop.example", "tracker.example", false),
    ] {
        assert_eq!(policy.is_first_party(host, page), expected, "{host} on {page}");
    }
}

#[test]
fn without_a_policy_in_force_third_parties_and_marks_wait() {
    let mut state = State::new("shop.example", shop("", SERVICES));
    for phase in [Phase::Waiting, Phase::Failed] {
        state.phase = phase;
        state.standing.granted = state.policy.optional();
        for (ids, host, expected) in [
            ("", "shop.example", Allow),
            ("", "img.shop.example:99", Allow),
            ("", "", Allow),
            ("", "stats.example", Hold),
            ("", "unknown.example", Hold),
            ("", "cart.example", Hold),
            ("necessary", "", Hold),
            ("analytics", "shop.example", Hold),
            (" ", "shop.example", Hold),
        ] {
            let verdict = state.judge(ids, host, "/collect/");
            assert_eq!(verdict.action, expected, "{phase:?}: `{ids}` {host}");
        }
        assert!(!state.permits("necessary"), "{phase:?}");
        assert_eq!(state.word(1 << 2), "undecided", "{phase:?}");
        assert_eq!(state.asks(), 0, "{phase:?}");
    }
}

#[test]
fn in_force_the_policy_decides() {
    let mut state = State::new("shop.example", shop("", SERVICES));
    state.phase = Phase::Ready;
    for (ids, host, path, expected) in [
        ("", "unknown.example", "/", Allow),
        ("", "stats.example", "/", Hold),
        ("", "shop.example", "/collect/", Hold),
        ("", "img.shop.example", "/collect/", Hold),
        ("", "unknown.example", "/collect/", Allow),
        ("analytics", "shop.example", "/", Hold),
        (" ", "shop.example", "/", Hold),
    ] {
        assert_eq!(state.judge(ids, host, path).action, expected, "`{ids}` {host} {path}");
    }
}

#[test]
fn cookies_are_written_as_they_may_be() {
    let policy = shop(
        "",
        r#"{"id":"greedy","name":"Greedy","purposes":["marketing"],"cookies":["m*"]},
           {"id":"login","name":"Login","purposes":["identity"],"cookies":["uid"]}"#,
    );
    let mut state = State::new("shop.example", policy);
    state.phase = Phase::Ready;
    for (written, expected) in [
        ("menshen=1~x; Max-Age=9", Some("menshen=1~x; Max-Age=9")),
        ("menshenx=1", None),
        ("mine=1", None),
        ("=mine=1", None),
        ("mine=; Max-Age=0", Some("mine=; Max-Age=0; Max-Age=0")),
        // A browser takes a date that it cannot read for no date: what passes must delete nevertheless.
        ("mine=1; expires=1970", Some("mine=1; expires=1970; Max-Age=0")),
        ("uid=7; Max-Age=9; Path=/", Some("uid=7; Path=/")),
        ("uid=7; expires=Thu, 01 Jan 2038 00:00:00 GMT", Some("uid=7")),
        ("uid=; Max-Age=0", Some("uid=; Max-Age=0; Max-Age=0")),
        ("theme=dark; Max-Age=9", Some("theme=dark; Max-Age=9")),
    ] {
        assert_eq!(state.judge_cookie(written).as_deref(), expected, "{written}");
    }
}

#[test]
fn a_write_that_does_not_delete_is_no_deletion() {
    for written in [
        "_st=1; expires=Thu, 01 Jan 2038 19:70:00 GMT",
        "_st=1; max-age=1970",
        "_st=1970",
        "_st=1; path=/1970",
        "_st=1; comment=max-age=0",
        "_st=1; max-age=0; max-age=99",
        "_st=1; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=99",
    ] {
        assert!(!cookie::deletes(written), "{written}");
    }
}
