use super::markup::Markup;
use super::notice::{notice, way_back};
use super::settings::settings;
use super::*;
use crate::domain::disclosure::{Controller, Disclosure, Service, Statement};
use crate::domain::localized::Localized;
use crate::domain::text::{ALL, en, zh_cn};

fn disclosure() -> Disclosure {
    Disclosure {
        controller: Controller {
            name: "A & B <Ltd> {contact}".into(),
            contact: "a@b.example".into(),
            reply_days: Some(15),
        },
        statement: Statement { url: "/privacy".into(), version: "3.1".into(), effective_from: None },
        services: vec![Service {
            id: "s".into(),
            name: "Ess".into(),
            purposes: vec!["analytics".into()],
            provider: Some("Ess & Co".into()),
            policy_url: Some("javascript:alert(1)".into()),
            retention: Some(Localized::Many(vec![("fr".into(), "un an".into())])),
            shares_with: vec!["Other".into(), "Another".into()],
        }],
        ..Disclosure::default()
    }
    .completed()
}

struct Case {
    messages: &'static Messages,
    granted: &'static [&'static str],
    fresh: &'static [&'static str],
}

const FIRST: Case = Case { messages: &en::MESSAGES, granted: &[], fresh: &[] };

fn html(draw: fn(&View<'_>) -> Markup, case: &Case) -> String {
    html_of(draw, case, &disclosure())
}

fn html_of(draw: fn(&View<'_>) -> Markup, case: &Case, disclosure: &Disclosure) -> String {
    let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    draw(&View {
        disclosure,
        messages: case.messages,
        is_page_language: false,
        host: "shop.example",
        granted: case.granted,
        asked: &owned(if case.fresh.is_empty() { &["identity", "analytics"] } else { case.fresh }),
        fresh: &owned(case.fresh),
        kept: "180 days".into(),
        kept_until: None,
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
        assert_eq!(html.matches(" checked=").count(), on, "{granted:?}");
        assert_eq!(html.matches(" disabled=").count(), 1, "the necessary one alone");
        assert_eq!(html.matches("role=\"switch\"").count(), 5);
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
    for messages in ALL {
        let case = Case { messages, ..FIRST };
        let answers = [("reject", messages.reject), ("accept", messages.accept)];
        check(&html(notice, &case), &[answers[0], answers[1], ("settings", messages.choose)]);
        check(&html(settings, &case), &[answers[0], answers[1], ("save", messages.save)]);
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
    for messages in [&en::MESSAGES, &zh_cn::MESSAGES] {
        let case = Case { messages, ..FIRST };
        let plain = Disclosure { controller: Controller::default(), ..disclosure() };
        let first = html_of(notice, &case, &plain);
        let known = |id| messages.known(id).unwrap().title;
        let parts = ["shop.example", known("identity"), known("analytics"), messages.basic, messages.worse];
        for part in parts.into_iter().chain(["3.1", "180 days", "href=\"/privacy\""]) {
            assert!(first.contains(part), "{part}");
        }
        assert!(!first.contains(known("marketing")), "only what is asked");
        let second = html_of(settings, &case, &Disclosure { controller: disclosure().controller, ..plain });
        for part in ["3.1", "1 January 2026", "15 days", "a@b.example", "Ess &amp; Co", "Another"] {
            assert!(second.contains(part), "{part}");
        }
        assert!(second.contains("<span lang=\"fr\">un an</span>"), "a text in another language says so");
        for html in [first, second.replace("{contact}", ""), html_of(way_back, &case, &disclosure())] {
            assert!(!html.contains('{'), "every place is filled: {html}");
            assert!(html.contains(&format!("dir=\"ltr\" lang=\"{}\"", messages.tag)));
        }
    }
}

#[test]
fn without_a_statement_nothing_is_claimed() {
    let html = html_of(notice, &FIRST, &Disclosure::default().completed());
    assert!(html.contains(en::MESSAGES.statement_missing) && !html.contains("<a "));
}
