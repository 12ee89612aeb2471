// Workers that a script of the page makes of text, a `blob:` or `data:` address: the gate goes in before that text. A
// worker of the site's own file is the site's own, and stays as it is.

import { trusted } from "../own.js";
import { wrap } from "./wrap.js";

/** On this channel pages tell workers of an answer. */
export const CHANNEL = "menshen";

/** What stands behind an address that a script made. @type {Map<string, any>} */
const blobs = new Map();

/**
 * @param {any} realm a window, or a worker
 * @param {() => any[] | undefined} begin where the gate for workers stands, and what it has to know; nothing if it stands nowhere
 */
export function watchWorkers(realm, begin) {
  const { URL, Blob } = realm;
  const { createObjectURL, revokeObjectURL } = URL;
  wrap(URL, "createObjectURL", (given, go) => {
    const url = go(given);
    blobs.set(url, given[0]);
    return url;
  });
  wrap(URL, "revokeObjectURL", (given, go) => {
    blobs.delete(String(given[0]));
    return go(given);
  });
  for (const name of ["Worker", "SharedWorker"]) {
    wrap(realm, name, (all, go) => {
      const [url, options] = all;
      const load = (/** @type {any} */ from) => (options?.type === "module" ? `import${JSON.stringify(from)};` : `importScripts(${JSON.stringify(from)});`);
      const text = blobs.get(String(url)) || (/^data:/.test(url) && load(String(url)));
      const begun = text && begin();
      if (!begun) {
        return go(all);
      }
      // In one line, so that the lines of the text keep their numbers.
      const ours = createObjectURL(new Blob([load(begun[0]), `menshen(...${JSON.stringify(begun)});`, text], { type: "text/javascript" }));
      // What nobody trusted is not trusted now.
      const given = typeof url === "string" ? ours : trusted("ScriptURL", ours);
      // Firefox reads that of a worker's worker, and of a shared one, only later.
      setTimeout(revokeObjectURL, 6e4, ours);
      return go([given, options]);
    });
  }
}
