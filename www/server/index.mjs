// The demo's servers: the site and, each on an origin of its own, the third parties it embeds. All of them listen
// on loopback only. The site is reached as `localhost` and the third parties as `127.0.0.1`, so that the browser
// takes them for other sites.

import { fileURLToPath } from "node:url";
import { listen } from "./listen.mjs";
import { createLog } from "./log.mjs";
import { isBrowsersOwn, nameOfHost } from "./hosts.mjs";
import { answerSite } from "./site.mjs";
import { answerTracker, TRACKERS } from "./trackers.mjs";
import { refuse } from "./send.mjs";

const ROOT = new URL("../../", import.meta.url);

/** Where files lie; each can be set otherwise. */
const FOLDERS = {
  site: fileURLToPath(new URL("www/site/", ROOT)),
  package: fileURLToPath(new URL("pkg/", ROOT)),
  libraries: fileURLToPath(new URL("node_modules/", ROOT)),
  cases: fileURLToPath(new URL("tests/e2e/cases/", ROOT)),
};

/**
 * @typedef {object} Servers
 * @property {string} site the site's origin
 * @property {string} proxy `host:port` that also works as a forward proxy for plain HTTP
 * @property {{ [name: string]: string }} trackers origins of the third parties
 * @property {(filter?: { tracker?: string }) => import("./log.mjs").Entry[]} log requests so far, oldest first
 * @property {() => void} clear forgets them
 * @property {import("./log.mjs").Log["waitFor"]} waitFor
 * @property {() => Promise<void>} close
 */

/**
 * Starts everything.
 * @param {object} [options]
 * @param {number} [options.port] the site's port, the third parties following it; 0 takes any free ones
 * @param {boolean} [options.fallback] takes free ports where the wanted ones are in use
 * @param {Partial<typeof FOLDERS>} [options.folders]
 * @param {boolean} [options.full] whether pages get `menshen-full.js` where they ask for `menshen.js`
 * @param {boolean} [options.nowasm] whether pages refuse WebAssembly unless they say otherwise
 * @param {number} [options.limit] how many requests the log keeps
 * @returns {Promise<Servers>}
 */
export async function startServers({ port = 0, fallback = true, folders = {}, full = false, nowasm = false, limit } = {}) {
  const log = createLog(limit);
  const closing = new AbortController();
  /** @type {import("./listen.mjs").Listener[]} */
  const listeners = [];
  /** @type {import("./world.mjs").World} */
  const world = {
    folders: { ...FOLDERS, ...folders },
    full,
    nowasm,
    log,
    signal: closing.signal,
    site: "",
    trackers: {},
  };

  /**
   * Answers as whoever the request names: by its host, if that is a real name, else by the port it came to.
   * @param {string} own whose port this is
   */
  const answerAs = (own) => async (/** @type {import("./request.mjs").Visit} */ visit) => {
    if (isBrowsersOwn(visit.host)) {
      return refuse(visit, 404, "nobody here");
    }
    const name = nameOfHost(visit.host) ?? own;
    try {
      await (name === "site" ? answerSite(visit, world) : answerTracker(name, visit, world));
    } catch (error) {
      if (!closing.signal.aborted) {
        refuse(visit, 500, String(error));
      }
    }
  };

  /** @param {string} name @param {number} wanted */
  const open = async (name, wanted) => {
    const listener = await listen(answerAs(name), wanted, fallback);
    listeners.push(listener);
    return listener.port;
  };

  try {
    const sitePort = await open("site", port);
    world.site = `http://localhost:${sitePort}`;
    for (const [index, { name }] of TRACKERS.entries()) {
      const trackerPort = await open(name, port && port + 1 + index);
      world.trackers[name] = `http://127.0.0.1:${trackerPort}`;
    }
    return {
      site: world.site,
      proxy: `127.0.0.1:${sitePort}`,
      trackers: world.trackers,
      log: log.entries,
      clear: log.clear,
      waitFor: log.waitFor,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    closing.abort();
    log.close();
    await Promise.all(listeners.map((listener) => listener.close()));
  }
}
