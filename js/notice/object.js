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
  noticeSweep,
  noticeUpdate,
} from "menshen:glue";

import { consentError, lines } from "../lines.js";
import { makeReport } from "./report.js";
import { sweep } from "./sweep.js";

/** Starts the module and returns its object. */
export function makeNotice() {
  initSync({ module: bytes });
  return {
    async show(/** @type {string} */ layer, /** @type {() => [any, any]} */ look, /** @type {any} */ door) {
      await body();
      noticeShow(layer, snapshot(...look()), attended(door));
    },
    update: (/** @type {any} */ policy, /** @type {any} */ state) => noticeUpdate(snapshot(policy, state)),
    hide: noticeHide,
    answer,
    report: makeReport,
    sweep: (/** @type {string} */ tape, /** @type {string} */ record) => sweep((found) => noticeSweep(tape, record, found)),
    explain: (/** @type {string} */ tape) =>
      lines(noticeExplain(tape)).map(([code, path, found, expected, message]) => ({ code, path, found, expected, message })),
  };
}

/** Waits for a place to stand in. */
const body = () =>
  /** @type {Promise<void>} */ (
    new Promise((there) => {
      if (document.body) {
        return there();
      }
      const waits = new MutationObserver(() => {
        if (document.body) {
          waits.disconnect();
          there();
        }
      });
      waits.observe(document, { childList: true, subtree: true });
    })
  );

/**
 * What the notice is told when something is to be shown.
 * @param {any} policy
 * @param {any} state
 */
const snapshot = (policy, { purposes, ask, fresh, days, record }) => ({
  policy,
  host: location.host,
  pageLanguages: [document.documentElement.lang, ...navigator.languages].filter(Boolean),
  purposes,
  ask,
  fresh,
  decided: record && record.decided,
  expires: record && record.expires,
  kept: days,
  button: !!(policy && policy.notice && policy.notice.button),
});

/**
 * Returns the text of the record that an answer makes, or throws why it makes none.
 * @param {string} tape the policy's, sorted; empty for the built-in one
 * @param {string} letter the source's
 * @param {string} record the one that stands, if any
 * @param {any} choice
 * @param {string} language
 */
function answer(tape, letter, record, choice, language) {
  const words = /^(accept|reject)$/.test(choice) ? choice : wordsOf(choice);
  const [[key, ...fields]] = lines(noticeAnswer(tape, letter, record, words, language));
  if (key === "error") {
    // @ts-ignore four fields, as `Lines::error` writes them
    throw consentError(...fields);
  }
  return key;
}

/** @param {any} choices ids with true or false */
function wordsOf(choices) {
  if (!choices || typeof choices !== "object") {
    throw consentError("wrong-type", "", typeof choices, "an object of true or false");
  }
  const words = Object.entries(choices).map(([id, grant]) => {
    if (typeof grant !== "boolean") {
      throw consentError("wrong-type", id, typeof grant, "true or false");
    }
    return id + (grant ? "+" : "-");
  });
  return words.join(" ");
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
    decide: (/** @type {any} */ choices, /** @type {string} */ from, /** @type {boolean} */ byHand, /** @type {string} */ language) =>
      attend(() => door.answer(from, choices, byHand, language), noticeAnswered),
    acceptAll: (/** @type {string} */ from, /** @type {boolean} */ byHand, /** @type {string} */ language) =>
      attend(() => door.answer(from, "accept", byHand, language), noticeAnswered),
    rejectAll: (/** @type {string} */ from, /** @type {boolean} */ byHand, /** @type {string} */ language) =>
      attend(() => door.answer(from, "reject", byHand, language), noticeAnswered),
    open: () => attend(() => door.open()),
    shown: door.shown,
    closed: door.closed,
  };
}
