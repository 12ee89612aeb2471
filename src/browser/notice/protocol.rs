//! What passes between the gate and the notice; `js/handle.js` is the other side.

use crate::domain::disclosure::Disclosure;
use crate::domain::localized::Pairs;
use crate::domain::tree::Tree;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the gate knows, at the moment something is to be shown.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    /// The policy as the visitor reads it.
    pub(crate) disclosure: Rc<Disclosure>,
    pub(crate) host: String,
    /// The page's language first, then the visitor's.
    pub(crate) page_languages: Vec<String>,
    /// How each purpose stands.
    pub(crate) purposes: Pairs,
    pub(crate) ask: Vec<String>,
    pub(crate) fresh: Vec<String>,
    /// Until when the present answer counts, ISO 8601.
    pub(crate) expires: Option<String>,
    /// How long an answer is kept, in days.
    pub(crate) kept: u32,
    /// Whether a floating button leads back.
    pub(crate) button: bool,
}

impl Snapshot {
    /// Reads what the gate passes; the policy is the site's own, or `null` for the built-in one.
    ///
    /// # Errors
    /// When it is no data.
    pub(crate) fn read(value: JsValue) -> Result<Self, JsValue> {
        let mut tree: Tree = serde_wasm_bindgen::from_value(value)?;
        Ok(Self {
            disclosure: Rc::new(Disclosure::from_tree(tree.take("policy")).completed()),
            host: tree.take("host").text().unwrap_or_default(),
            page_languages: tree.take("pageLanguages").texts(),
            purposes: tree.take("purposes").pairs().unwrap_or_default(),
            ask: tree.take("ask").texts(),
            fresh: tree.take("fresh").texts(),
            expires: tree.take("expires").text(),
            kept: tree.take("kept").number().unwrap_or_default(),
            button: tree.take("button").is_true(),
        })
    }

    /// Returns how a purpose stands.
    pub(crate) fn word(&self, id: &str) -> Option<&str> {
        self.purposes.iter().find(|(purpose, _)| purpose == id).map(|(_, word)| word.as_str())
    }

    /// Returns the ids of the purposes that are granted.
    pub(crate) fn granted(&self) -> Vec<&str> {
        let granted = self.purposes.iter().filter(|(_, word)| word == "granted");
        granted.map(|(id, _)| id.as_str()).collect()
    }
}

/// A layer of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The first layer.
    Notice,
    /// The second, a dialog.
    Settings,
    /// Nothing but the way back.
    Button,
}

impl Which {
    /// Reads the gate's word.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Which::Notice, Which::Settings, Which::Button].into_iter().find(|which| which.name() == name)
    }

    /// Returns the gate's word.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Which::Notice => "notice",
            Which::Settings => "settings",
            Which::Button => "button",
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// What the notice may do. None of these throws. The three answers come back as `noticeAnswered` or
    /// `noticeFailed`, and so does `open` if it fails; see `js/notice/object.js`.
    #[derive(Clone)]
    pub type Door;

    /// Grants everything. `by_hand` says, here and below, whether it can be the visitor's own act: a click that a
    /// script made is not, though the visitor may be doing something else at that moment.
    #[wasm_bindgen(method, js_name = acceptAll)]
    pub fn accept_all(this: &Door, from: &str, by_hand: bool, language: &str);

    /// Refuses everything that can be refused.
    #[wasm_bindgen(method, js_name = rejectAll)]
    pub fn reject_all(this: &Door, from: &str, by_hand: bool, language: &str);

    /// Answers by purpose.
    #[wasm_bindgen(method)]
    pub fn decide(this: &Door, choices: &JsValue, from: &str, by_hand: bool, language: &str);

    /// Opens the settings.
    #[wasm_bindgen(method)]
    pub fn open(this: &Door);

    /// Says that a layer can be seen.
    #[wasm_bindgen(method)]
    pub fn shown(this: &Door, layer: &str);

    /// Says that the settings are closed, with or without an answer.
    #[wasm_bindgen(method)]
    pub fn closed(this: &Door);
}
