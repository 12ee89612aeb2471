//! The notice's style sheet, put into the page in the one way that every content security policy allows.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Document;

const CSS: &str = include_str!("notice.css");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = CSSStyleSheet)]
    type Sheet;

    #[wasm_bindgen(constructor, js_class = "CSSStyleSheet", catch)]
    fn new() -> Result<Sheet, JsValue>;

    #[wasm_bindgen(method, js_name = replaceSync, catch)]
    fn replace(this: &Sheet, css: &str) -> Result<(), JsValue>;
}

/// The style sheet, in force as long as this lives.
#[must_use = "the style sheet leaves when this is dropped"]
pub(crate) struct Look {
    document: Document,
    sheet: Sheet,
}

impl Look {
    /// Puts the style sheet in force.
    ///
    /// # Errors
    /// What the browser throws where it has no constructable style sheets.
    pub(crate) fn new(document: &Document) -> Result<Self, JsValue> {
        let sheet = Sheet::new()?;
        sheet.replace(CSS)?;
        sheets(document)?.push(&sheet);
        Ok(Self { document: document.clone(), sheet })
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Ok(present) = sheets(&self.document) {
            let left = present.filter(&mut |sheet, _, _| sheet != *self.sheet);
            let _ = Reflect::set(&self.document, &"adoptedStyleSheets".into(), &left);
        }
    }
}

fn sheets(document: &Document) -> Result<Array, JsValue> {
    Ok(Reflect::get(document, &"adoptedStyleSheets".into())?.unchecked_into())
}
