//! Makes elements of markup. No text is ever parsed as markup, so that Trusted Types and a strict content security
//! policy have nothing to object to.

use crate::domain::render::markup::{Markup, Step};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

/// Makes an element, with all that is in it.
///
/// # Errors
/// What the browser throws; the names are ours, so it has no reason to.
pub(crate) fn mount(document: &Document, markup: &Markup) -> Result<Element, JsValue> {
    let mut open: Vec<Element> = Vec::new();
    for step in markup.steps() {
        match (step, open.last()) {
            (Step::Open(name), parent) => {
                let element = document.create_element(name)?;
                if let Some(parent) = parent {
                    parent.append_child(&element)?;
                }
                open.push(element);
            }
            (Step::Attribute(name, value), Some(element)) => element.set_attribute(name, value)?,
            (Step::Text(text), Some(element)) => {
                element.append_child(&document.create_text_node(text))?;
            }
            (Step::Close, Some(_)) if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
    }
    let root = open.pop().ok_or("no markup")?;
    // A copy that a page makes has this no more: see `js/notice/ours.js`.
    Reflect::set(&root, &"menshen".into(), &JsValue::TRUE)?;
    Ok(root)
}
