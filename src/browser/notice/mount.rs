//! Makes elements of the tree. No markup text is ever parsed, so that Trusted Types and a strict content security
//! policy have nothing to object to.

use crate::domain::render::node::Node;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

/// Makes an element, with all that is in it.
///
/// # Errors
/// What the browser throws; the names are ours, so it has no reason to.
pub(crate) fn mount(document: &Document, node: &Node) -> Result<Element, JsValue> {
    make(document, node)?.dyn_into().map_err(JsValue::from)
}

fn make(document: &Document, node: &Node) -> Result<web_sys::Node, JsValue> {
    match node {
        Node::Text(text) => Ok(document.create_text_node(text).into()),
        Node::Element { name, attributes, children } => {
            let element = document.create_element(name)?;
            for (attribute, value) in attributes {
                element.set_attribute(attribute, value)?;
            }
            for child in children {
                element.append_child(&make(document, child)?)?;
            }
            Ok(element.into())
        }
    }
}
