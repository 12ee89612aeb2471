// The notice as the gate knows it. See `src/browser/notice/protocol.rs` for what passes.

import bytes from "menshen:wasm";
import look from "menshen:look";
import {
  initSync,
  noticeAnswer,
  noticeAnswered,
  noticeExplain,
  noticeExport,
  noticeFailed,
  noticeFound,
  noticeHide,
  noticeImport,
  noticeLook,
  noticeReceipt,
  noticeReveal,
  noticeSay,
  noticeShow,
  noticeShown,
  noticeStop,
  noticeSweep,
  noticeUpdate,
} from "menshen:glue";

import { listenForNow, rearm, undo } from "../hand/undo.js";
import { CHANNEL } from "../hand/ways/workers.js";
import { consentError, lines } from "../lines.js";
import { tape } from "../tape.js";
import { debug } from "./debug.js";
import { watchEvents } from "./events.js";
import { embed, watchEmbeds } from "./placeholders.js";
import { warn } from "./pointless.js";
import { alone, forget, keep, kept, parsed, receiptsKey, resume, send } from "./receipts.js";
import { readRecord } from "./record.js";
import { replay, watchAnswers } from "./replay.js";
import { makeReport } from "./report.js";
import { search } from "./search.js";
import { snapshot } from "./snapshot.js";
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
 * @property {() => Promise<any>} erase forgets the answer, and deletes what optional services left
 * @property {(tag: string) => Promise<unknown>} [text] brings the texts of a language
 * @property {() => any[]} items the nodes that wait; of a request nothing
 * @property {(nodes: any[]) => void} free lets go of some of that this time
 */

/** Starts the module and returns its object. */
export function makeNotice() {
  initSync({ module: bytes });
  noticeLook(look);
  /** The layer that stands open. */
  let layer = "";
  /** Whether we hear what the page and the browser tell. */
  let listens = false;
  /** Whether anything was ever shown. */
  let stands = false;
  /** Whether the visitor closed the first layer without an answer. */
  let isDismissed = false;
  /** Whether receipts that wait are being sent. */
  let resumed = false;
  /** The policy that was found whole. @type {any} */
  let checked;

  /**
   * Checks what of the policy the gate has not read. A fault closes the gate, as any fault of a policy does.
   * @param {Gate} gate
   */
  function check({ policy, ask, inform }) {
    if (policy && policy !== checked) {
      const [fault] = faults(policy);
      if (fault) {
        ask("b");
        const error = consentError(fault.code, fault.path, fault.found, fault.expected);
        inform("error", Object.assign(error, { message: fault.message }));
        throw error;
      }
      checked = policy;
    }
  }

  /** Receipts are made one after the other, in the order of the answers. @type {Promise<unknown>} */
  let pending = Promise.resolve();

  /**
   * Records an answer.
   * @param {Gate} gate
   * @param {string} letter the source's, a capital for the visitor's own act
   * @param {any} choice `accept`, `reject`, or ids with true or false
   * @param {string} [language]
   */
  async function answer(gate, letter, choice, language) {
    const { act, one, state, sorted, isSecure, done } = gate;
    // Before it is closed by the answer.
    const shown = noticeShown();
    const text = record(sorted, letter, one("record"), choice, language || document.documentElement.lang || navigator.language);
    // In turn before the page hears of the answer, since it may answer again while it does.
    const made = (pending = pending.then(() => receipt(gate, text, letter !== letter.toLowerCase(), shown)).catch((error) => gate.inform("error", error)));
    act("a", isSecure, text);
    tellWorkers(gate);
    await made;
    // What could not be deleted changes nothing about the answer, and is told of by itself.
    await done().catch(() => {});
    return state();
  }

  /**
   * Shows a layer.
   * @param {Gate} gate
   * @param {string} which
   * @param {string} [part] of the settings: `services`, or a purpose's id
   */
  async function show(gate, which, part = "") {
    check(gate);
    await body();
    const known = await snapshot(gate);
    if (!stands) {
      stands = true;
      stay(() => {
        const stood = layer || (gate.policy?.notice?.button && "button");
        if (stood) {
          show(gate, stood).catch((error) => gate.inform("error", error));
        }
      });
    }
    noticeShow(which, known, attended(gate));
    if (part && part !== "settings") {
      noticeReveal(part);
    }
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
      open: (/** @type {string} */ part) => attend(() => show(gate, "settings", part)),
      perform(/** @type {string} */ what) {
        if (what === "read") {
          // At once: what is shown next hangs on it.
          acknowledge(gate);
        } else {
          attend(() => perform(gate, what));
        }
      },
      shown(/** @type {string} */ which) {
        layer = which;
        gate.inform("shown", { layer: which });
      },
      closed(/** @type {string} */ which) {
        layer = "";
        isDismissed = isDismissed || which === "notice";
        gate.look().catch((/** @type {any} */ error) => gate.inform("error", error));
      },
    };
  }

  /**
   * Does what a button says that is no answer.
   * @param {Gate} gate
   * @param {string} what
   */
  async function perform(gate, what) {
    if (what === "export") {
      save(await exported(gate), `${location.host}-consent.json`);
    } else if (what === "erase") {
      const { kept: remaining } = await gate.erase();
      noticeSay("erased", remaining.map((/** @type {any} */ { name }) => name).join(", "));
    } else if (what === "tags") {
      // Whose tags they are, the site knows (PIPL 24; algorithm provisions 17).
      gate.inform("profile-reset", { purposes: ["personalization"] });
      noticeSay("tags", "");
    }
  }

  /** The record as data, with what was decided before. @param {Gate} gate */
  const exported = async (gate) => {
    // Those of the answers just given are still made.
    await pending;
    const text = gate.one("record");
    const receipts = kept(gate.one("cookie")).flatMap(parsed);
    const told = receipts.length ? noticeExport(gate.sorted, await snapshot(gate), receipts) : "";
    return { host: location.host, ...(text && readRecord(text)), ...(told && JSON.parse(told)) };
  };

  /**
   * Makes the receipt of an answer, keeps it, and sends it where the site wants it.
   * @param {Gate} gate
   * @param {string} text the record's
   * @param {boolean} byVisitor
   * @param {string} shown
   */
  async function receipt(gate, text, byVisitor, shown) {
    const cookie = gate.one("cookie");
    const { keep: most = 20, endpoint } = gate.policy?.notice?.receipts || {};
    const known = await snapshot(gate);
    const random = crypto.getRandomValues(new Uint8Array(16));
    // Each names the one before, so no other tab may keep one in between.
    const made = await alone(receiptsKey(cookie), () => {
      const [before = ""] = kept(cookie).slice(-1);
      const [found] = lines(noticeReceipt(known, text, byVisitor, random, before, shown));
      // Forgotten meanwhile, it leaves nothing behind.
      const isWanted = found && gate.one("record");
      if (isWanted) {
        keep(found[1], cookie, most);
      }
      return isWanted ? found : undefined;
    });
    if (made) {
      const [id, json] = made;
      const refused = endpoint && send(endpoint, json, id, cookie);
      if (refused) {
        gate.inform("error", consentError(refused, "notice.receipts.endpoint", endpoint, "an address of this site"));
      }
    }
  }

  /** Whether placeholders follow what becomes of things. */
  let embeds = false;
  /** @param {Gate} gate */
  const lay = (gate) => embed(gate, () => snapshot(gate), (choice, byHand) => attended(gate).decide(choice, "settings", byHand, ""));

  return {
    /** Begins, or begins anew after {@link stop}. */
    begin() {
      if (!listens) {
        listens = true;
        rearm();
        watchBrowser();
        watchAnswers();
        listenForNow(document, "input", ({ target }) => {
          if (target.matches?.(".menshen-field")) {
            noticeFound(search(target.closest(".menshen-settings"), target.value));
          }
        });
      }
      return this;
    },
    answer,
    show,
    /** Shows what the state asks for. @param {Gate} gate */
    async look(gate) {
      const { state, policy } = gate;
      check(gate);
      const { endpoint } = policy?.notice?.receipts || {};
      if (endpoint && !resumed) {
        resumed = true;
        resume(endpoint, gate.one("cookie"));
      }
      if (layer === "settings") {
        // What changed elsewhere is shown; what the visitor is about to choose stays.
        noticeUpdate(await snapshot(gate));
      } else if (state().ask.length && !isDismissed) {
        await show(gate, "notice");
      } else if (tells(gate)) {
        await show(gate, "change");
      } else if (stands) {
        layer = "";
        noticeHide();
      } else if (policy?.notice?.button) {
        await show(gate, "button");
      }
      await body();
      if (!embeds) {
        embeds = true;
        watchEmbeds(() => {
          warn(gate);
          lay(gate).catch((error) => gate.inform("error", error));
        });
      }
      warn(gate);
      await lay(gate);
      if (/\bmenshen-debug\b/.test(location.search)) {
        debug(gate);
      }
    },
    /** Takes everything of the notice out of the page. */
    stop() {
      layer = "";
      stands = listens = embeds = isDismissed = false;
      noticeStop();
      undo();
    },
    export: exported,
    /**
     * Takes over a decision that the site holds for the visitor.
     * @param {Gate} gate
     * @param {any} it an exported or stored receipt, parsed or as text
     */
    import(gate, it) {
      const [[words, ...fault]] = lines(noticeImport(gate.sorted, typeof it === "string" ? parsed(it)[0] : it));
      if (words === "error") {
        // @ts-ignore four fields, as `Lines::error` writes them
        throw consentError(...fault);
      }
      return answer(gate, gate.acts() ? "I" : "i", words);
    },
    report: makeReport,
    replay: (/** @type {Gate} */ _, /** @type {Parameters<typeof replay>} */ ...given) => replay(...given),
    events: watchEvents,
    sweep(/** @type {Gate} */ gate) {
      const { sorted, one } = gate;
      if (!one("record")) {
        forget(one("cookie"));
      }
      tellWorkers(gate);
      return sweep((found) => noticeSweep(sorted, one("record"), found));
    },
    explain: faults,
  };
}

/** What is wrong with a policy, in the order in which the site wrote it. @param {any} policy */
const faults = (policy) =>
  lines(noticeExplain(tape(policy, Object.keys))).map(([code, path, found, expected, message]) => ({ code, path, found, expected, message }));

/** By this key it is kept which version of the statement the visitor was told of. @param {Gate} gate */
const told = ({ one }) => one("cookie") + "-statement";

/** Whether the visitor is to be told of a new statement: who has answered under another one. @param {Gate} gate */
function tells(gate) {
  const next = gate.policy?.statement?.next;
  try {
    return !!next && !!gate.one("record") && localStorage.getItem(told(gate)) !== next.version;
  } catch {
    // Where nothing can be kept, it would be told on every page.
    return false;
  }
}

/** @param {Gate} gate */
function acknowledge(gate) {
  try {
    localStorage.setItem(told(gate), gate.policy.statement.next.version);
  } catch {}
}

/** Gives the visitor some data as a file. @param {any} data @param {string} name */
function save(data, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Tells all workers of the site how things stand now. @param {Gate} gate */
function tellWorkers({ sorted, one }) {
  try {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage([location.host, sorted, one("record")]);
    channel.close();
  } catch {
    // Refused where storage is: workers then hold on to what they knew.
  }
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
 * Returns the text of the record that an answer makes, or throws why it makes none.
 * @param {string} sorted the policy's tape; empty for the built-in one
 * @param {string} letter the source's
 * @param {string} before the record that stands, if any
 * @param {any} choice
 * @param {string} language
 */
function record(sorted, letter, before, choice, language) {
  const words = typeof choice === "string" ? choice : wordsOf(choice);
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
