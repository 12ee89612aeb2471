// Every way out of the page that a script can take: each is asked about before the browser does it. What the parser
// does, `watch.js` sees.

import { address } from "../natives.js";
import { watchAttributes } from "./attributes.js";
import { watchInsertions } from "./insertions.js";
import { watchMarkup } from "./markup.js";
import { watchNetwork } from "./network.js";
import { makeOpen } from "./open.js";
import { watchStorage } from "./storage.js";
import { watchWorkers } from "./workers.js";

/** @typedef {import("../nodes.js").Item} Item */

/**
 * Takes what sends a request, what makes it fail and what calls it off, to be sent later if its service wants that.
 * @typedef {(again: (send: () => any, fail: () => any, signal?: AbortSignal) => Promise<any>) => void} Replay
 */

/**
 * What a realm (a window) is watched with.
 * @typedef {object} Watcher
 * @property {(item: Item) => boolean} judge says whether something may pass
 * @property {(item: Item, replay?: Replay) => void} told told of what may not
 * @property {(node: any) => any[]} comes looks at what is about to be put in, and returns the frames
 * @property {(root: any) => any[]} scan looks at what markup has put in, and returns the frames
 * @property {(node: any, name: string, value: any) => boolean} mayGet
 * @property {(script: any, text: any) => unknown} write takes what a script writes, if the parser is past it
 * @property {() => any[] | undefined} worker what begins the gate in a worker; see `workers.js`
 * @property {(what: "c" | "k", it: string) => string | undefined} keeps judges cookies and keys; see `storage.js`
 */

/**
 * Watches the page and the empty frames that its scripts make.
 * @param {Watcher} watcher
 */
export function watchWays({ judge, told, comes, scan, mayGet, write, worker, keeps }) {
  const { opened, again } = makeOpen();
  /**
   * What a request asks for.
   * @param {unknown} url
   * @param {any} kind
   * @returns {Item}
   */
  const requested = (url, kind = "request") => ({ node: null, kind, ids: "", ...address(String(url)) });
  /**
   * Says whether a request may pass.
   * @param {unknown} url
   * @param {any} kind
   * @param {() => any} [make] makes what stays open if it may
   * @param {Replay} [replay]
   */
  const passes = (url, kind, make, replay) => {
    const item = requested(url, kind);
    const may = judge(item);
    if (!may) {
      told(item, replay);
    } else if (make) {
      const made = make();
      opened(made, () => judge(item));
      return made;
    }
    return may;
  };
  const { rewrite, blanked } = watchMarkup(judge);
  /** @type {WeakSet<object>} */
  const seen = new WeakSet();
  /** @param {any} realm */
  const watch = (realm) => {
    if (!seen.has(realm)) {
      seen.add(realm);
      watchInsertions(realm, comes, scan, rewrite, frame, write);
      watchWorkers(realm, worker);
      watchAttributes(realm, mayGet);
      watchStorage(realm, opened, keeps);
      watchNetwork(realm, passes);
    }
  };
  /** A frame that shares our origin and has nothing of its own. @param {any} node */
  const frame = (node) => {
    try {
      const { contentWindow } = node;
      if (contentWindow && /^about:/.test(contentWindow.location.href)) {
        watch(contentWindow);
      }
    } catch {
      // Another origin's: nobody here can reach into it, nor it out of there.
    }
  };
  watch(window);
  return {
    /** Finds out what was made blank in markup before the browser read it. */
    blanked,
    requested,
    again,
    frame,
  };
}
