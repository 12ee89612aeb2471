// The notice as the gate knows it. See `src/browser/notice/protocol.rs` for what passes.

import bytes from "menshen:wasm";
import { initSync, noticeExplain, noticeFailed, noticeHide, noticeShow, noticeUpdate } from "menshen:glue";

/**
 * Starts the module and returns its object.
 */
export function makeNotice() {
  initSync({ module: bytes });
  return {
    show: (/** @type {string} */ layer, /** @type {any} */ snapshot, /** @type {any} */ door) =>
      noticeShow(layer, snapshot, calm(door)),
    update: noticeUpdate,
    hide: noticeHide,
    explain: noticeExplain,
  };
}

/**
 * A door through which nothing is thrown: what goes wrong is shown to the visitor.
 * @param {any} door
 */
function calm(door) {
  /** @type {any} */
  const result = {};
  for (const name of Object.keys(door)) {
    result[name] = (/** @type {any[]} */ ...args) => {
      Promise.resolve(door[name](...args)).catch((error) => noticeFailed(error.code || String(error)));
    };
  }
  return result;
}
