//! The notice in a page: where it stands, what it tells the gate, and where it leaves the focus.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a suite of its own, which clippy does not take for a test"
)]

use js_sys::{Array, Function, JSON, Promise};
use menshen_core::api::notice::{answered, explain, failed, hide, language, look as take_look, show, update};
use menshen_core::browser::notice::protocol::Door;
use menshen_core::domain::policy::shape::BUILT_IN;
use menshen_core::domain::text::words::{KNOWN, NAMES};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

thread_local! {
    /// What went through the door, one list a call: its name, then its arguments.
    static CALLS: Array = Array::new();
    /// One door for all tests, that writes down what goes through it.
    static DOOR: JsValue = {
        let door = Function::new_with_args(
            "calls",
            "return new Proxy({}, { get: (_, name) => (...rest) => { calls.push([name, ...rest]) } })",
        );
        CALLS.with(|calls| door.call1(&JsValue::NULL, calls).unwrap())
    };
}

const POLICY: &str = r#"{
  "controller": { "name": "The <Lantern>", "contact": "mailto:privacy@lantern.example", "replyDays": 15 },
  "statement": { "url": "/privacy", "version": "3.1", "effectiveFrom": "2026-01-01" },
  "services": [{ "id": "alpha", "name": "Alpha", "purposes": ["analytics"], "policyUrl": "javascript:alert(1)" }]
}"#;

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).unwrap()
}

fn control(name: &str) -> HtmlElement {
    find(&format!("[data-menshen={name}]")).unwrap_or_else(|| panic!("no {name}")).unchecked_into()
}

fn switch(purpose: &str) -> HtmlInputElement {
    find(&format!("input[value={purpose}]")).unwrap_or_else(|| panic!("no {purpose}")).unchecked_into()
}

fn focused() -> Element {
    document().active_element().unwrap()
}

/// A snapshot: `more` are further fields, or others in place of the usual ones.
fn snapshot(more: &str) -> JsValue {
    let usual = JSON::parse(&format!(
        r#"{{ "policy": {POLICY}, "host": "shop.example", "pageLanguages": ["en"],
             "purposes": {{ "necessary": "granted", "identity": "undecided", "analytics": "undecided",
                            "personalization": "undecided", "marketing": "undecided" }},
             "ask": ["identity", "analytics", "personalization", "marketing"], "fresh": [],
             "decided": null, "expires": null, "kept": 180, "button": false }}"#
    ));
    let usual = js_sys::Object::from(usual.unwrap());
    let all = js_sys::Object::assign(&usual, &JSON::parse(&format!("{{{more}}}")).unwrap().into());
    let get = |key: &str| js_sys::Reflect::get(&all, &key.into()).unwrap();
    let wanted = Array::from(&get("pageLanguages")).iter().filter_map(|tag| tag.as_string()).collect();
    let tag = language(get("policy"), wanted).unwrap();
    js_sys::Reflect::set(&all, &"words".into(), &words(&tag)).unwrap();
    all.into()
}

/// What the notice says in a language, as its file brings it.
fn words(tag: &str) -> JsValue {
    let file = match tag {
        "en" => include_str!("../../src/domain/text/languages/en.json"),
        "fr" => include_str!("../../src/domain/text/languages/fr.json"),
        "zh-CN" => include_str!("../../src/domain/text/languages/zh-CN.json"),
        "zh-TW" => include_str!("../../src/domain/text/languages/zh-TW.json"),
        other => panic!("no test speaks {other}"),
    };
    let all = JSON::parse(file).unwrap();
    let known = BUILT_IN.iter().flat_map(|known| KNOWN.map(|key| format!("known.{}.{key}", known.id)));
    let texts: Array = NAMES
        .iter()
        .map(ToString::to_string)
        .chain(known)
        .map(|name| {
            let value = name.split('.').fold(all.clone(), |value, key| {
                js_sys::Reflect::get(&value, &key.into()).unwrap_or(JsValue::UNDEFINED)
            });
            let other = js_sys::Reflect::get(&value, &"other".into()).unwrap_or(JsValue::UNDEFINED);
            if value.is_string() { value } else { other.as_string().unwrap_or_default().into() }
        })
        .collect();
    let words = js_sys::Object::new();
    js_sys::Reflect::set(&words, &"language".into(), &tag.into()).unwrap();
    js_sys::Reflect::set(&words, &"texts".into(), &texts).unwrap();
    words.into()
}

/// Begins anew with a page that has something to read, and shows a layer.
fn shown(layer: &str, more: &str) {
    hide().unwrap();
    let body = document().body().unwrap();
    if let Some(old) = find("#page") {
        old.remove();
    }
    let page = document().create_element("main").unwrap();
    page.set_id("page");
    page.set_inner_html("<h1>A page</h1><a id='reading' href='#reading'>where the reader is</a>");
    body.append_child(&page).unwrap();
    if let Ok(element) = focused().dyn_into::<HtmlElement>() {
        element.blur().unwrap();
    }
    again(layer, more);
}

fn again(layer: &str, more: &str) {
    take_look(include_str!("../../src/browser/notice/notice.css").into());
    CALLS.with(|calls| calls.set_length(0));
    show(layer, snapshot(more), DOOR.with(|door| door.clone().unchecked_into::<Door>())).unwrap();
}

/// Everything that went through the door, as JSON.
fn calls() -> String {
    String::from(JSON::stringify(&CALLS.with(Array::clone)).unwrap())
}

/// Clicks and returns what went through the door then, as JSON.
fn click(name: &str) -> String {
    CALLS.with(|calls| calls.set_length(0));
    control(name).click();
    calls()
}

/// Waits for an event of an element; it is listened to at once.
fn event(target: &Element, name: &str) -> JsFuture {
    let listen = "return new Promise((heard) => it.addEventListener(name, heard, { once: true }))";
    let promise =
        Function::new_with_args("it, name", listen).call2(&JsValue::NULL, target, &name.into()).unwrap();
    promise.unchecked_into::<Promise>().into()
}

/// Reads how an element is drawn.
fn look(selector: &str, property: &str) -> String {
    let read = Function::new_with_args("it, name", "return getComputedStyle(it).getPropertyValue(name)");
    let value = read.call2(&JsValue::NULL, &find(selector).unwrap(), &property.into()).unwrap();
    value.as_string().unwrap()
}

#[wasm_bindgen_test]
fn stands_first_and_takes_no_focus() {
    shown("notice", "");
    let notice = find(".menshen-notice").unwrap();
    assert!(document().body().unwrap().first_element_child().unwrap().contains(Some(&notice)));
    assert_eq!(focused().local_name(), "body");
    assert_eq!(calls(), r#"[["shown","notice"]]"#);
    let name = notice.get_attribute("aria-labelledby").and_then(|id| document().get_element_by_id(&id));
    assert!(name.is_some_and(|heading| !heading.text_content().unwrap().is_empty()));
    for said in ["The <Lantern>", "3.1", "180"] {
        assert!(notice.text_content().unwrap().contains(said), "{said}");
    }
    assert!(document().query_selector_all(".menshen-notice [style]").unwrap().length() == 0);
    hide().unwrap();
    assert!(find(".menshen-notice").is_none());
}

#[wasm_bindgen_test]
fn each_button_tells_the_gate_once() {
    shown("notice", "");
    assert_eq!(click("reject"), r#"[["rejectAll","notice",false,"en"]]"#);
    shown("notice", r#""pageLanguages": ["zh-Hans"]"#);
    assert_eq!(click("accept"), r#"[["acceptAll","notice",false,"zh-CN"]]"#);
    shown("notice", "");
    assert_eq!(click("settings"), r#"[["open",""]]"#);
}

#[wasm_bindgen_test]
fn asked_again_it_answers_only_what_is_asked() {
    shown("notice", r#""ask": ["marketing"], "fresh": ["marketing"]"#);
    assert_eq!(click("reject"), r#"[["decide",{"marketing":false},"notice",false,"en"]]"#);
    shown("notice", r#""ask": ["marketing"], "fresh": ["marketing"]"#);
    assert!(!control("accept").text_content().unwrap().contains("all"));
    assert_eq!(click("accept"), r#"[["decide",{"marketing":true},"notice",false,"en"]]"#);
}

#[wasm_bindgen_test]
fn accept_and_reject_are_drawn_alike() {
    for layer in ["notice", "settings"] {
        shown(layer, "");
        for property in ["font", "color", "background-color", "border", "opacity", "min-height", "padding"] {
            let other = if layer == "notice" { "settings" } else { "save" };
            let [accept, reject, other] = ["accept", "reject", other]
                .map(|name| look(&format!(".menshen-{layer} [data-menshen={name}]"), property));
            assert_eq!(accept, reject, "{layer}: {property}");
            assert_eq!(accept, other, "{layer}: {property}");
        }
        assert!(control("accept").offset_height() >= 44, "{layer}");
    }
    hide().unwrap();
}

#[wasm_bindgen_test]
fn no_rule_of_the_page_reaches_it() {
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(
        "* { all: unset } section, dialog { display: none } button { font-size: 40px !important; opacity: 0 !important }",
    ));
    document().head().unwrap().append_child(&style).unwrap();
    shown("notice", "");
    assert_ne!(look(".menshen-notice", "display"), "none");
    assert_eq!(look(".menshen-notice", "position"), "fixed");
    assert_eq!(look("[data-menshen=accept]", "opacity"), "1");
    assert_eq!(look("[data-menshen=accept]", "font-size"), "16px");
    again("settings", "");
    let dialog = find(".menshen-settings").unwrap();
    dialog.remove_attribute("open").unwrap();
    assert_eq!(look(".menshen-settings", "display"), "none", "closed is closed");
    dialog.set_attribute("open", "").unwrap();
    style.remove();
    hide().unwrap();
}

#[wasm_bindgen_test]
fn settings_begin_with_nothing_granted_and_the_heading() {
    shown(
        "settings",
        r#""purposes": { "necessary": "granted", "identity": "denied", "marketing": "granted" }"#,
    );
    assert_eq!(focused().local_name(), "h2");
    assert!(switch("necessary").checked() && switch("necessary").disabled());
    assert!(switch("marketing").checked(), "what was granted is on");
    for purpose in ["identity", "analytics", "personalization"] {
        assert!(!switch(purpose).checked(), "{purpose}");
    }
    assert!(find("a[href^=javascript]").is_none());
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_switch_takes_along_what_it_must() {
    shown("settings", "");
    switch("personalization").click();
    assert!(switch("analytics").checked(), "what it requires goes on");
    assert!(!switch("marketing").checked());
    switch("analytics").click();
    assert!(!switch("personalization").checked(), "what depends on it goes off");
    switch("identity").click();
    let expected = r#"[["decide",{"identity":true,"analytics":false,"personalization":false,"marketing":false},"settings",false,"en"]]"#;
    assert_eq!(click("save"), expected);
    hide().unwrap();
}

#[wasm_bindgen_test]
fn what_changes_elsewhere_is_seen() {
    shown("settings", "");
    update(snapshot(
        r#""purposes": { "necessary": "granted", "analytics": "granted", "marketing": "denied" }"#,
    ))
    .unwrap();
    assert!(switch("analytics").checked() && !switch("marketing").checked());
    hide().unwrap();
}

#[wasm_bindgen_test]
async fn closing_decides_nothing() {
    shown("settings", "");
    switch("marketing").click();
    let dialog = find(".menshen-settings").unwrap();
    let closed = event(&dialog, "close");
    assert_eq!(click("close"), "[]");
    closed.await.unwrap();
    assert_eq!(calls(), r#"[["closed","settings"]]"#);
    assert!(find(".menshen-settings").is_none());
    assert_ne!(focused().local_name(), "body");
}

#[wasm_bindgen_test]
fn the_focus_goes_back_to_the_reader() {
    for layer in ["notice", "settings"] {
        shown("notice", "");
        find("#reading").unwrap().unchecked_into::<HtmlElement>().focus().unwrap();
        again(layer, "");
        control("reject").focus().unwrap();
        click("reject");
        hide().unwrap();
        assert_eq!(focused().id(), "reading", "{layer}");
    }
}

#[wasm_bindgen_test]
fn without_a_reader_the_focus_goes_where_reading_starts() {
    shown("notice", "");
    // Where the reader was is no longer there.
    let gone = find("#reading").unwrap().unchecked_into::<HtmlElement>();
    gone.focus().unwrap();
    gone.remove();
    control("reject").focus().unwrap();
    click("reject");
    hide().unwrap();
    assert_eq!(focused().id(), "page");
    focused().unchecked_into::<HtmlElement>().blur().unwrap();
    assert!(!find("#page").unwrap().has_attribute("tabindex"), "the page is left as it was");
}

#[wasm_bindgen_test]
fn drawing_the_same_again_moves_nothing() {
    shown("notice", "");
    let before = find(".menshen-notice").unwrap();
    control("accept").focus().unwrap();
    again("notice", "");
    assert!(find(".menshen-notice").unwrap().is_same_node(Some(&before)));
    assert_eq!(focused().get_attribute("data-menshen").as_deref(), Some("accept"));
    hide().unwrap();
}

#[wasm_bindgen_test]
async fn back_from_the_settings_the_button_that_opened_them_has_the_focus() {
    for (layer, more) in [("notice", ""), ("button", r#""ask": [], "button": true"#)] {
        shown(layer, more);
        control("settings").focus().unwrap();
        assert_eq!(click("settings"), r#"[["open",""]]"#);
        again("settings", more);
        let closed = event(&find(".menshen-settings").unwrap(), "close");
        control("close").click();
        closed.await.unwrap();
        again(layer, more);
        assert_eq!(focused().get_attribute("data-menshen").as_deref(), Some("settings"), "{layer}");
    }
}

#[wasm_bindgen_test]
fn a_layer_that_left_hears_nothing() {
    shown("notice", "");
    let button = control("accept");
    hide().unwrap();
    CALLS.with(|calls| calls.set_length(0));
    button.click();
    assert_eq!(calls(), "[]");
}

#[wasm_bindgen_test]
fn what_became_of_the_answer_is_said() {
    let said = || {
        let all = document().query_selector_all("[role=status]").unwrap();
        (0..all.length()).filter_map(|place| all.item(place)?.text_content()).collect::<String>()
    };
    shown("notice", "");
    click("reject");
    assert_eq!(said(), "", "nothing, before the gate has answered");
    failed("not-ready");
    assert!(said().contains("not-ready"), "{}", said());
    assert!(find(".menshen-notice").is_some(), "it can be tried again");
    click("reject");
    hide().unwrap();
    assert!(!said().is_empty() && !said().contains("not-ready"), "{}", said());
}

#[wasm_bindgen_test]
fn an_answer_that_is_kept_closes_the_layer() {
    shown("settings", r#""ask": []"#);
    CALLS.with(|calls| calls.set_length(0));
    answered().unwrap();
    assert!(find(".menshen-settings").is_some(), "nothing was answered");
    click("save");
    CALLS.with(|calls| calls.set_length(0));
    answered().unwrap();
    assert!(find(".menshen-settings").is_none());
    assert_eq!(calls(), r#"[["closed","settings"]]"#);
}

#[wasm_bindgen_test]
fn the_way_back_leads_to_the_settings() {
    shown("notice", r#""button": true"#);
    click("reject");
    hide().unwrap();
    let button = find("button.menshen-button").unwrap();
    assert!(button.unchecked_into::<HtmlElement>().offset_height() >= 44);
    assert_eq!(look(".menshen-way-back", "position"), "fixed");
    assert_eq!(click("settings"), r#"[["open",""]]"#);
    again("notice", "");
    hide().unwrap();
    assert!(find(".menshen-button").is_none());
}

#[wasm_bindgen_test]
fn one_style_sheet_is_enough() {
    let count =
        || Array::from(&js_sys::Reflect::get(&document(), &"adoptedStyleSheets".into()).unwrap()).length();
    shown("notice", "");
    let before = count();
    shown("settings", "");
    shown("notice", "");
    assert_eq!(count(), before);
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_broken_policy_is_explained_in_words() {
    // As `js/tape.js` writes {"controler": {}}.
    let errors = explain(&["{", ":controler", "{", "}", "}"].join("\u{1f}"));
    for part in ["unknown-key", "controler", "did you mean \"controller\"?", "missing-key"] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    assert_eq!(explain(""), explain("n"), "no policy at all is one fault");
}

#[wasm_bindgen_test]
fn what_has_the_focus_is_never_behind_it() {
    let is_behind = |it: &Element| {
        let (it, notice) =
            (it.get_bounding_client_rect(), find(".menshen-notice").unwrap().get_bounding_client_rect());
        let is_within = it.left() >= notice.left() && it.right() <= notice.right();
        is_within && it.top() >= notice.top() && it.bottom() <= notice.bottom()
    };
    shown("notice", "");
    let page = find("#page").unwrap();
    // The end of a long page, and a bar that stands where the notice stands.
    page.set_inner_html(
        "<div id='long'></div><a id='end' href='#end'>end</a><nav id='bar'><a id='fixed' href='#bar'>bar</a></nav>",
    );
    let style = "#long { height: 3000px } #bar { position: fixed; bottom: 30px; inset-inline: 0; text-align: center }";
    let sheet = document().create_element("style").unwrap();
    sheet.set_text_content(Some(style));
    page.append_child(&sheet).unwrap();
    again("button", "");
    again("notice", "");
    for id in ["end", "fixed", "end"] {
        let it = find(&format!("#{id}")).unwrap();
        it.unchecked_ref::<HtmlElement>().focus().unwrap();
        assert!(!is_behind(&it), "{id}");
    }
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_page_that_fits_stays_as_it_was() {
    hide().unwrap();
    let root = document().document_element().unwrap();
    let measure = || {
        let main = find("#page").unwrap().get_bounding_client_rect();
        (root.client_width(), root.scroll_height(), main.top() as i32, main.width() as i32)
    };
    shown("button", "");
    hide().unwrap();
    let before = measure();
    let is_long = root.scroll_height() > root.client_height();
    again("notice", "");
    let during = measure();
    assert_eq!((during.0, during.2, during.3), (before.0, before.2, before.3), "nothing moves");
    assert!(is_long || during.1 == before.1, "no scroll bar comes");
    again("settings", "");
    assert_eq!(measure().0, before.0, "not behind the settings either");
    hide().unwrap();
    assert_eq!(measure(), before);
}

#[wasm_bindgen_test]
fn a_policy_in_one_language_is_not_mixed_with_another() {
    let policy = |tag: &str| {
        format!(
            r#""pageLanguages": ["en", "zh-CN"], "ask": ["p"], "purposes": {{ "p": "undecided" }},
               "policy": {{ "controller": {{ "name": "N", "contact": "C" }},
                            "statement": {{ "url": "/s", "version": "1" }},
                            "purposes": [{{ "id": "p", "title": {{ "{tag}": "T" }}, "description": "D" }}] }}"#
        )
    };
    for (tag, expected) in [("zh-Hans", "全部拒绝"), ("en-GB", "Reject all")] {
        shown("notice", &policy(tag));
        assert_eq!(control("reject").text_content().unwrap(), expected);
        assert!(find(".menshen-notice [lang]").is_none());
    }
    shown("notice", &policy("eo"));
    assert_eq!(find(".menshen-notice li [lang=eo]").unwrap().text_content().unwrap(), "T");
    hide().unwrap();
}

#[wasm_bindgen_test]
fn says_its_language_where_the_page_speaks_another() {
    let root = document().document_element().unwrap();
    for (page, expected) in [("en-GB", None), ("eo", Some("en")), ("zh-Hant", None), ("fr", None)] {
        root.set_attribute("lang", page).unwrap();
        shown("notice", &format!(r#""pageLanguages": ["{page}", "en"]"#));
        assert_eq!(find(".menshen-notice").unwrap().get_attribute("lang").as_deref(), expected, "{page}");
    }
    root.remove_attribute("lang").unwrap();
    hide().unwrap();
}

#[wasm_bindgen_test]
fn days_and_dates_are_written_as_the_reader_writes_them() {
    let text = |selector| find(selector).unwrap().text_content().unwrap();
    shown("notice", r#""kept": 1"#);
    assert!(text(".menshen-notice").contains("1 day,"), "{}", text(".menshen-notice"));
    shown(
        "settings",
        r#""pageLanguages": ["en-GB"], "decided": "2026-03-04T12:00:00.000Z", "expires": "2027-03-04T12:00:00.000Z""#,
    );
    for said in ["1 January 2026", "4 March 2027", "15 days"] {
        assert!(text(".menshen-settings").contains(said), "{said}: {}", text(".menshen-settings"));
    }
    // Tags that no browser knows.
    shown("settings", r#""pageLanguages": ["en-x", "en_US"]"#);
    assert!(text(".menshen-settings").contains("2026"));
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_grant_by_another_hand_is_sent_back() {
    shown("notice", "");
    click("accept");
    failed("needs-visitor");
    let message = find(".menshen-notice .menshen-message").unwrap();
    assert!(message.text_content().unwrap().contains("your own hand"));
    assert!(!message.text_content().unwrap().contains("needs-visitor"));
    CALLS.with(|calls| calls.set_length(0));
    answered().unwrap();
    assert_eq!(calls(), "[]", "what failed is no answer");
    assert!(find(".menshen-notice").is_some());
    assert_eq!(click("reject"), r#"[["rejectAll","notice",false,"en"]]"#);
    assert_eq!(message.text_content().unwrap(), "", "a new try, a new message");
    hide().unwrap();
}

#[wasm_bindgen_test]
fn what_a_switch_took_along_is_said() {
    let said = || find(".menshen-settings .menshen-message").unwrap().text_content().unwrap();
    shown("settings", "");
    switch("personalization").click();
    assert!(said().contains("switched on") && said().contains("Usage analysis"), "{}", said());
    switch("analytics").click();
    assert!(said().contains("switched off") && said().contains("Personalisation"), "{}", said());
    switch("marketing").click();
    assert_eq!(said(), "");
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_change_elsewhere_leaves_alone_what_the_visitor_moved() {
    shown("settings", "");
    switch("marketing").focus().unwrap();
    switch("marketing").click();
    let more = r#""purposes": { "necessary": "granted", "identity": "granted", "analytics": "undecided",
                                "personalization": "undecided", "marketing": "undecided" }"#;
    update(snapshot(more)).unwrap();
    assert!(switch("marketing").checked() && switch("identity").checked());
    again("settings", more);
    assert!(switch("marketing").checked(), "nor does the same layer again");
    assert_eq!(focused().local_name(), "input");
    hide().unwrap();
}

#[wasm_bindgen_test]
fn comes_back_to_a_page_that_was_emptied() {
    shown("notice", "");
    // As a router does that replaces the body.
    for ours in [".menshen-notice", ".menshen-status"] {
        find(ours).unwrap().remove();
    }
    again("notice", "");
    assert!(find("body > .menshen-notice").is_some());
    assert!(find("body > .menshen-status").is_some());
    let sheets = Array::new();
    js_sys::Reflect::set(&document(), &"adoptedStyleSheets".into(), &sheets).unwrap();
    again("notice", "");
    assert_eq!(look(".menshen-notice", "position"), "fixed", "with its look");
    hide().unwrap();
}

#[wasm_bindgen_test]
fn a_snapshot_of_another_form_is_refused_without_harm() {
    let door = || DOOR.with(|door| door.clone().unchecked_into::<Door>());
    assert!(show("elsewhere", snapshot(""), door()).is_err());
    for odd in [JsValue::UNDEFINED, JsValue::from(3), JsValue::from("x"), js_sys::Object::new().into()] {
        show("notice", odd, door()).unwrap();
        assert!(find(".menshen-notice").is_some());
        hide().unwrap();
    }
}
