// Every request that reached us, for tests to look at and for the panel to show.

/**
 * @typedef {object} Entry
 * @property {number} id counts up from 1
 * @property {number} time milliseconds since 1970
 * @property {string | null} tracker the third party's name; `null` for the site itself
 * @property {string} method
 * @property {string} host
 * @property {string} path
 * @property {string} query with its question mark, or empty
 * @property {{ [name: string]: string }} headers those that tell who asks and what for
 * @property {number} bytes of the body, counted when it has come
 * @property {string} [body] itself, where a test asked for it
 * @property {boolean} proxied
 *
 * @typedef {object} Log
 * @property {(visit: import("./request.mjs").Visit, tracker: string | null) => Entry} add
 * @property {(filter?: { tracker?: string }) => Entry[]} entries
 * @property {() => void} clear
 * @property {(listener: (entry: Entry) => void) => () => void} listen calls back for every new request; returns an undo
 * @property {(predicate: (entry: Entry) => unknown, timeout?: number) => Promise<Entry>} waitFor
 * @property {() => void} close
 */

/** What a request's headers tell of its reason. The rest only tells the browser's make. */
const HEADERS = [
  "accept",
  "content-type",
  "cookie",
  "idempotency-key",
  "origin",
  "purpose",
  "referer",
  "sec-fetch-dest",
  "sec-fetch-mode",
  "sec-fetch-site",
  "sec-purpose",
  "sec-gpc",
];

/** How long a test waits for a request unless it says otherwise; reached only when something is broken. */
const PATIENCE = 10_000;

/**
 * @param {number} [limit] how many requests are kept; the oldest go first
 * @returns {Log}
 */
export function createLog(limit = 10_000) {
  let count = 0;
  /** @type {Entry[]} */
  let kept = [];
  /** @type {Set<(entry: Entry) => void>} */
  const listeners = new Set();
  /** Rejects everybody who still waits. @type {Set<(error: Error) => void>} */
  const waiting = new Set();

  /** @param {(entry: Entry) => void} listener */
  const listen = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  return {
    add(visit, tracker) {
      const entry = {
        id: ++count,
        time: Date.now(),
        tracker,
        method: visit.method,
        host: visit.host,
        path: visit.path,
        query: visit.search,
        headers: Object.fromEntries(HEADERS.flatMap((name) => [[name, visit.headers[name]]]).filter(([, value]) => value)),
        bytes: 0,
        proxied: visit.isProxied,
      };
      kept.push(entry);
      if (kept.length > limit) {
        kept = kept.slice(-limit);
      }
      for (const listener of [...listeners]) {
        listener(entry);
      }
      return entry;
    },
    entries: ({ tracker } = {}) => kept.filter((entry) => !tracker || entry.tracker === tracker),
    clear() {
      kept = [];
    },
    listen,
    waitFor(predicate, timeout = PATIENCE) {
      const found = kept.find(predicate);
      if (found) {
        return Promise.resolve(found);
      }
      return new Promise((resolve, reject) => {
        const end = () => {
          undo();
          clearTimeout(timer);
          waiting.delete(fail);
        };
        const fail = (/** @type {Error} */ error) => {
          end();
          reject(error);
        };
        const undo = listen((entry) => {
          if (predicate(entry)) {
            end();
            resolve(entry);
          }
        });
        const timer = setTimeout(() => {
          const last = kept.slice(-10).map(({ method, host, path, query }) => `${method} ${host}${path}${query}`);
          fail(new Error(["no such request came; the last ones were", ...last].join("\n  ")));
        }, timeout);
        waiting.add(fail);
      });
    },
    close() {
      for (const fail of [...waiting]) {
        fail(new Error("the servers were closed"));
      }
      listeners.clear();
    },
  };
}
