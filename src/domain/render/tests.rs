use super::node::{Node, element, text};
use super::notice::notice;
use super::settings::settings;
use super::*;
use crate::domain::disclosure::{Controller, Disclosure, Localized, Service, Statement};
use crate::domain::text::{en, zh_cn};

fn disclosure() -> Disclosure {
    Disclosure {
        controller: Controller {
            name: "A & B <Ltd>".into(),
            contact: "a@b.example".into(),
            reply_days: Some(15),
        },
        statement: Statement { url: "/privacy".into(), version: "3.1".into(), effective_from: None },
        services: vec![Service {
            id: "s".into(),
            name: "Ess".into(),
            purposes: vec!["analytics".into()],
            policy_url: Some("javascript:alert(1)".into()),
            retention: Some(Localized::One("a year".into())),
            ..Service::default()
        }],
        ..Disclosure::default()
    }
    .completed()
}

fn html(
    draw: impl Fn(&View<'_>) -> Node,
    messages: &'static Messages,
    granted: &[&str],
    fresh: &[&str],
) -> String {
    let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let disclosure = disclosure();
    draw(&View {
        disclosure: &disclosure,
        messages,
        is_page_language: false,
        host: "shop.example",
        granted: &owned(granted),
        asked: &owned(if fresh.is_empty() { &["identity", "analytics"] } else { fresh }),
        fresh: &owned(fresh),
        days: 180,
        kept_until: None,
        effective: None,
    })
    .to_html()
}

#[test]
fn texts_are_escaped_and_links_lead_nowhere_strange() {
    let html = html(settings, &en::MESSAGES, &[], &[]);
    assert!(html.contains("A &amp; B &lt;Ltd&gt;"));
    assert!(!html.contains("javascript:"));
    assert!(html.contains("href=\"/privacy\"") && html.contains("href=\"mailto:a@b.example\""));
    assert_eq!(
        element("a", [], [text("<\"&")]).with("title", "\"<").to_html(),
        "<a title=\"&quot;&lt;\">&lt;&quot;&amp;</a>"
    );
}

#[test]
fn nothing_optional_is_on_before_a_grant() {
    let html = html(settings, &en::MESSAGES, &[], &[]);
    assert_eq!(html.matches(" checked=").count(), 1, "the necessary one");
    assert_eq!(html.matches(" disabled=").count(), 1);
    let some = self::html(settings, &en::MESSAGES, &["analytics"], &[]);
    assert_eq!(some.matches(" checked=").count(), 2);
}

#[test]
fn accept_and_reject_differ_in_nothing_but_their_words() {
    for draw in [notice as fn(&View<'_>) -> Node, settings] {
        let html = html(draw, &en::MESSAGES, &[], &[]);
        let button = |name: &str, label: &str| {
            let start = html.find(&format!("data-menshen=\"{name}\"")).unwrap();
            let open = html[..start].rfind("<button").unwrap();
            let end = open + html[open..].find("</button>").unwrap();
            html[open..end].replace(name, "").replace(label, "")
        };
        assert_eq!(button("accept", "Accept all"), button("reject", "Reject all"));
        assert!(html.find("data-menshen=\"reject\"") < html.find("data-menshen=\"accept\""));
    }
}

#[test]
fn an_answer_asked_again_does_not_say_all() {
    let html = html(notice, &en::MESSAGES, &["identity"], &["analytics"]);
    assert!(!html.contains("Accept all") && html.contains(">Accept<"));
    assert!(html.contains("Usage analysis") && !html.contains("Remember me"));
    assert!(self::html(settings, &en::MESSAGES, &[], &["analytics"]).contains(">New<"));
}

#[test]
fn says_who_what_for_and_under_what() {
    for (messages, expected) in [(&en::MESSAGES, "Reject all"), (&zh_cn::MESSAGES, "全部拒绝")] {
        let html = html(notice, messages, &[], &[]);
        for part in [expected, "3.1", "180", "A &amp; B", messages.basic] {
            assert!(html.contains(part), "{part}");
        }
        assert!(!html.contains('{'), "every place is filled: {html}");
        assert!(!self::html(settings, messages, &[], &[]).contains('{'));
        assert!(html.contains(&format!("lang=\"{}\"", messages.tag)));
    }
}
