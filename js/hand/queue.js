// Lets go of what may pass, in the order the page meant: scripts as the parser would have run them, with what they write
// behind them, and in pieces, so that the page can paint and answer in between.

import { ask, attempt, isLoading, listen } from "./natives.js";
import { own, trusted } from "./own.js";
import { isAsync, isLate, letGo, RUNS } from "./nodes.js";

/** @typedef {import("./nodes.js").Item} Item */

/** After so many milliseconds it is the page's turn: a task of 50 is a long one (Long Tasks). */
const TURN = 9;

/**
 * @param {(node: any) => void} ours told of each node that we put in ourselves, before it is there
 * @param {(item: Item) => boolean} may asked once more at the last moment
 */
export function releaser(ours, may) {
  /** Classic scripts in document order, and what they wrote. @type {Item[]} */
  const classic = [];
  /** Deferred scripts and modules, which run after all classic ones. @type {Item[]} */
  const late = [];
  /** How many scripts with an address are on their way, in order. */
  let loading = 0;
  /** When we go on. */
  let turn = 0;
  /** What classic scripts have written so far. @type {WeakMap<any, any[]>} */
  const texts = new WeakMap();

  /** @param {Item} item @param {boolean} [writes] whether what it writes is to stand behind it */
  const put = (item, writes) => {
    // Taken out of the page meanwhile, it would not ask; it goes on waiting in case it is put in again.
    item.waits = item.node.isConnected ? 0 : 1;
    if (!item.waits && may(item)) {
      // An address that the page may not use, for example where it is not trusted, is told as it would have been.
      return attempt(() =>
        letGo(item, (node) => {
          ours(node);
          if (writes) {
            texts.set(node, []);
          }
        }),
      );
    }
  };

  /** @param {Item} item */
  const putInOrder = (item) => {
    const { node, url, after, scripts = [] } = item;
    if (after) {
      attempt(() => own(after, "after").call(after, node));
    }
    const it = after ? node : put(item, !isLate(item));
    // Only of a script that the browser runs we hear when it has run. That of an SVG has no `noModule`.
    if (it && url && it.noModule === false && RUNS.test(it.type)) {
      loading++;
      const settle = () => {
        loading--;
        flush(it);
        pump();
      };
      ["load", "error"].forEach((event) => it.addEventListener(event, settle, { once: true }));
    } else {
      [it, ...scripts].forEach(flush);
    }
  };

  /** Puts what a script wrote behind it, where the parser would have read it. @param {any} script */
  const flush = (script) => {
    const parts = texts.get(script)?.splice(0) || [];
    if (parts.length) {
      attempt(() => {
        const text = parts.join("");
        // What nobody trusted is not trusted now.
        const markup = parts.some((part) => typeof part === "string") ? text : trusted("HTML", text);
        const fragment = ask("createRange").createContextualFragment(markup);
        // What it wrote may write in its turn.
        const scripts = [...fragment.querySelectorAll("script")];
        scripts.forEach((each) => texts.set(each, []));
        const items = [...fragment.childNodes].map((node, place, all) => ({ node, url: node.src || "", scripts, after: all[place - 1] || script }));
        classic.unshift(.../** @type {any} */ (items));
      });
    }
  };

  /** @param {Item[]} list */
  const run = (list) => {
    const began = performance.now();
    // The browser keeps scripts with addresses in order by itself; an inline one comes after those before it.
    while (list.length && (list[0].url || !loading)) {
      if (performance.now() - began > TURN) {
        return goOn();
      }
      putInOrder(/** @type {Item} */ (list.shift()));
    }
  };

  /** Goes on later, once. @param {number} [after] milliseconds */
  const goOn = (after) => {
    clearTimeout(turn);
    turn = setTimeout(pump, after);
  };

  const pump = () => {
    run(classic);
    if (!classic.length && !loading && !isLoading()) {
      run(late);
    }
  };
  listen(document, "readystatechange", pump);

  return {
    /** Takes what a script writes, if we put it in: the parser is past it. @param {any} script @param {any} text */
    write: (script, text) => texts.get(script)?.push(text),
    /** @param {Item[]} items */
    release(items) {
      for (const item of items) {
        if (item.kind === "script" && (!item.url || !isAsync(item))) {
          (isLate(item) ? late : classic).push(item);
        } else if (/frame|embed/.test(item.kind) || !item.node.isConnected) {
          // Chromium drops an address that a frame gets in the very task that put it into the page; and what stands in a
          // shadow root is in the page only once its host is.
          setTimeout(put, 0, item);
        } else {
          put(item);
        }
      }
      if (isLoading()) {
        pump();
      } else {
        // What the visitor clicked is painted first; a page that nobody sees is not painted.
        requestAnimationFrame(() => goOn());
        goOn(99);
      }
    },
  };
}
