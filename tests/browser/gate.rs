//! The gate's one export inside an engine: text goes in and comes back as it is, and what it calls may call it again.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a suite of its own, which clippy does not take for a test")]

use js_sys::{Function, Reflect};
use menshen_core::api::gate::call;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Puts a function where the gate says its answers; it collects them, and calls the gate in the midst of each.
fn listen() {
    let again = Closure::<dyn Fn(String) -> bool>::new(|text: String| call(&text)).into_js_value();
    let code = "globalThis.said = []; globalThis.again = []; \
        globalThis.menshenSay = (text) => { said.push(text); globalThis.again.push(call('s')); }";
    Function::new_with_args("call", code).call1(&JsValue::NULL, &again).unwrap();
}

fn js(code: &str) -> String {
    let value = Function::new_no_args(&format!("return String({code})")).call0(&JsValue::NULL).unwrap();
    value.as_string().unwrap()
}

#[wasm_bindgen_test]
fn it_answers_in_text_of_any_language() {
    listen();
    assert!(call("i\u{1f}shop.example"));
    assert!(call("p"));
    assert!(call("c\u{1f}name=门神 🏮; path=/"));
    assert_eq!(js("said.at(-1)"), "name=门神 🏮; path=/");
    assert!(!call("j\u{1f}www.google-analytics.com\u{1f}/\u{1f}"));
    assert!(call("j\u{1f}other.example\u{1f}/\u{1f}"));
}

#[wasm_bindgen_test]
fn called_in_the_midst_of_an_answer_it_answers_nothing_and_goes_on() {
    listen();
    call("i\u{1f}shop.example");
    assert!(call("s"));
    assert_eq!(js("again.includes(true)"), "false");
    assert!(call("s"));
    assert!(Reflect::has(&js_sys::global(), &"said".into()).unwrap());
}
