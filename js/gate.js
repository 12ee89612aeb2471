// Starts the gate in a page: the hand first, so that everything is held; then Rust, which decides; then the
// policy. Used by the script-tag file and by the npm package.

import bytes from "menshen:wasm";
import { initSync } from "menshen:glue";

import { core } from "./core.js";
import { before } from "./hand/before.js";
import { address, ask as askPage, isLoading, listen, readCookie, storage } from "./hand/natives.js";
import { own } from "./hand/own.js";
import { rearm, undoing } from "./hand/undo.js";
import { watch } from "./hand/watch.js";
import { makeHandle, NOTICE, POLICY } from "./handle.js";
import { about, consentError, cookieNames, fields } from "./lines.js";

/** On a script that is to be told of the page's events though they are over. */
const LATE = "data-consent-late-events";

/**
 * @typedef {object} Options
 * @property {HTMLScriptElement | null} tag the script tag that brought us, if any
 * @property {(policy: any) => Promise<any>} notice fetches the notice
 * @property {any} [policy] a policy given by a program
 * @property {(tag: string) => Promise<unknown>} [text] brings the texts of a language
 * @property {string} [worker] where the file stands that is the gate in a worker
 * @property {() => Promise<typeof core>} spare brings what answers instead of the module, where WebAssembly is refused
 */

/**
 * Starts the gate, or returns the handle of the one that runs.
 * @param {Options} options
 */
export function startGate({ tag, notice, policy, worker, text, spare }) {
  const present = /** @type {any} */ (window).menshen;
  if (present?.[NOTICE]) {
    return present;
  }

  STOPS && rearm();
  const inline = askPage("getElementById", "menshen-policy");
  /** Asks Rust, once it is up. @type {typeof core | undefined} */
  let rust;
  /** Whether not even the site's own scripts run, because Rust cannot. */
  let holdsAll = false;
  /** @type {{ reasons: string[], ran: string[] } | null} */
  let degraded = null;

  /** Where we come from: more of us may have to. */
  const home = address(tag?.src || "").host;

  const mayPass = (/** @type {import("./hand/nodes.js").Item} */ item) => {
    const { ids, host, kind } = item;
    const answer = ask("j", ...about(item));
    if (rust) {
      return answer !== undefined;
    }
    const own = location.hostname;
    const name = host.replace(/:\d+$/, "");
    const isOwn = !name || name === own || name.endsWith("." + own) || host === home;
    return !ids && (isOwn ? !holdsAll || kind !== "script" : kind === "image");
  };

  const door = watch(
    mayPass,
    (item, replay) => {
      const told = gate.holds(item);
      if (replay && gate.option(told, "onGrant") === "replay") {
        replay((send, fail, signal) => gate.later("replay", () => mayPass(item), send, fail, signal).catch(fail));
      }
    },
    (items, release) => {
      const told = items.map((item) => gate.describe(item));
      const late = items.filter(({ node, url }, place) => {
        if (gate.option(told[place], "lateEvents")) {
          node.setAttribute(LATE, "");
        }
        return node.hasAttribute(LATE) && (url || !isLoading());
      });
      if (late.length) {
        // They ask for events that are over: what tells them of those is in the notice's file.
        gate.later("events").catch(gate.complain).then(() => release(items));
      } else {
        release(items);
      }
      gate.tell("released", { items: told });
    },
    (node) => {
      // An inline policy counts only before the tag; behind it, its author should know.
      if (node.id === "menshen-policy" && node !== inline) {
        gate.complain(tooLate());
      }
    },
    (item, reason) => gate.note("lost", { ...gate.describe(item), reason }),
    (what, it) => {
      const judged = ask(what, it);
      if (judged === undefined) {
        gate.note("dropped", it.split("=")[0]);
      }
      return judged;
    },
    () => (worker ? [worker, [location.host, gate.sorted(), gate.one("record")]] : undefined),
  );

  /** Asks Rust, and never throws. The last field may contain anything. @type {import("./handle.js").Core["call"]} */
  const ask = (...question) => {
    if (rust) {
      try {
        return rust(fields(...question));
      } catch {
        broke();
      }
    }
    // Cookies and keys are not ours to drop then: nobody can tell whose they are.
    return /c|k/.test(question[0]) ? question[1] : undefined;
  };

  /** Says whether something of a refused service is stored here. */
  const leftovers = () =>
    cookieNames(readCookie()).some((name) => ask("l", "c", name + "=") !== undefined) ||
    [true, false].some((local) => Object.keys(storage(local) || {}).some((key) => ask("l", "k", key) !== undefined));

  /** Why Rust cannot run. @type {any} */
  let broken;

  const gate = makeHandle({ call: ask }, { held: door.held, release: door.release, read: door.read, mayPass, notice, leftovers, text, free: door.free, degraded: () => degraded, broken: () => broken });
  gate.handle[POLICY] = late;

  /** Rust cannot run or go on: everything stays held, and the page is told. */
  const broke = () => {
    rust = undefined;
    broken = consentError("unavailable", "", "no module", "WebAssembly");
    queueMicrotask(() => gate.complain(broken));
  };

  const tooLate = () =>
    consentError("policy-late", "", "another policy", "a policy before the tag");

  /** Whether a policy is announced that a program will bring. */
  let awaits = false;
  /** What is waited for before that is known. @type {any} */
  let gone;

  /** @param {any} value */
  const take = (value) => {
    awaits = false;
    return gate.take(value);
  };

  /**
   * Takes a policy that a program brings to a gate that runs.
   * @param {any} value
   */
  async function late(value) {
    await gone;
    if (awaits) {
      return take(value);
    }
    if (!gate.has(value)) {
      throw gate.complain(tooLate());
    }
  }

  const source = tag?.getAttribute("data-policy");

  /** @param {typeof core} it */
  const rise = (it) => {
    it(fields("i", location.host));
    rust = it;
  };
  try {
    initSync({ module: bytes });
    rise(core);
  } catch {
    // Whoever stands in for it is asked below.
  }

  // Where somebody has made the name their own, programs cannot find the handle, and everything stays held.
  Reflect.set(window, "menshen", gate.handle);
  STOPS && undoing(() => Reflect.deleteProperty(window, "menshen"));
  const past = before(tag);

  listen(window, "storage", ({ key }) => {
    if (key === null || key === gate.one("cookie")) {
      gate.reread();
      // Another tab's cookie is seen here later than its storage is, by 6 ms on a quiet machine, in all three engines.
      // No event tells of it everywhere; where nothing new came, asking again changes nothing.
      setTimeout(gate.reread, 999);
    }
  });
  listen(window, "pageshow", ({ persisted }) => persisted && gate.reread());
  listen(document, "visibilitychange", gate.reread);
  /** The nearest one around a click. @param {any} event @param {string} selector */
  const around = ({ target }, selector) => target && own(target, "closest")?.call(target, selector);
  listen(document, "click", (/** @type {Event} */ event) => {
    const opener = around(event, "[data-menshen-open]");
    if (opener) {
      event.preventDefault();
      gate.handle.open(opener.dataset.menshenOpen).catch(gate.complain);
    }
  });

  listen(window, "load", gate.refresh);
  listen(document, "prerenderingchange", gate.wake);
  // Before any listener of the page's: what a link tells others when it is followed is told right after them.
  listen(
    window,
    "click",
    (event) => {
      const link = around(event, "a[ping]");
      if (link) {
        link.ping = link.ping.split(/\s+/).filter((/** @type {string} */ url) => url && mayPass(/** @type {any} */ (door.read(url)))).join(" ");
      }
    },
    { capture: true },
  );

  /** Takes a policy; what is wrong with it has been told by then. @param {any} value */
  const begin = (value) => void take(value).catch(() => {});

  /** @param {string | null} text */
  const read = (text) => {
    let value;
    try {
      value = JSON.parse(text || "");
    } catch (error) {
      return void gate.refuse(consentError("not-json", "", String(error), "JSON"));
    }
    begin(value);
  };

  /** Takes the policy, and looks at what is here. */
  const go = () => {
    if (policy !== undefined) {
      begin(policy);
    } else if (inline) {
      read(inline.textContent);
    } else if (source) {
      fetch(source)
        .then((answer) => {
          if (!answer.ok) {
            throw answer.status;
          }
          return answer.text();
        })
        .then(read, (error) => gate.refuse(consentError("policy-unreachable", "", String(error), "a policy")));
    } else if (source === "") {
      awaits = true;
    } else {
      begin(undefined);
    }

    // Not before a policy that is here already: all that stands in the page would be held, and asked for again.
    door.begin();

    if (past.reasons.length) {
      degraded = { reasons: past.reasons, ran: past.scripts.filter((item) => !mayPass(item)).map(({ url }) => url) };
      gate.tell("degraded", degraded);
    }
  };
  if (rust) {
    go();
  } else {
    gone = spare()
      .then(rise)
      .catch(() => {
        try {
          holdsAll = JSON.parse(inline?.textContent || "").failed === "hold-all";
        } catch {}
        broke();
      })
      .then(go);
  }
  return gate.handle;
}
