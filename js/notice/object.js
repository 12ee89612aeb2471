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
  noticeStop,
  noticeSweep,
  noticeUpdate,
} from "menshen:glue";

import { rearm, undo } from "../hand/undo.js";
import { consentError, lines } from "../lines.js";
import { tape } from "../tape.js";
import { debug } from "./debug.js";
import { watchEvents } from "./events.js";
import { replay, watchAnswers } from "./replay.js";
import { makeReport } from "./report.js";
import { stay } from "./stay.js";
import { sweep } from "./sweep.js";
import { watchBrowser } from "./watch.js";

/**
 * What the gate lets the notice do, and tells it, at each call. See `js/handle.js`.
 * @typedef {object} Gate
 * @property {(what: string, ...rest: string[]) => void} act brings a change to the gate's module, and does what follows
 * @property {(...question: string[]) => string | undefined} ask asks the gate's module; see `src/domain/gate.rs`
 * @property {(key: string) => string} one one field of the state
 * @property {() => any} state
 * @property {(event: string, detail: any) => void} inform tells the page
 * @property {() => Promise<void>} look shows what the state asks for
 * @property {(it: any) => any} explain
 * @property {[string, number, any][]} log what the gate noted: event, time, detail
 * @property {any} policy
 * @property {string} sorted the policy's sorted tape; empty for the built-in one
 * @property {string} isSecure whether the page is served over HTTPS
 * @property {() => boolean | undefined} acts whether the visitor acts right now
 * @property {() => Promise<any>} done what is being deleted
 */

/** Starts the module and returns its object. */
export function makeNotice() {
  initSync({ module: bytes });
  /** The layer that stands open. */
  let layer = "";
  /** Whether we hear what the page and the browser tell. */
  let listens = false;
  /** Whether anything was ever shown. */
  let stands = false;

  /**
   * Records an answer.
   * @param {Gate} gate
   * @param {string} letter the source's, a capital for the visitor's own act
   * @param {any} choice `accept`, `reject`, or ids with true or false
   * @param {string} [language]
   */
  async function answer(gate, letter, choice, language) {
    const { act, one, state, sorted, isSecure, done } = gate;
    act("a", isSecure, record(sorted, letter, one("record"), choice, language || document.documentElement.lang || navigator.language));
    // What could not be deleted changes nothing about the answer, and is told of by itself.
    await done().catch(() => {});
    return state();
  }

  /**
   * Shows a layer.
   * @param {Gate} gate
   * @param {string} which
   */
  async function show(gate, which) {
    await body();
    if (!stands) {
      stands = true;
      stay(() => {
        const stood = layer || (gate.policy?.notice?.button && "button");
        if (stood) {
          show(gate, stood).catch((error) => gate.inform("error", error));
        }
      });
    }
    noticeShow(which, snapshot(gate.policy, gate.state()), attended(gate));
  }

  /**
   * What the module may do: it throws nothing at Rust; what became of an answer comes back as a call.
   * @param {Gate} gate
   */
  function attended(gate) {
    /** @param {() => any} ask @param {() => void} [then] */
    const attend = (ask, then) => {
      Promise.resolve()
        .then(ask)
        .then(then, (error) => noticeFailed(String((error && error.code) || error)));
    };
    /** An answer closes the notice, if it is kept. @param {any} choice @param {string} from @param {boolean} byHand @param {string} language */
    const decide = (choice, from, byHand, language) =>
      attend(async () => {
        const open = layer;
        layer = "";
        const letter = from.slice(0, 1);
        try {
          await answer(gate, byHand && gate.acts() ? letter.toUpperCase() : letter, choice, language);
        } catch (error) {
          layer = open;
          throw error;
        }
      }, noticeAnswered);
    return {
      decide,
      acceptAll: decide.bind(null, "accept"),
      rejectAll: decide.bind(null, "reject"),
      open: () => attend(() => show(gate, "settings")),
      shown(/** @type {string} */ which) {
        layer = which;
        gate.inform("shown", { layer: which });
      },
      closed() {
        layer = "";
        gate.look().catch((/** @type {any} */ error) => gate.inform("error", error));
      },
    };
  }

  return {
    /** Begins, or begins anew after {@link stop}. */
    begin() {
      if (!listens) {
        listens = true;
        rearm();
        watchBrowser();
        watchAnswers();
      }
      return this;
    },
    answer,
    show,
    /** Shows what the state asks for. @param {Gate} gate */
    async look(gate) {
      const { state, policy } = gate;
      if (layer === "settings") {
        // What changed elsewhere is shown; what the visitor is about to choose stays.
        noticeUpdate(snapshot(policy, state()));
      } else if (state().ask.length) {
        await show(gate, "notice");
      } else if (stands) {
        layer = "";
        noticeHide();
      } else if (policy?.notice?.button) {
        await show(gate, "button");
      }
      if (/\bmenshen-debug\b/.test(location.search)) {
        await body();
        debug(gate);
      }
    },
    /** Takes everything of the notice out of the page. */
    stop() {
      layer = "";
      stands = listens = false;
      noticeStop();
      undo();
    },
    report: makeReport,
    replay: (/** @type {Gate} */ _, /** @type {Parameters<typeof replay>} */ ...given) => replay(...given),
    events: watchEvents,
    sweep: (/** @type {Gate} */ { sorted, one }) => sweep((found) => noticeSweep(sorted, one("record"), found)),
    /** What is wrong with a policy, in the order in which the site wrote it. @param {any} policy */
    explain: (policy) =>
      lines(noticeExplain(tape(policy, Object.keys))).map(([code, path, found, expected, message]) => ({ code, path, found, expected, message })),
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
 * @param {string} sorted the policy's tape; empty for the built-in one
 * @param {string} letter the source's
 * @param {string} before the record that stands, if any
 * @param {any} choice
 * @param {string} language
 */
function record(sorted, letter, before, choice, language) {
  const words = /^(accept|reject)$/.test(choice) ? choice : wordsOf(choice);
  const [[key, ...fields]] = lines(noticeAnswer(sorted, letter, before, words, language));
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
