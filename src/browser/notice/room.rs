//! Room for the page around the first layer: what has the focus is never wholly hidden behind it (WCAG 2.4.11), and
//! the end of the page can be scrolled clear of it. Nothing that is seen moves for that.

use crate::browser::notice::guard::{Listener, SizeWatch};
use crate::browser::notice::look::Style;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, DomRect, Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Where a layer may go for as long as that hides less: its own place, the other edge, and from the middle the foot.
const PLACES: [&str; 3] = ["", "menshen-aside", "menshen-below"];

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
        let (above, below) = (layer.top(), f64::from(root.client_height()) - layer.bottom());
        // A layer in the middle leaves no edge to scroll to: it goes aside when it hides what has the focus.
        let (side, covered) = if above > 2.0 * below {
            ("end", f64::from(root.client_height()) - above)
        } else if below > 2.0 * above {
            ("start", layer.bottom())
        } else {
            ("end", 0.0)
        };
        // A whole number: writing fractions costs 4 KB.
        let covered = covered.max(0.0).ceil() as u32;
        // Only where the page scrolls already: a scroll bar that appears would move everything. A margin and not
        // padding, which would shrink a page whose root has a height.
        let is_long = root.scroll_height() > root.client_height();
        let end = if is_long && side == "end" { covered } else { 0 };
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
        // Fixed, in a part that cannot be scrolled further, or behind a layer in the middle: then the layer goes out of
        // the way, and what is behind it there may be scrolled clear of it.
        for place in PLACES {
            if !self.hides(target) {
                return;
            }
            self.put(place);
            if self.hides(target) {
                target.scroll_into_view_with_scroll_into_view_options(&options);
            }
        }
    }

    fn put(&self, place: &str) {
        let classes = self.layer.class_list();
        for other in PLACES.into_iter().filter(|other| !other.is_empty()) {
            let _ = classes.toggle_with_force(other, other == place);
        }
        self.clear();
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
