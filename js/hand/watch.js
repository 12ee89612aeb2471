// Sees what comes into the page, and keeps back what may not pass. What may, Rust says; until it can, whoever
// starts us says.

import { isLoading, matches, querySelectorAll } from "./natives.js";
import { emission, keepBack, SELECTOR } from "./nodes.js";
import { releaser } from "./queue.js";

/** @typedef {import("./nodes.js").Item} Item */

/**
 * @param {(item: Item) => boolean} judge says whether an item may pass
 * @param {(item: Item) => void} told told of each item that is kept back
 * @param {(items: Item[]) => void} released told of all items that are let go together
 * @param {(node: any) => void} came told of each element that comes in, after it was looked at
 */
export function watch(judge, told, released, came) {
  /** What waits, in document order. @type {Item[]} */
  let held = [];
  /** Nodes that were looked at, and our own. @type {WeakSet<Node>} */
  const seen = new WeakSet();
  /** Marked inline scripts that the parser may not have read to their end. @type {any[]} */
  let unread = [];
  const letPass = releaser((node) => seen.add(node));

  /**
   * @param {any} node
   * @param {boolean} [wasHere] whether it stood in the page before us
   */
  const visit = (node, wasHere) => {
    const item = seen.has(node) ? undefined : emission(node);
    if (!item) {
      return;
    }
    const isScript = item.kind === "script";
    if (isScript && !item.ids) {
      // A script that a script made has run before we see it here, and so has one that comes after the parser.
      if (wasHere || !isLoading() || (node.async && !node.hasAttribute("async"))) {
        seen.add(node);
        return;
      }
    } else if (isScript && !item.url && isLoading() && isLast(node)) {
      unread.push(node);
      return;
    }
    seen.add(node);
    const passes = judge(item);
    if (!passes || item.ids) {
      keepBack(item);
    }
    if (!passes) {
      held.push(item);
      told(item);
    } else if (item.ids) {
      letGo([item]);
    }
  };

  /**
   * @param {any} root
   * @param {boolean} [wasHere]
   */
  const visitAll = (root, wasHere) => {
    if (matches.call(root, SELECTOR)) {
      visit(root, wasHere);
    }
    for (const node of querySelectorAll.call(root, SELECTOR)) {
      visit(node, wasHere);
    }
  };

  /** @param {Item[]} items */
  const letGo = (items) => {
    if (items.length) {
      letPass(items);
      released(items);
    }
  };

  const readOn = () => {
    const nodes = unread;
    unread = [];
    nodes.forEach((node) => visit(node));
  };

  new MutationObserver((records) => {
    readOn();
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node.nodeType === 1) {
          visitAll(node);
          came(node);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("readystatechange", readOn);

  return {
    /** Looks at what stood in the page before us. */
    begin: () => visitAll(document.documentElement, true),
    /** Asks again about everything held. */
    release() {
      const free = held.filter(judge);
      held = held.filter((item) => !free.includes(item));
      letGo(free);
    },
    /** Returns what waits. */
    held: () => held,
  };
}

/**
 * Says whether the parser has put nothing after a node, so that it may still be in the midst of it.
 * @param {Node | null} node
 */
function isLast(node) {
  for (; node; node = node.parentNode) {
    if (node.nextSibling) {
      return false;
    }
  }
  return true;
}
