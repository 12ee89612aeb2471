// Sees what comes into the page, and keeps back what may not pass. What may, Rust says; until it can, whoever
// starts us says.

import { address, isLoading, listen, matches, root, shadowOf } from "./natives.js";
import { own } from "./own.js";
import { ASKING, emission, keepBack, KINDS, SELECTOR, take } from "./nodes.js";
import { releaser } from "./queue.js";
import { undoing } from "./undo.js";
import { watchWays } from "./ways/index.js";

/** @typedef {import("./nodes.js").Item} Item */

/** How many nodes wait at most; of more, those that left the page are forgotten, and then the first ones. */
const MOST = 4096;
/** How long a node waits at most, in milliseconds: a day. */
const LONGEST = 864e5;

/**
 * @param {(item: Item) => boolean} mayPass says whether an item may pass by its first address
 * @param {(item: Item, replay?: import("./ways/index.js").Replay) => void} told told of each item that is kept back
 * @param {(items: Item[], release: (items: Item[]) => void) => void} released told of all items that are let go together, and lets go of them
 * @param {(node: any) => void} came told of each element that comes in, after it was looked at
 * @param {(item: Item, reason: string) => void} lost told of each that waits no longer, and why
 * @param {(what: "c" | "k", it: string) => string | undefined} keeps judges cookies and keys; see `ways/storage.js`
 * @param {() => any[] | undefined} worker what begins the gate in a worker; see `ways/workers.js`
 */
export function watch(mayPass, told, released, came, lost, keeps, worker) {
  /** What waits, in the order in which it came. @type {Set<Item>} */
  const held = new Set();
  /** Nodes that were looked at with what they ask for, and our own. @type {WeakMap<Node, Item | undefined>} */
  const known = new WeakMap();
  /** Shadow roots by what they are of; a closed one can be found in no other way. @type {WeakMap<object, any>} */
  const shadows = new WeakMap();
  /** Marked inline scripts that the parser may not have read to their end. @type {Item[]} */
  const unread = [];

  /**
   * Says whether an item may pass; if not, it is the address that may not for which it waits. A mark counts for all.
   * @param {Item} item
   */
  const judge = (item) => {
    if (item.free) {
      return true;
    }
    if (item.ids || !item.more?.[1]) {
      return mayPass(item);
    }
    const barred = item.more.find((url) => !mayPass(requested(url)));
    if (barred) {
      Object.assign(item, address(barred));
    }
    return !barred;
  };

  /** @param {Item} item */
  const hold = (item) => {
    item.waits = 1;
    item.since = performance.now();
    held.add(item);
    if (held.size > MOST) {
      held.forEach((other) => other.node.isConnected || held.delete(other));
    }
    const [first] = held;
    if (held.size > MOST) {
      drop(first, "too-many");
    }
    told(item);
  };

  /** @param {Item} item @param {string} reason */
  const drop = (item, reason) => {
    held.delete(item);
    lost(item, reason);
  };

  const { write, release } = releaser(
    (node) => known.set(node, undefined),
    // Taken back while it stood in the queue, it waits again.
    (item) => judge(item) || (hold(item), false),
  );

  /**
   * @param {any} node
   * @param {boolean | "comes"} [how] `true`: it stood in the page before us; `comes`: a script is about to put it in
   */
  const visit = (node, how) => {
    let item = known.get(node);
    const comes = how === "comes";
    if (known.has(node)) {
      if (item?.waits) {
        // Put in again: it was not asked about while it was out.
        return void (held.has(item) || item.waits > 1 || settle(item));
      }
      if (!comes || KINDS[node.localName] === "script") {
        return;
      }
      // What asks each time it is put in is judged each time.
      known.delete(node);
    }
    item = blanked(node) || emission(node);
    if (!item) {
      return;
    }
    const isScript = item.kind === "script";
    // A script that a script made has run before we see it here, and so has one that comes after the parser.
    if (isScript && !item.taken && !item.ids && !comes && (how || !isLoading() || (node.async && !node.hasAttribute("async")))) {
      // In a shadow root it may not have come into the page yet.
      return void (node.isConnected && known.set(node, undefined));
    }
    known.set(node, item);
    if (item.taken) {
      // Made blank already.
    } else if (item.ids) {
      keepBack(item);
      if (isScript && !item.url && !comes && isLoading() && isLast(node)) {
        unread.push(item);
        return;
      }
    } else if (isScript) {
      // Made by a script in a way that does not show: what runs all the same does not wait.
      node.addEventListener("load", () => held.delete(/** @type {Item} */ (item)), { once: true });
    }
    settle(item);
  };

  /** @param {Item} item */
  const settle = (item) => {
    const passes = judge(item);
    if (!passes && !item.taken) {
      keepBack(item);
    }
    item.waits = 0;
    if (!passes) {
      hold(item);
    } else if (item.taken) {
      letGo([item]);
    }
  };

  /**
   * Visits all in a node, itself included, and in the shadow roots there. Returns the frames.
   * @param {any} top
   * @param {boolean | "comes"} [how]
   */
  const visitAll = (top, how) => {
    /** @type {any[]} */
    const frames = [];
    for (const node of [top, ...own(top, "querySelectorAll").call(top, "*")]) {
      const shadow = shadows.get(node) || (node.attachShadow && shadowOf.call(node));
      if (KINDS[node.localName] === "frame") {
        frames.push(node);
      }
      if (KINDS[node.localName] && matches.call(node, SELECTOR)) {
        visit(node, how);
      }
      if (shadow) {
        observe(shadow);
        frames.push(...visitAll(shadow, how));
      }
    }
    return frames;
  };

  /** @param {Item[]} items */
  const letGo = (items) => {
    items.forEach((item) => (held.delete(item), (item.waits = 2)));
    if (items.length) {
      released(items, release);
    }
  };

  const readOn = () => {
    unread.splice(0).forEach(settle);
  };

  const observer = new MutationObserver((records) => {
    readOn();
    for (const { addedNodes, target } of records) {
      // An inline script of which the parser has read more, or a style sheet that gets its text.
      for (const node of [target, own(target, "parentNode")]) {
        const item = known.get(node);
        if (item ? !(item.url || item.ids || item.taken) : node?.localName === "style") {
          known.delete(node);
          visit(node);
        }
      }
      for (const node of addedNodes) {
        if (own(node, "nodeType") < 2) {
          visitAll(node).forEach(frame);
          came(node);
        }
      }
    }
  });
  /** @param {Node} root */
  const observe = (root) => observer.observe(root, { childList: true, subtree: true, characterData: true });
  observe(document);
  STOPS && undoing(() => observer.disconnect());
  // The parser may have given an element its shadow root after we looked at it.
  listen(document, "readystatechange", () => (readOn(), begin()), { once: true });

  /** @param {boolean} [isFirst] */
  const begin = (isFirst) => visitAll(root(), isFirst).forEach(frame);

  const { blanked, requested, again, frame } = watchWays({
    judge,
    told,
    write,
    worker,
    keeps,
    /** Looks at what a script is about to put into the page, and from then on at what comes into a shadow root. @param {any} node */
    comes(node) {
      if (own(node, "nodeType") === 1) {
        return visitAll(node, "comes");
      }
      if (node.host) {
        shadows.set(node.host, node);
        observe(node);
      }
      return [];
    },
    scan: visitAll,
    /**
     * Says whether a node may get an address now; if not, it gets it on a grant.
     * @param {any} node
     * @param {string} name the attribute's
     * @param {any} value as it was given: a text, or something trusted
     */
    mayGet(node, name, value) {
      const kind = KINDS[node.localName];
      if (name === "rel" && kind === "style" && node.isConnected) {
        // Only now it may ask.
        visit(node, "comes");
      }
      // Images and media ask wherever they are, the others only in the page.
      if (!kind || name === "type" || !ASKING[kind].includes(name) || !(/image|media/.test(kind) || node.isConnected)) {
        return true;
      }
      const before = known.get(node);
      const asked = emission(node, name, String(value));
      const item = asked && !judge(asked) ? asked : undefined;
      if (before) {
        held.delete(before);
      }
      known.set(node, item);
      if (!item) {
        return true;
      }
      item.async = node.async;
      take(item);
      item.taken = { ...item.taken, ...(before?.waits && before.taken), [name]: value };
      if (node.isConnected) {
        hold(item);
      } else {
        item.waits = 1;
        told(item);
      }
      return false;
    },
  });

  return {
    /** Looks at what stood in the page before us. */
    begin: () => begin(true),
    /** Asks again about everything held. */
    release() {
      again();
      held.forEach((item) => performance.now() - /** @type {number} */ (item.since) > LONGEST && drop(item, "too-long"));
      letGo([...held].filter((item) => item.node.isConnected ? judge(item) : void held.delete(item)));
    },
    /** Lets go of some of what waits, whatever Rust says. @param {any[]} nodes */
    free(nodes) {
      const items = [...held].filter(({ node }) => nodes.includes(node));
      items.forEach((item) => (item.free = true));
      letGo(items);
    },
    /** Says what an address or an element asks for, and of a held one what it asked for. @param {any} it */
    read: (it) => (it?.localName ? known.get(it) || (KINDS[it.localName] && emission(it)) : requested(it)),
    /** Returns what waits. */
    held: () => [...held],
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
