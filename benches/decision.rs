//! What one question to the gate costs natively: run by `cargo xtask bench`, judged by nobody.

use divan::{Bencher, black_box};
use menshen_core::domain::gate::ask;
use menshen_core::domain::state::State;

fn main() {
    divan::main();
}

/// A gate with a policy of so many services, each with a host, a cookie and a key of its own.
fn gate(services: usize) -> Option<State<'static>> {
    const MARK: &str = "\u{1f}";
    let mut tokens: Vec<String> =
        [":controller", "{", ":contact", "\"c", ":name", "\"n", "}", ":services", "["]
            .map(String::from)
            .into();
    tokens.insert(0, "{".into());
    for place in 0..services {
        let own =
            |key: &str, value: String| vec![format!(":{key}"), "[".into(), format!("\"{value}"), "]".into()];
        tokens.push("{".into());
        tokens.extend(own("cookies", format!("_own{place}*")));
        tokens.extend(own("hosts", format!("own{place}.example")));
        tokens.extend([":id".into(), format!("\"own{place}"), ":name".into(), "\"Own".into()]);
        tokens.extend(own("purposes", "analytics".into()));
        tokens.extend(own("storage", format!("own{place}:*")));
        tokens.push("}".into());
    }
    tokens.extend(["]", ":statement", "{", ":url", "\"/", ":version", "\"1", "}", "}"].map(String::from));
    let mut gate = None;
    let begun = ask(&mut gate, "i\u{1f}site.example").is_some();
    let taken = ask(&mut gate, &["p", &tokens.join(MARK)].join(MARK)).is_some();
    assert!(begun && taken, "the policy is in force");
    gate
}

/// How many services the policy has.
const SERVICES: [usize; 3] = [0, 10, 500];

/// Asks one question again and again; `passes` is what it is answered with.
fn ask_again(bencher: Bencher<'_, '_>, services: usize, question: &str, passes: bool) {
    let mut gate = gate(services);
    assert_eq!(ask(&mut gate, question).is_some(), passes, "{question}");
    bencher.bench_local(|| ask(&mut gate, black_box(question)).is_some());
}

#[divan::bench(args = SERVICES)]
fn a_host_that_the_catalogue_knows(bencher: Bencher<'_, '_>, services: usize) {
    ask_again(bencher, services, "j\u{1f}stats.g.doubleclick.net\u{1f}/collect\u{1f}", false);
}

#[divan::bench(args = SERVICES)]
fn a_host_that_nobody_knows(bencher: Bencher<'_, '_>, services: usize) {
    ask_again(bencher, services, "j\u{1f}images.shop.example\u{1f}/one.png\u{1f}", true);
}

#[divan::bench(args = SERVICES)]
fn a_cookie(bencher: Bencher<'_, '_>, services: usize) {
    ask_again(bencher, services, "c\u{1f}basket=tea; path=/; max-age=99", true);
}

#[divan::bench(args = SERVICES)]
fn a_purpose(bencher: Bencher<'_, '_>, services: usize) {
    ask_again(bencher, services, "j\u{1f}\u{1f}\u{1f}analytics", false);
}
