// The notice as the gate knows it. See `src/browser/notice/protocol.rs` for what passes.

import bytes from "menshen:wasm";
import {
  initSync,
  noticeAnswer,
  noticeAnswered,
  noticeExplain,
  noticeFailed,
  noticeHide,
  noticeShow,
  noticeUpdate,
} from "menshen:glue";

import { lines } from "../lines.js";

/** Starts the module and returns its object. */
export function makeNotice() {
  initSync({ module: bytes });
  return {
    show: (/** @type {string} */ layer, /** @type {any} */ snapshot, /** @type {any} */ door) =>
      noticeShow(layer, snapshot, attended(door)),
    update: noticeUpdate,
    hide: noticeHide,
    answer: noticeAnswer,
    explain: (/** @type {string} */ tape) =>
      lines(noticeExplain(tape)).map(([code, path, found, expected, message]) => ({ code, path, found, expected, message })),
  };
}

/**
 * A door that throws nothing at Rust: what became of an answer comes back as a call.
 * @param {any} door
 */
function attended(door) {
  /** @param {() => any} ask @param {() => void} [then] */
  const attend = (ask, then) => {
    Promise.resolve()
      .then(ask)
      .then(then, (error) => noticeFailed(String((error && error.code) || error)));
  };
  return {
    decide: (/** @type {any[]} */ ...answer) => attend(() => door.decide(...answer), noticeAnswered),
    acceptAll: (/** @type {any[]} */ ...answer) => attend(() => door.acceptAll(...answer), noticeAnswered),
    rejectAll: (/** @type {any[]} */ ...answer) => attend(() => door.rejectAll(...answer), noticeAnswered),
    open: () => attend(() => door.open()),
    shown: door.shown,
    closed: door.closed,
  };
}
