//! What passes between the gate and the notice; `js/handle.js` is the other side.

use crate::domain::disclosure::Disclosure;
use crate::domain::localized::Pairs;
use crate::domain::text::words::Messages;
use crate::domain::tree::Tree;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What the gate knows, at the moment something is to be shown.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    /// The policy as the visitor reads it.
    pub(crate) disclosure: Rc<Disclosure>,
    /// What the notice says, in the language that was chosen.
    pub(crate) messages: Rc<Messages>,
    pub(crate) host: String,
    /// The page's language first, then the visitor's.
    pub(crate) page_languages: Vec<String>,
    /// How each purpose stands.
    pub(crate) purposes: Pairs,
    /// The ids of the services that may run.
    pub(crate) permitted: Vec<String>,
    pub(crate) ask: Vec<String>,
    pub(crate) fresh: Vec<String>,
    /// Those of them that were answered in another meaning.
    pub(crate) changed: Vec<String>,
    /// When the present answer was given, ISO 8601; none if there is none.
    pub(crate) decided: Option<String>,
    /// Until when it counts, ISO 8601.
    pub(crate) expires: Option<String>,
    /// Through what it was given.
    pub(crate) source: String,
    /// The id of its receipt, if there is one.
    pub(crate) receipt: String,
    /// Whether the browser sends Global Privacy Control.
    pub(crate) has_signal: bool,
    /// Whether the browser keeps cookies.
    pub(crate) keeps_cookies: bool,
    /// Today, `YYYY-MM-DD`.
    pub(crate) today: String,
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
        let mut words = tree.take("words");
        Ok(Self {
            disclosure: Rc::new(Disclosure::from_tree(tree.take("policy")).completed()),
            messages: Rc::new(Messages::new(
                words.take("language").text().unwrap_or_default(),
                words.take("texts").texts(),
            )),
            host: tree.take("host").text().unwrap_or_default(),
            page_languages: tree.take("pageLanguages").texts(),
            purposes: tree.take("purposes").pairs().unwrap_or_default(),
            permitted: tree.take("permitted").texts(),
            ask: tree.take("ask").texts(),
            fresh: tree.take("fresh").texts(),
            changed: tree.take("changed").texts(),
            decided: tree.take("decided").text(),
            expires: tree.take("expires").text(),
            source: tree.take("source").text().unwrap_or_default(),
            receipt: tree.take("receipt").text().unwrap_or_default(),
            has_signal: tree.take("signal").is_true(),
            keeps_cookies: tree.take("keepsCookies").is_true(),
            today: tree.take("today").text().unwrap_or_default(),
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
    /// What tells of a new statement.
    Change,
    /// Nothing but the way back.
    Button,
}

impl Which {
    /// Reads the gate's word.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Which::Notice, Which::Settings, Which::Change, Which::Button]
            .into_iter()
            .find(|which| which.name() == name)
    }

    /// Returns the gate's word.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Which::Notice => "notice",
            Which::Settings => "settings",
            Which::Change => "change",
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

    /// Opens the settings, or a part of them.
    #[wasm_bindgen(method)]
    pub fn open(this: &Door, part: &str);

    /// Does what a button of the choices, a placeholder or the statement's change says: `export`, `erase`, `tags`,
    /// `read`. What became of it comes back as `noticeSay`.
    #[wasm_bindgen(method)]
    pub fn perform(this: &Door, what: &str, by_hand: bool, language: &str);

    /// Says that a layer can be seen.
    #[wasm_bindgen(method)]
    pub fn shown(this: &Door, layer: &str);

    /// Says that a layer is closed, with or without an answer.
    #[wasm_bindgen(method)]
    pub fn closed(this: &Door, layer: &str);
}
