//! Room for the page around the first layer: what has the focus is never wholly hidden behind it (WCAG 2.4.11), and
//! the end of the page can be scrolled clear of it. Nothing that is seen moves for that.

use crate::browser::notice::guard::{Listener, SizeWatch};
use crate::browser::notice::look::Style;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, DomRect, Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Stands at the top instead of the foot, for as long as that hides less.
const ASIDE: &str = "menshen-aside";

/// Makes room as long as this lives.
#[must_use = "the room is gone when this is dropped"]
pub(crate) struct Room {
    _size: Option<SizeWatch>,
    _focus: Listener,
}

struct Neighbour {
    document: Document,
    layer: Element,
    style: Option<Style>,
}

impl Room {
    /// Makes room for a layer that stands in the page.
    pub(crate) fn new(document: &Document, layer: &Element) -> Self {
        let neighbour = Rc::new(Neighbour {
            document: document.clone(),
            layer: layer.clone(),
            style: Style::new(document, ""),
        });
        neighbour.clear();
        let sized = Rc::clone(&neighbour);
        let focused = neighbour;
        Self {
            _size: SizeWatch::new(layer, move || sized.clear()),
            _focus: Listener::new(document, "focusin", move |event| {
                if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                    focused.show(&target);
                }
            }),
        }
    }
}

impl Neighbour {
    /// Lets the browser scroll to no place behind the layer.
    fn clear(&self) {
        let (Some(style), Some(root)) = (&self.style, self.document.document_element()) else { return };
        let layer = self.layer.get_bounding_client_rect();
        let is_aside = self.layer.class_list().contains(ASIDE);
        let (side, covered) = if is_aside {
            ("start", layer.bottom())
        } else {
            ("end", f64::from(root.client_height()) - layer.top())
        };
        // A whole number: writing fractions costs 4 KB.
        let covered = covered.max(0.0).ceil() as u32;
        // Only where the page scrolls already: a scroll bar that appears would move everything. A margin and not
        // padding, which would shrink a page whose root has a height.
        let is_long = root.scroll_height() > root.client_height();
        let end = if is_long && !is_aside { covered } else { 0 };
        style.write(&format!(
            "@layer menshen{{html{{scroll-padding-block-{side}:{covered}px!important;margin-block-end:{end}px!important}}}}"
        ));
    }

    /// Brings what got the focus into sight.
    fn show(&self, target: &Element) {
        if self.layer.contains(Some(target)) || !self.hides(target) {
            return;
        }
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        target.scroll_into_view_with_scroll_into_view_options(&options);
        // Fixed, or in a part that cannot be scrolled further: then the layer goes out of the way.
        if self.hides(target) {
            let _ = self.layer.class_list().toggle(ASIDE);
            self.clear();
        }
    }

    fn hides(&self, target: &Element) -> bool {
        let (behind, layer): (DomRect, DomRect) =
            (target.get_bounding_client_rect(), self.layer.get_bounding_client_rect());
        let has_size = behind.width() > 0.0 && behind.height() > 0.0;
        has_size
            && behind.top() >= layer.top()
            && behind.bottom() <= layer.bottom()
            && behind.left() >= layer.left()
            && behind.right() <= layer.right()
    }
}
