// Lets go of what may pass, in the order the page meant: scripts as the parser would have run them.

import { isAsync, isLate, letGo } from "./nodes.js";

/** @typedef {import("./nodes.js").Item} Item */

/**
 * @param {(node: any) => void} ours told of each node that we put in ourselves
 * @returns {(items: Item[]) => void}
 */
export function releaser(ours) {
  /** Classic scripts in document order. @type {Item[]} */
  const classic = [];
  /** Deferred scripts and modules, which run after all classic ones. @type {Item[]} */
  let late = [];
  /** How many scripts with an address are on their way, in order. */
  let loading = 0;

  /** @param {Item} item */
  const put = (item) => {
    const node = letGo(item);
    ours(node);
    return node;
  };

  /** @param {Item} item */
  const putInOrder = (item) => {
    const node = put(item);
    if (item.url) {
      loading++;
      const settle = () => {
        loading--;
        pump();
      };
      node.addEventListener("load", settle, { once: true });
      node.addEventListener("error", settle, { once: true });
    }
  };

  const pump = () => {
    while (classic.length) {
      // The browser keeps scripts with addresses in order by itself; an inline one runs at once, so it waits here.
      if (!classic[0].url && loading) {
        return;
      }
      putInOrder(/** @type {Item} */ (classic.shift()));
    }
    if (!loading && document.readyState !== "loading") {
      const now = late;
      late = [];
      now.forEach(putInOrder);
    }
  };
  document.addEventListener("readystatechange", pump);

  return (items) => {
    for (const item of items) {
      if (item.kind === "frame") {
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
