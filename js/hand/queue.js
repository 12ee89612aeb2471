// Lets go of what may pass, in the order the page meant: scripts as the parser would have run them.

import { ask, isLoading } from "./natives.js";
import { isAsync, isLate, letGo, RUNS } from "./nodes.js";

/** @typedef {import("./nodes.js").Item} Item */

/**
 * @param {(node: any) => void} ours told of each node that we put in ourselves
 * @returns {(items: Item[]) => void}
 */
export function releaser(ours) {
  /** Classic scripts in document order. @type {Item[]} */
  const classic = [];
  /** Deferred scripts and modules, which run after all classic ones. @type {Item[]} */
  const late = [];
  /** How many scripts with an address are on their way, in order. */
  let loading = 0;

  /** @param {Item} item */
  const put = (item) => {
    // Taken out of the page meanwhile, it would not ask; it goes on waiting in case it is put in again.
    item.waits = !item.node.isConnected;
    if (!item.waits) {
      try {
        const node = letGo(item);
        ours(node);
        return node;
      } catch (error) {
        // An address that the page may not use, for example where it is not trusted: told as it would have been.
        setTimeout(() => {
          throw error;
        });
      }
    }
  };

  /** @param {Item} item */
  const putInOrder = (item) => {
    const node = put(item);
    // Only of a script that the browser runs we hear when it has run. That of an SVG has no `noModule`.
    if (node && item.url && node.noModule === false && RUNS.test(node.type)) {
      loading++;
      const settle = () => {
        loading--;
        pump();
      };
      node.addEventListener("load", settle, { once: true });
      node.addEventListener("error", settle, { once: true });
    }
  };

  /** @param {Item[]} list */
  const run = (list) => {
    // The browser keeps scripts with addresses in order by itself; an inline one comes after those before it.
    while (list.length && (list[0].url || !loading)) {
      putInOrder(/** @type {Item} */ (list.shift()));
    }
  };

  const pump = () => {
    run(classic);
    if (!classic.length && !loading && !isLoading()) {
      run(late);
    }
  };
  ask("addEventListener", "readystatechange", pump);

  return (items) => {
    for (const item of items) {
      if (item.kind === "frame" || item.kind === "embed") {
        // Chromium drops an address that a frame gets in the very task that put it into the page.
        setTimeout(put, 0, item);
      } else if (item.kind !== "script" || (item.url && isAsync(item))) {
        put(item);
      } else {
        (isLate(item) ? late : classic).push(item);
      }
    }
    pump();
  };
}
