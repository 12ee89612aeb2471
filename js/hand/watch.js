// Sees what comes into the page, and keeps back what may not pass. What may, Rust says; until it can, whoever
// starts us says.

import { ask, isLoading, matches, own, querySelectorAll, root } from "./natives.js";
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
  /** Nodes that were looked at with what they ask for, and our own. @type {WeakMap<Node, Item | undefined>} */
  const known = new WeakMap();
  /** Marked inline scripts that the parser may not have read to their end. @type {Item[]} */
  let unread = [];
  const letPass = releaser((node) => known.set(node, undefined));

  /**
   * @param {any} node
   * @param {boolean} [wasHere] whether it stood in the page before us
   */
  const visit = (node, wasHere) => {
    let item = known.get(node);
    if (known.has(node)) {
      // Put in again: it was not asked about while it was out.
      if (item && item.waits && !held.includes(item)) {
        settle(item);
      }
      return;
    }
    item = emission(node);
    if (!item) {
      return;
    }
    const isScript = item.kind === "script";
    // A script that a script made has run before we see it here, and so has one that comes after the parser.
    if (isScript && !item.ids && (wasHere || !isLoading() || (node.async && !node.hasAttribute("async")))) {
      known.set(node, undefined);
      return;
    }
    known.set(node, item);
    if (item.ids) {
      keepBack(item);
      if (isScript && !item.url && isLoading() && isLast(node)) {
        unread.push(item);
        return;
      }
    } else if (isScript) {
      // Made by a script in a way that does not show: what runs all the same does not wait.
      node.addEventListener("load", () => (held = held.filter((other) => other !== item)), { once: true });
    }
    settle(item);
  };

  /** @param {Item} item */
  const settle = (item) => {
    const passes = judge(item);
    if (!passes && !item.taken) {
      keepBack(item);
    }
    item.waits = !passes;
    if (!passes) {
      held.push(item);
      told(item);
    } else if (item.taken) {
      letGo([item]);
    }
  };

  /**
   * @param {any} element
   * @param {boolean} [wasHere]
   */
  const visitAll = (element, wasHere) => {
    if (matches.call(element, SELECTOR)) {
      visit(element, wasHere);
    }
    for (const node of querySelectorAll.call(element, SELECTOR)) {
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
    const items = unread;
    unread = [];
    items.forEach(settle);
  };

  new MutationObserver((records) => {
    readOn();
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (own(node, "nodeType") === 1) {
          visitAll(node);
          came(node);
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });
  ask("addEventListener", "readystatechange", readOn);

  return {
    /** Looks at what stood in the page before us. */
    begin: () => visitAll(root(), true),
    /** Asks again about everything held. */
    release() {
      const here = held.filter(({ node }) => node.isConnected);
      const free = here.filter(judge);
      held = here.filter((item) => !free.includes(item));
      letGo(free);
    },
    /** Returns what waits. */
    held: () => held,
  };
}

/**
 * Says whether the parser has put nothing after a node, so that it may still be in the midst of it.
 * @param {Node} node
 */
function isLast(node) {
  for (; node; node = own(node, "parentNode")) {
    if (own(node, "nextSibling")) {
      return false;
    }
  }
  return true;
}
