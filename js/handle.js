// What pages and programs hold in their hands: `window.menshen`, and what `start()` of the npm package gives.
// It translates between them and Rust, and decides nothing. Its contract is `src/api/types.d.ts`.

import { ask, attempt, dispatch, isLoading, listen, readCookie, root, storage, writeCookie } from "./hand/natives.js";
import { acts, own } from "./hand/own.js";
import { undoing } from "./hand/undo.js";
import PATTERN from "menshen:pattern";
import { about, consentError, lines, pick, SOURCES } from "./lines.js";
import { byName, tape } from "./tape.js";

/** By this name the notice's file registers itself with the handle. */
export const NOTICE = Symbol.for("menshen.notice");
/** By this name the npm package brings a policy to a gate that runs already. */
export const POLICY = Symbol.for("menshen.policy");

const VERSION = "0.1.0";
/**
 * @typedef {object} Core the gate's module
 * @property {(...question: string[]) => string | undefined} call
 *
 * @typedef {object} Page what the handle needs of the page
 * @property {() => import("./hand/nodes.js").Item[]} held
 * @property {() => void} release asks again about everything held
 * @property {(policy: any) => Promise<any>} notice fetches the notice
 * @property {(it: any) => import("./hand/nodes.js").Item | undefined} read says what an address or an element asks for
 * @property {(item: import("./hand/nodes.js").Item) => boolean} mayPass
 * @property {(tag: string) => Promise<unknown>} [text] brings the texts of a language; unneeded where modules do it
 * @property {(nodes: any[]) => void} free lets go of some held nodes without a grant: the visitor wants them this time
 * @property {() => boolean} leftovers says whether refused services left something here
 * @property {() => any} degraded
 * @property {() => any} broken why the module cannot run, if it cannot
 */

/**
 * Makes the handle.
 * @param {Core} core
 * @param {Page} page
 */
export function makeHandle(core, page) {
  /** Functions by the event that they listen to. @type {any} */
  const listeners = { __proto__: null };
  /** Events that stay true once told; who listens later still hears them. @type {any} */
  const lasting = { __proto__: null };
  /** @type {any} */
  let policy = null;
  /** Its sorted tape as it was when it came, empty for the built-in one; nothing before. @type {string | undefined} */
  let written;
  /** @type {any} */
  let notice;
  /** What became of things, with the time (in milliseconds since the page began): the first ones, and then what was lost. @type {any[]} */
  const log = [];
  /** Whether all is looked through even if nothing seems to be left. */
  let thorough = false;
  /** What was deleted last. @type {Promise<any>} */
  let swept = Promise.resolve({ deleted: [], kept: [] });

  /**
   * Writes down what is told for {@link handle.report}.
   * @param {string} event
   * @param {any} detail
   */
  const note = (event, detail) => log.length < (event === "lost" ? 1999 : 999) && log.push([event, performance.now(), detail]);

  /**
   * @param {string} event
   * @param {any} detail
   */
  const tell = (event, detail) => {
    note(event, detail);
    if (/^(ready|degraded|error)$/.test(event)) {
      lasting[event] = detail;
    }
    if (event === "error" && isLoading()) {
      // While the page is read, hardly any of its scripts can be listening yet.
      listen(document, "DOMContentLoaded", () => say(event, detail), { once: true });
    } else {
      say(event, detail);
    }
  };

  /**
   * @param {string} event
   * @param {any} detail
   */
  const say = (event, detail) => {
    listeners[event]?.forEach((/** @type {(detail: any) => void} */ listener) => attempt(() => listener(detail)));
    attempt(() => dispatch(event, detail));
    if (event === "error") {
      attempt(() => console.error(detail));
    }
  };

  /**
   * Has the notice do something, once there is something that it could do.
   * @param {string} what
   * @param {...any} given
   */
  const later = async (what, ...given) => {
    if (one("status") !== "ready") {
      throw page.broken() || consentError("not-ready", "", "no policy", "a later call");
    }
    notice = notice || (await page.notice(policy));
    return notice[what](inside(), ...given);
  };

  /** What the notice may do, and what it must know; see `js/notice/object.js`. */
  const inside = () => ({ ask: core.call, act, one, state, inform: tell, look, explain, log, policy, sorted: written, isSecure, acts, done: () => swept, erase: handle.erase, text: page.text, items: () => page.held().map(({ node }) => node), free: page.free });

  /** One field of the state alone, without describing all that is held. @param {string} key */
  const one = (key) => pick(lines(core.call("s")), key)[0] || "";

  /**
   * Brings a change to Rust, and does what it says is to be done.
   * @param {string} what
   * @param {...string} rest
   */
  const act = (what, ...rest) => {
    for (const [effect, ...given] of lines(core.call(what, String((Date.now() / 1000) >>> 0), ...rest))) {
      if (effect === "keep") {
        const [written, value] = given;
        const cookie = one("cookie");
        if (isPrerendering()) {
          // What is here only in part is mended by the next page.
          continue;
        }
        writeCookie(written);
        try {
          const mirror = /** @type {Storage} */ (storage(true));
          if (value) {
            mirror.setItem(cookie, value);
          } else {
            mirror.removeItem(cookie);
          }
        } catch {
          // Full, or refused by the browser: the cookie is then all there is.
        }
      } else if (effect === "decided") {
        const { record, purposes } = enter();
        tell(effect, { source: record && SOURCES[record.split("~")[5]], purposes, changed: given });
        refresh();
      } else {
        sweep(given);
      }
    }
  };

  /** Whether nobody has visited the page yet: it shows nothing, writes nothing, and hears of no new answer. */
  const isPrerendering = () => own(document, "prerendering");

  /**
   * Reads the stored answer because it may have changed elsewhere. A page that nobody has visited yet must hear of no new
   * grant, and of every withdrawal: until the visit it takes no answer to be there.
   */
  const reread = () => (isPrerendering() ? act("r", "", "") : read());

  /** Reads the stored answer. */
  const read = () => {
    let mirror;
    try {
      mirror = storage(true)?.getItem(one("cookie"));
    } catch {}
    act("r", mirror || "", readCookie());
  };

  /**
   * What has elements of the page follow consent, from before they are painted: those with `data-consent-show` are seen
   * once all that it names is granted, those with `data-consent-hide` until one of it is.
   * @type {CSSStyleSheet | undefined}
   */
  let sheet;

  /** @param {{ [id: string]: string }} purposes */
  const dress = (purposes) => {
    let known = "_";
    let others = "";
    for (const id of Object.keys(purposes)) {
      const shows = `,[data-consent-show~=${id}]`;
      root().setAttribute("data-consent-" + id, purposes[id]);
      if (purposes[id] === "granted") {
        known += shows;
        others += `,[data-consent-hide~=${id}]`;
      } else {
        others += shows;
      }
    }
    sheet?.replaceSync(`[data-consent-show]:not(${known})${others}{display:none!important}`);
  };
  attempt(() => {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
    dress({});
  });
  STOPS && undoing(() => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)));

  /** Marks the page by how the purposes stand, and asks again about everything held. */
  const enter = () => {
    const now = state();
    dress(now.purposes);
    page.release();
    return now;
  };

  /** Whether the page is served over HTTPS. */
  const isSecure = location.protocol === "https:" ? "1" : "";

  /**
   * Has deleted what refused services left.
   * @param {string[]} purposes those withdrawn just now
   */
  const sweep = (purposes) => {
    if (one("status") === "ready" && !isPrerendering() && (purposes.length || thorough || notice || page.leftovers())) {
      swept = later("sweep")
        .then((report) => {
          if (purposes.length) {
            tell("withdrawn", { purposes, report });
          }
          return report;
        });
      swept.catch(complain);
    }
  };

  /** Tells of an error and returns it. @param {any} error */
  const complain = (error) => {
    tell("error", error);
    return error;
  };

  const state = () => {
    /** @type {any} */
    const result = { status: "failed", purposes: {}, services: {}, ask: [], fresh: [], days: 0, record: null };
    for (const [key, ...names] of lines(core.call("s"))) {
      const [name, value] = names;
      if (result[key]?.push) {
        result[key] = names;
      } else if (value === undefined) {
        result[key] = key === "days" ? +name : name;
      } else {
        result[key][name] = key === "services" ? !!value : value;
      }
    }
    result.held = page.held().map(describe);
    result.degraded = page.degraded();
    result.version = VERSION;
    return result;
  };

  /** @param {import("./hand/nodes.js").Item} item */
  const describe = (item) => {
    const { kind, url, ids } = item;
    const told = lines(core.call("x", ...about(item)));
    const service = pick(told, "services")[0] || null;
    const rule = ids ? "mark" : service ? "service" : told[0]?.[0] === "known" ? "catalogue" : null;
    return { kind, url, service, purposes: pick(told, "purposes"), rule };
  };

  /**
   * Says how an address or an element is judged now.
   * @param {any} it
   */
  const explain = (it) => {
    const item = page.read(it);
    return item ? { ...describe(item), verdict: page.mayPass(item) ? "allow" : "hold", level: item.ids ? "L2" : "L1" } : null;
  };

  /**
   * Has an answer recorded. What it means, the notice's module works out; the gate only keeps the record. Whether it can
   * be the visitor's own act is asked before anything is waited for: that does not last.
   * @param {string} source a letter; a program that acts for the visitor is a site's own settings
   * @param {any} choice `accept`, `reject`, or ids with true or false
   */
  const answer = (source, choice) => later("answer", acts() ? source.replace("a", "s").toUpperCase() : source, choice);

  /** Whether something takes room in the page, so that something else could stand there. @param {import("./hand/nodes.js").Item} item */
  const isSeen = (item) => item.node?.offsetWidth;

  /**
   * Shows what the state asks for: the first layer while something is undecided, else at most the way back. And has sent
   * what an earlier page could not send.
   */
  const look = async () => {
    if (one("status") === "ready" && !isPrerendering() && (notice || storage(true)?.[one("cookie") + "-outbox"] || one("ask") || policy?.notice?.button || policy?.statement?.next || page.held().some(isSeen) || ask("querySelector", "[data-consent-placeholder],[data-menshen-declaration]") || /menshen-debug/.test(location.search))) {
      await later("look");
    }
  };

  /** Shows what the state asks for, and reports when that cannot be done. */
  const refresh = () => look().catch(complain);

  /** @type {any} */
  const handle = {
    state,
    granted: (/** @type {string} */ id) => core.call("j", "", "", String(id) || "?") !== undefined,
    open: (/** @type {unknown} */ part) => later("show", "settings", part),
    acceptAll: () => answer("a", "accept"),
    rejectAll: () => answer("a", "reject"),
    set: (/** @type {{ [id: string]: boolean }} */ choices) => answer("a", choices),
    withdraw: () => answer("w", "reject"),
    erase() {
      thorough = true;
      act("e", isSecure, "");
      thorough = false;
      return swept;
    },
    explain,
    [NOTICE]: (/** @type {any} */ it) => (notice = it || notice),
    on(/** @type {string} */ event, /** @type {(detail: any) => void} */ listener) {
      const all = (listeners[event] = listeners[event] || new Set());
      all.add(listener);
      if (event in lasting) {
        queueMicrotask(() => all.has(listener) && attempt(() => listener(lasting[event])));
      }
      return () => void all.delete(listener);
    },
  };

  for (const name of ["export", "import", "report"]) {
    handle[name] = (/** @type {any} */ it) => later(name, it);
  }

  STOPS && undoing(() => notice?.stop());

  return {
    handle,
    later,
    one,
    /** What the policy wants done for the service of something. @param {any} told @param {string} key */
    option: (told, key) => policy?.services?.find((/** @type {any} */ { id }) => id === told.service)?.[key],
    tell,
    note,
    describe,
    complain,
    /** Something is held. @param {import("./hand/nodes.js").Item} item */
    holds(item) {
      const it = describe(item);
      tell("held", it);
      if (!isLoading() && isSeen(item)) {
        refresh();
      }
      return it;
    },
    refresh,
    reread,
    /** The policy's sorted tape; nothing before it is there. */
    sorted: () => written,
    /** A prerendered page is visited. */
    wake() {
      read();
      sweep([]);
      refresh();
    },
    /**
     * Puts a policy in force. A broken one is told as an error, in full words if the notice's file can be fetched.
     * @param {any} value `undefined` for the built-in one
     */
    async take(value) {
      if (page.broken()) {
        throw page.broken();
      }
      policy = value === undefined ? null : value;
      written = sorted(value);
      const isWhole = !written || PATTERN.test(written);
      if (isWhole && core.call("p", written) !== undefined) {
        read();
        tell("ready", enter());
        void refresh();
        return;
      }
      core.call("b");
      const error = consentError("bad-policy");
      // From beside us: a policy that is refused names no scripts to run.
      await page
        .notice(null)
        .then((it) => Object.assign(error, it.explain(value)[0]))
        .catch(() => {});
      throw complain(error);
    },
    /** Says whether a policy is the one that was taken. @param {any} value */
    has: (value) => written === sorted(value),
    /** Nothing more will come. @param {any} error */
    refuse(error) {
      core.call("b");
      return complain(error);
    },
  };
}

/** @param {any} policy `undefined` for the built-in one */
const sorted = (policy) => (policy === undefined ? "" : tape(policy, byName));
