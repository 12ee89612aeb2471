// Requests of services that want theirs sent once they are granted: they wait here, in memory, and nowhere else.

import { listenForNow } from "../hand/undo.js";

/** How many wait at most; what comes then fails at once. */
const MOST = 100;
/** How long one waits at most, in milliseconds; then it fails. */
const LONGEST = 600_000;

/** Those that wait, in the order in which they were made. @type {Set<() => void>} */
const waiting = new Set();

/** Begins to hear of answers. */
export const watchAnswers = () => listenForNow(document, "menshen:decided", () => waiting.forEach((look) => look()));

/**
 * Sends a request once it may be sent, and otherwise has it fail as if it had been held.
 * @template T
 * @param {() => boolean} may
 * @param {() => T} send
 * @param {() => T} fail
 * @param {AbortSignal} [signal] calls it off; then the browser itself says so
 * @returns {Promise<Awaited<T>>}
 */
export const replay = (may, send, fail, signal) =>
  new Promise((done) => {
    /** @param {() => T} how */
    const end = (how) => {
      waiting.delete(look);
      clearTimeout(timer);
      signal?.removeEventListener("abort", off);
      // @ts-ignore what `how` gives, or throws, is what becomes of it
      done(new Promise((given) => given(how())));
    };
    const look = () => may() && end(send);
    const off = () => end(send);
    const timer = setTimeout(end, LONGEST, fail);
    signal?.addEventListener("abort", off);
    waiting.add(look);
    if (signal?.aborted || may()) {
      end(send);
    } else if (waiting.size > MOST) {
      end(fail);
    }
  });
