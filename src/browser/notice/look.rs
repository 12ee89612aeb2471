//! Style sheets, put into the page in the one way that every content security policy allows.

use js_sys::{Array, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::Document;

thread_local! {
    /// How the notice looks: `notice.css`. It comes from the script around the module, where text weighs less.
    static LOOK: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Takes the style sheet of the notice.
pub(crate) fn take(css: String) {
    LOOK.with(|look| look.replace(css));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    type Sheet;

    #[wasm_bindgen(constructor, js_class = "CSSStyleSheet", catch)]
    fn new() -> Result<Sheet, JsValue>;

    #[wasm_bindgen(method, js_name = replaceSync, catch)]
    fn replace(this: &Sheet, css: &str) -> Result<(), JsValue>;
}

/// A style sheet, in force as long as this lives.
#[must_use = "the style sheet leaves when this is dropped"]
pub(crate) struct Style {
    document: Document,
    sheet: Sheet,
}

impl Style {
    /// Puts the look of the notice in force; see [`Style::new`].
    pub(crate) fn look(document: &Document) -> Option<Self> {
        LOOK.with(|look| Self::new(document, &look.borrow()))
    }

    /// Puts a style sheet in force. None in browsers that have no constructable ones: a notice without a look still
    /// asks and hears.
    pub(crate) fn new(document: &Document, css: &str) -> Option<Self> {
        let sheet = Sheet::new().ok()?;
        sheet.replace(css).ok()?;
        let style = Self { document: document.clone(), sheet };
        style.keep();
        Some(style)
    }

    /// Writes the style sheet anew.
    pub(crate) fn write(&self, css: &str) {
        let _ = self.sheet.replace(css);
    }

    /// Puts it back where a page has replaced all adopted style sheets by its own.
    pub(crate) fn keep(&self) {
        self.keep_in(&self.document);
    }

    /// Puts it in force in a shadow root of the document, which the document's style sheets do not reach.
    pub(crate) fn keep_in(&self, root: &JsValue) {
        let present = present(root);
        if !present.includes(&self.sheet, 0) {
            // A new array, since older browsers freeze the one they give.
            adopt(root, &present.concat(&Array::of1(&self.sheet)));
        }
    }
}

fn present(root: &JsValue) -> Array {
    let sheets = Reflect::get(root, &"adoptedStyleSheets".into());
    sheets.map(|sheets| Array::from(&sheets)).unwrap_or_default()
}

fn adopt(root: &JsValue, sheets: &Array) {
    let _ = Reflect::set(root, &"adoptedStyleSheets".into(), sheets);
}

impl Drop for Style {
    fn drop(&mut self) {
        // Shadow roots of the page are not held on to: what they have of it says nothing from now on.
        self.write("");
        adopt(&self.document, &present(&self.document).filter(&mut |sheet, _, _| sheet != *self.sheet));
    }
}
