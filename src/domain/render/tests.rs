use super::markup::Markup;
use super::notice::{notice, way_back};
use super::settings::settings;
use super::*;
use crate::domain::disclosure::{Controller, Declared, Disclosure, Look, Next, Service, Statement};
use crate::domain::localized::Localized;
use crate::domain::text::language::TAGS;
use crate::domain::text::spoken;

fn disclosure() -> Disclosure {
    Disclosure {
        controller: Controller {
            name: "A & B <Ltd> {contact}".into(),
            contact: "a@b.example".into(),
            reply_days: Some(15),
        },
        statement: Statement {
            url: "/privacy".into(),
            version: "3.1".into(),
            effective_from: None,
            next: None,
        },
        services: vec![Service {
            id: "s".into(),
            name: "Ess".into(),
            purposes: vec!["analytics".into()],
            provider: Some("Ess & Co".into()),
            policy_url: Some("javascript:alert(1)".into()),
            retention: Some(Localized::Many(vec![("fr".into(), "un an".into())])),
            shares_with: vec!["Other".into(), "Another".into()],
            is_third_party: true,
            ..Service::default()
        }],
        ..Disclosure::default()
    }
    .completed()
}

struct Case {
    tag: &'static str,
    granted: &'static [&'static str],
    fresh: &'static [&'static str],
    changed: &'static [&'static str],
    is_answered: bool,
    has_signal: bool,
}

const FIRST: Case =
    Case { tag: "en", granted: &[], fresh: &[], changed: &[], is_answered: false, has_signal: false };

/// Writes as English does.
struct English;

impl Locale for English {
    fn number(&self, number: u32) -> String {
        number.to_string()
    }
    fn category(&self, number: u32) -> String {
        if number == 1 { "one" } else { "other" }.into()
    }
    fn days(&self, days: u32) -> String {
        format!("{days} days")
    }
    fn list(&self, items: &[&str]) -> String {
        items.join(" and ")
    }
}

fn html(draw: fn(&View<'_>) -> Markup, case: &Case) -> String {
    html_of(draw, case, &disclosure())
}

fn html_of(draw: fn(&View<'_>) -> Markup, case: &Case, disclosure: &Disclosure) -> String {
    let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let messages = spoken(case.tag);
    let answer = Recorded { day: "2 May".into(), until: "29 October".into(), source: "notice", id: "4711" };
    draw(&View {
        disclosure,
        messages: &messages,
        locale: &English,
        is_page_language: false,
        host: "shop.example",
        granted: case.granted,
        permitted: &["s"],
        changed: &owned(case.changed),
        has_signal: case.has_signal,
        keeps_cookies: true,
        answer: case.is_answered.then_some(answer),
        next: disclosure.statement.next.is_some().then(|| Coming { day: "1 June".into(), is_ahead: true }),
        asked: &owned(if case.fresh.is_empty() { &["identity", "analytics"] } else { case.fresh }),
        fresh: &owned(case.fresh),
        kept: "180 days".into(),
        effective: Some("1 January 2026".into()),
        reply: Some("15 days".into()),
    })
    .to_html()
}

/// Returns a button of a layer, without its name and its words.
fn button(html: &str, name: &str, label: &str) -> String {
    let at = html.find(&format!("data-menshen=\"{name}\"")).unwrap();
    let begin = html[..at].rfind("<button").unwrap();
    let end = begin + html[begin..].find("</button>").unwrap();
    html[begin..end].replace(&format!("data-menshen=\"{name}\""), "").replace(label, "")
}

fn escaped(text: &str) -> String {
    let mut markup = Markup::default();
    markup.text(text);
    markup.to_html()
}

#[test]
fn texts_are_escaped() {
    for draw in [notice as fn(&View<'_>) -> Markup, settings] {
        let html = html(draw, &FIRST);
        assert!(html.contains("A &amp; B &lt;Ltd&gt; {contact}"));
        assert!(!html.contains("<Ltd>"));
    }
    let mut markup = Markup::default();
    markup.open("a", "");
    markup.attribute("title", "\"<&>");
    markup.text("<\"&'>");
    markup.text("");
    markup.open("input", "x");
    markup.close();
    markup.line("b", "", "");
    markup.close();
    let html = "<a title=\"&quot;&lt;&amp;&gt;\">&lt;&quot;&amp;'&gt;<input class=\"x\"><b></b></a>";
    assert_eq!(markup.to_html(), html);
}

#[test]
fn links_lead_only_where_a_notice_may_lead() {
    let check = |url: &str, leads: bool| {
        let mut markup = Markup::default();
        parts::link(&mut markup, url, "x");
        assert_eq!(markup.to_html().starts_with("<a "), leads, "{url}");
    };
    for url in ["https://a.example", "HTTP://a", "/privacy", "privacy?a:b", "#a:b", "mailto:a@b", "a/b:c"] {
        check(url, true);
    }
    for url in ["javascript:alert(1)", "JavaScript:1", "data:text/html,x", " javascript:1", "java\nscript:1"]
    {
        check(url, false);
    }
    let html = html(settings, &FIRST);
    assert!(!html.contains("javascript:") && html.contains("Privacy policy of Ess"));
    assert!(html.contains("href=\"/privacy\"") && html.contains("href=\"mailto:a@b.example\""));
}

#[test]
fn nothing_optional_is_on_before_a_grant() {
    let check = |granted, on| {
        let html = html(settings, &Case { granted, ..FIRST });
        let html = html.replace("-s-text\" checked=\"\"", "");
        assert_eq!(html.matches(" checked=").count(), on, "{granted:?}");
        assert_eq!(html.matches(" disabled=").count(), 1, "the necessary one alone");
        assert_eq!(html.matches("role=\"switch\"").count(), 6, "five purposes, and a service");
    };
    check(&[], 1);
    check(&["necessary", "analytics"], 2);
}

#[test]
fn answers_differ_in_nothing_but_their_words() {
    let check = |html: &str, labels: &[(&str, &str)]| {
        for pair in labels.windows(2) {
            assert_eq!(button(html, pair[0].0, pair[0].1), button(html, pair[1].0, pair[1].1));
        }
    };
    for tag in TAGS {
        let messages = spoken(tag);
        let case = Case { tag, ..FIRST };
        let answers = [("reject", messages.reject()), ("accept", messages.accept())];
        check(&html(notice, &case), &[answers[0], answers[1], ("settings", messages.choose())]);
        check(&html(settings, &case), &[answers[0], answers[1], ("save", messages.save())]);
    }
}

#[test]
fn what_is_asked_again_is_asked_alone() {
    let case = Case { granted: &["identity"], fresh: &["analytics"], ..FIRST };
    let first = html(notice, &case);
    assert!(!first.contains("Accept all") && !first.contains("Reject all"));
    assert!(first.contains(">Accept<") && first.contains(">Reject<"));
    assert!(first.contains("Usage analysis") && !first.contains("Remember me"));
    assert!(html(settings, &case).contains(">New<"));
    assert!(!html(settings, &FIRST).contains(">New<"));
}

#[test]
fn labels_stay_the_same_in_every_state() {
    let label = |case: &Case| {
        let html = html(settings, case);
        let at = html.find("for=\"menshen-purpose-analytics\"").unwrap();
        html[at..at + html[at..].find("</label>").unwrap()].to_string()
    };
    let off = label(&FIRST);
    assert_eq!(off, label(&Case { granted: &["analytics"], ..FIRST }));
    assert_eq!(off, label(&Case { fresh: &["analytics"], ..FIRST }));
}

#[test]
fn says_who_what_for_and_under_what() {
    for tag in TAGS {
        let messages = &spoken(tag);
        let case = Case { tag, ..FIRST };
        let plain = Disclosure { controller: Controller::default(), ..disclosure() };
        let first = html_of(notice, &case, &plain);
        let known = |id| messages.known(id).unwrap().title;
        let parts =
            ["shop.example", known("identity"), known("analytics"), messages.basic(), messages.worse()];
        for part in parts.into_iter().chain(["3.1", "180 days"]) {
            assert!(first.contains(&escaped(part)), "{tag}: {part}");
        }
        assert!(first.contains("href=\"/privacy\""));
        assert!(!first.contains(known("marketing")), "only what is asked");
        let second = html_of(settings, &case, &Disclosure { controller: disclosure().controller, ..plain });
        for part in ["3.1", "1 January 2026", "15 days", "a@b.example", "Ess &amp; Co", "Another"] {
            assert!(second.contains(part), "{part}");
        }
        assert!(
            tag == "fr" || second.contains("<span lang=\"fr\">un an</span>"),
            "a text in another language says so"
        );
        for html in [first, second.replace("{contact}", ""), html_of(way_back, &case, &disclosure())] {
            assert!(!html.contains('{'), "every place is filled: {html}");
            assert!(html.contains(&format!("dir=\"{}\" lang=\"{tag}\"", messages.direction())));
        }
    }
}

#[test]
fn without_a_statement_nothing_is_claimed() {
    let html = html_of(notice, &FIRST, &Disclosure::default().completed());
    assert!(html.contains(spoken("en").statement_missing()) && !html.contains("<a "));
}

#[test]
fn third_parties_are_counted_and_led_to() {
    let count = |html: &str| html.contains("data-menshen=\"services\"");
    let first = html(notice, &FIRST);
    assert!(first.contains("See the 1 third-party service involved") && count(&first));
    let own = Service { is_third_party: false, ..disclosure().services.remove(0) };
    assert!(!count(&html_of(notice, &FIRST, &Disclosure { services: vec![own], ..disclosure() })));
}

#[test]
fn what_has_changed_is_said_where_it_is_asked_again() {
    let mut disclosure = disclosure();
    for purpose in &mut disclosure.purposes {
        purpose.change = Some(Localized::One("More is counted.".into()));
    }
    let case = Case { fresh: &["analytics"], changed: &["analytics"], ..FIRST };
    assert!(html_of(notice, &case, &disclosure).contains("What has changed: More is counted."));
    assert!(!html_of(notice, &FIRST, &disclosure).contains("More is counted."));
    let second = html_of(settings, &case, &disclosure);
    assert!(second.contains(">Changed<") && !second.contains(">New<"));
}

#[test]
fn a_signal_of_the_browsers_is_said_to_be_honoured() {
    let case = Case { has_signal: true, granted: &["analytics"], ..FIRST };
    for draw in [notice as fn(&View<'_>) -> Markup, settings] {
        let told = html(draw, &case);
        assert!(told.contains("these stay off: Remember me and Personalisation and Advertising."), "{told}");
        assert!(!html(draw, &FIRST).contains("Global Privacy Control"));
    }
}

#[test]
fn choices_are_shown_with_what_can_be_done_about_them() {
    let none = html(settings, &FIRST);
    assert!(none.contains("No choice of yours is recorded.") && !none.contains("data-menshen=\"export\""));
    let case = Case { granted: &["analytics"], is_answered: true, ..FIRST };
    let some = html(settings, &case);
    for part in [
        "Usage analysis: Allowed",
        "Remember me: Not answered",
        "Advertising: Refused",
        "Recorded on 2 May, in the notice.",
        "Record number: 4711",
        "data-menshen=\"export\"",
        "data-menshen=\"erase\"",
        "data-menshen=\"withdraw\"",
        "data-menshen=\"tags\"",
        "holds until 29 October",
    ] {
        assert!(some.contains(part), "{part}");
    }
}

#[test]
fn a_service_says_what_it_stores_and_has_a_switch_of_its_own() {
    let declared = |name: &str, days, is_first_party| Declared {
        name: name.into(),
        purpose: Some(Localized::One("Counting.".into())),
        days,
        is_first_party,
    };
    let service = Service {
        collects: Some(Localized::One("pages seen".into())),
        declares: vec![
            declared("_a", Some(400), Some(true)),
            declared("_b", Some(0), None),
            declared("_c", None, Some(false)),
        ],
        ..disclosure().services.remove(0)
    };
    let disclosure = Disclosure { services: vec![service], ..disclosure() };
    let second = html_of(settings, &FIRST, &disclosure);
    for part in [
        "Collects: pages seen",
        "<caption>What Ess stores on this device</caption>",
        ">400 days</td>",
        ">until the browser is closed</td>",
        ">not stated</td>",
        ">this site</td>",
        ">a third party</td>",
        "for=\"menshen-service-analytics-s\"",
        "aria-describedby=\"menshen-service-analytics-s-text\" checked=\"\"",
    ] {
        assert!(second.contains(part), "{part}: {second}");
    }
    let table = html_of(declaration::declaration, &FIRST, &disclosure);
    assert!(table.contains("<caption>What Ess stores on this device</caption>") && !table.contains("switch"));
    assert!(!table.contains("Advertising"), "only purposes that have services");
}

#[test]
fn many_services_can_be_searched() {
    let many = |count: usize| Disclosure {
        services: (0..count)
            .map(|place| Service { id: format!("s{place}"), ..disclosure().services.remove(0) })
            .collect(),
        ..disclosure()
    };
    assert!(html_of(settings, &FIRST, &many(services::MANY)).contains("type=\"search\""));
    assert!(!html_of(settings, &FIRST, &many(services::MANY - 1)).contains("type=\"search\""));
}

#[test]
fn a_change_of_the_statement_is_told_of_and_agrees_to_nothing() {
    let next = Next {
        version: "4.0".into(),
        effective_from: "2026-06-01".into(),
        changes: Localized::One("We keep data for a year.".into()),
        url: String::new(),
    };
    let mut disclosure = disclosure();
    assert_eq!(html_of(change::change, &FIRST, &disclosure), "");
    disclosure.statement.next = Some(next);
    let told = html_of(change::change, &FIRST, &disclosure);
    for part in [
        "The privacy statement is going to change",
        "Version 4.0 applies from 1 June.",
        "We keep data for a year.",
        "agrees to nothing",
        "href=\"/privacy\"",
        "data-menshen=\"read\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("accept"));
}

#[test]
fn what_stands_in_place_of_something_held_says_whose_it_is() {
    let html_known =
        html(|view| held::held(view, "Ess <b>", Some("s"), &["analytics".into()], "/still.jpg"), &FIRST);
    for part in [
        "comes from Ess &lt;b&gt;",
        "for: Usage analysis.",
        "data-menshen=\"once\"",
        "data-menshen=\"always\"",
        "Always allow Ess",
        "src=\"/still.jpg\"",
    ] {
        assert!(html_known.contains(part), "{part}");
    }
    let unknown = html(|view| held::held(view, "host.example", None, &[], ""), &FIRST);
    assert!(unknown.contains("once") && !unknown.contains("always") && !unknown.contains("<img"));
}

#[test]
fn the_first_layer_has_the_form_that_the_site_chose() {
    let look = Look {
        layout: "box".into(),
        position: "top-end".into(),
        modal: true,
        theme: "plain".into(),
        scheme: "dark".into(),
    };
    let first = html_of(notice, &FIRST, &Disclosure { look, ..disclosure() });
    assert!(first.starts_with("<dialog class=\"menshen-notice\""), "{first}");
    for part in [
        "data-menshen-theme=\"plain\"",
        "data-menshen-scheme=\"dark\"",
        "data-menshen-layout=\"box\"",
        "data-menshen-position=\"top-end\"",
    ] {
        assert!(first.contains(part), "{part}");
    }
    let plain = html(notice, &FIRST);
    assert!(plain.starts_with("<section") && !plain.contains("data-menshen-theme"));
}
