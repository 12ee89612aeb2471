// Every way out of the page that a script can take: each is asked about before the browser does it. What the parser
// does, `watch.js` sees.

import { address } from "../natives.js";
import { watchAttributes } from "./attributes.js";
import { watchInsertions } from "./insertions.js";
import { watchMarkup } from "./markup.js";
import { watchNetwork } from "./network.js";
import { watchStorage } from "./storage.js";

/** @typedef {import("../nodes.js").Item} Item */

/**
 * What a realm (a window) is watched with.
 * @typedef {object} Watcher
 * @property {(item: Item) => boolean} judge says whether something may pass
 * @property {(item: Item) => void} told told of what may not
 * @property {(node: any) => void} comes looks at what is about to be put in
 * @property {(node: any, name: string, value: string) => boolean} mayGet
 */

/**
 * Watches the page and the empty frames that its scripts make. Returns what finds out that a node was made blank in
 * markup.
 * @param {Watcher} watcher
 */
export function watchWays(watcher) {
  /** Says whether a request may pass. @param {unknown} url @param {any} kind */
  const passes = (url, kind) => {
    const { href, host, pathname, search } = address(String(url));
    const item = { node: null, kind, ids: "", url: href, host, path: pathname + search };
    const may = watcher.judge(item);
    if (!may) {
      watcher.told(item);
    }
    return may;
  };
  const { rewrite, blanked } = watchMarkup(watcher.judge);
  /** @type {WeakSet<object>} */
  const seen = new WeakSet();
  /** @param {any} realm */
  const watch = (realm) => {
    if (!seen.has(realm)) {
      seen.add(realm);
      watchInsertions(realm, watcher.comes, rewrite, frame);
      watchAttributes(realm, watcher.mayGet);
      watchNetwork(realm, passes);
      watchStorage(realm);
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
  return blanked;
}
