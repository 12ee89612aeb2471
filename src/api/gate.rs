//! The gate's exports. `js/` is their only caller; pages call the handle that `js/handle.js` makes of them.

use crate::domain::gate::ask;
use crate::domain::state::State;
use std::sync::Mutex;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Takes what [`call`] answers, right before it returns. In the bundle this is a function of `js/gate.js`.
    #[wasm_bindgen(js_name = menshenSay)]
    fn say(lines: &str);
}

/// All that lives as long as the page. Not a `thread_local`: those are called through the module's table, which would
/// then have to be kept with all that dependencies put into it. A page has one thread, and no lock is waited for.
static STATE: Mutex<Option<State<'static>>> = Mutex::new(None);

/// Does and answers everything: see [`ask`]. Returns whether there is an answer.
#[wasm_bindgen]
pub fn call(question: &str) -> bool {
    let Ok(mut state) = STATE.try_lock() else { return false };
    match ask(&mut state, question) {
        Some(lines) => {
            say(&lines.0);
            true
        }
        None => false,
    }
}
