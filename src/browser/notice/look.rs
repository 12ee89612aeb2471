//! Style sheets, put into the page in the one way that every content security policy allows.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Document;

/// How the notice looks.
pub(crate) const LOOK: &str = include_str!("notice.css");

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
        let present = self.present();
        if !present.includes(&self.sheet, 0) {
            // A new array, since older browsers freeze the one they give.
            self.adopt(&present.concat(&Array::of1(&self.sheet)));
        }
    }

    fn present(&self) -> Array {
        let sheets = Reflect::get(&self.document, &"adoptedStyleSheets".into());
        sheets.map(|sheets| Array::from(&sheets)).unwrap_or_default()
    }

    fn adopt(&self, sheets: &Array) {
        let _ = Reflect::set(&self.document, &"adoptedStyleSheets".into(), sheets);
    }
}

impl Drop for Style {
    fn drop(&mut self) {
        self.adopt(&self.present().filter(&mut |sheet, _, _| sheet != *self.sheet));
    }
}
