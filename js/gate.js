// Starts the gate in a page: the hand first, so that everything is held; then Rust, which decides; then the
// policy. Used by the script-tag file and by the npm package.

import bytes from "menshen:wasm";
import { initSync, start, call } from "menshen:glue";

import { before } from "./hand/before.js";
import { readCookie, storage, watchCookies, writeCookie } from "./hand/natives.js";
import { watch } from "./hand/watch.js";
import { makeHandle, NOTICE, POLICY } from "./handle.js";
import { consentError, fields, lines, report } from "./lines.js";
import { tape } from "./tape.js";

/**
 * @typedef {object} Options
 * @property {HTMLScriptElement | null} tag the script tag that brought us, if any
 * @property {(policy: any) => Promise<any>} notice fetches the notice
 * @property {any} [policy] a policy given by a program
 */

/**
 * Starts the gate, or returns the handle of the one that runs.
 * @param {Options} options
 */
export function startGate({ tag, notice, policy }) {
  const present = /** @type {any} */ (window).menshen;
  if (present && present[NOTICE]) {
    return present;
  }

  const inline = document.getElementById("menshen-policy");
  /** Whether Rust is up. */
  let isUp = false;
  /** Whether not even the site's own scripts run, because Rust cannot. */
  let holdsAll = false;
  /** @type {{ reasons: string[], ran: string[] } | null} */
  let degraded = null;

  const mayPass = (/** @type {import("./hand/nodes.js").Item} */ { ids, host, path, kind }) => {
    try {
      if (isUp) {
        return call(fields("judge", host, path, ids));
      }
    } catch {
      // A module that failed once is not asked again: it stays closed.
      broke();
    }
    const own = location.hostname;
    const name = host.replace(/:\d+$/, "");
    const isOwn = !name || name === own || name.endsWith("." + own);
    return !ids && (isOwn ? !holdsAll || kind !== "script" : kind === "image");
  };

  const door = watch(
    mayPass,
    (item) => gate.tell("held", gate.describe(item)),
    (items) => gate.tell("released", { items: items.map(gate.describe) }),
    (node) => {
      // An inline policy counts only before the tag; behind it, its author should know.
      if (node.id === "menshen-policy" && node !== inline) {
        gate.tell("error", tooLate());
      }
    },
  );

  /** What Rust said last. */
  let said = "";

  /** Asks Rust, and never throws. The last field may contain anything. @type {import("./handle.js").Core["call"]} */
  const ask = (...question) => {
    if (isUp) {
      try {
        said = "";
        return call(fields(...question)) ? said : undefined;
      } catch {
        broke();
      }
    }
    const [what, written] = question;
    return what === "cookie" ? written : what === "granted" ? undefined : "error\x1funavailable\x1f\x1f\x1f\x1e";
  };

  const gate = makeHandle({ call: ask }, { held: door.held, notice, degraded: () => degraded });
  Object.defineProperty(gate.handle, POLICY, { value: late });

  /** Rust cannot run or go on: everything stays held, and the page is told. */
  const broke = () => {
    isUp = false;
    gate.tell("error", consentError("unavailable", "", "a module that cannot run", "'wasm-unsafe-eval' in the page's content security policy"));
  };

  const tooLate = () =>
    consentError("policy-late", "", "a policy after another came into force", "one before the script tag, or announced by data-policy on it");

  /** The policy's tape, or nothing while there is none. @type {string | undefined} */
  let given;
  /** Whether a policy is announced that a program will bring. */
  let awaits = false;

  /** @param {any} value */
  const take = (value) => {
    given = value === undefined ? "" : tape(value);
    awaits = false;
    return gate.take(value);
  };

  /**
   * Takes a policy that a program brings to a gate that runs.
   * @param {any} value
   */
  async function late(value) {
    if (awaits) {
      return take(value);
    }
    if (given !== tape(value)) {
      const error = tooLate();
      gate.tell("error", error);
      throw error;
    }
  }

  const refuse = (/** @type {string} */ code, /** @type {unknown} */ text) => {
    try {
      gate.fail(lines(ask(code, String(text))));
    } catch (error) {
      gate.tell("error", error);
    }
  };

  const address = tag && tag.getAttribute("data-policy");

  try {
    initSync({ module: bytes });
    start(
      {
        say: (/** @type {string} */ text) => (said = text),
        now: () => Date.now() / 1000,
        path: () => location.pathname,
        cookie: (/** @type {string} */ text) => (text && writeCookie(text), readCookie()),
        local: () => storage(true),
        fits: (/** @type {string} */ pattern, /** @type {string} */ text) => new RegExp(`^(?:${pattern})$`, "s").test(text),
        keys: (/** @type {boolean} */ local) => Object.keys(storage(local) || {}).map((key) => key + "\x1e").join(""),
        remove(/** @type {boolean} */ local, /** @type {string} */ key) {
          const from = storage(local);
          try {
            from?.removeItem(key);
          } catch {}
          return !!from && from.getItem(key) === null;
        },
        mark: (/** @type {string} */ id, /** @type {string} */ word) =>
          document.documentElement.setAttribute("data-consent-" + id, word),
        tell(/** @type {string} */ event, /** @type {string} */ told) {
          const all = lines(told);
          const purposes = all.filter(([key]) => key === "purpose").map(([, id]) => id);
          if (event === "withdrawn") {
            return gate.tell(event, { purposes, report: report(all) });
          }
          door.release();
          const now = gate.state();
          gate.tell(event, event === "ready" ? now : { source: now.record && now.record.source, purposes: now.purposes, changed: purposes });
          gate.refresh();
        },
      },
      location.host,
      location.protocol === "https:",
    );
    isUp = true;
  } catch {
    try {
      holdsAll = JSON.parse(inline?.textContent || "").failed === "hold-all";
    } catch {}
    queueMicrotask(broke);
  }

  /** @type {any} */ (window).menshen = gate.handle;
  watchCookies((written) => ask("cookie", written));
  const past = before(tag);
  door.begin();

  addEventListener("storage", ({ key }) => (key === null || key === gate.state().cookie) && ask("reread"));
  addEventListener("pageshow", ({ persisted }) => persisted && ask("reread"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask("reread"));
  document.addEventListener("click", (event) => {
    const target = /** @type {any} */ (event.target);
    if (target?.closest?.("[data-menshen-open]")) {
      event.preventDefault();
      gate.handle.open().catch((/** @type {any} */ error) => gate.tell("error", error));
    }
  });

  if (policy !== undefined) {
    take(policy).catch(() => {});
  } else if (inline) {
    let value;
    try {
      value = JSON.parse(inline.textContent || "");
    } catch (error) {
      refuse("not-json", error);
    }
    value === undefined || take(value).catch(() => {});
  } else if (address) {
    fetch(address).then(
      async (answer) => {
        if (!answer.ok) {
          return refuse("policy-unreachable", answer.status);
        }
        let value;
        try {
          value = JSON.parse(await answer.text());
        } catch (error) {
          return refuse("not-json", error);
        }
        take(value).catch(() => {});
      },
      (error) => refuse("policy-unreachable", error),
    );
  } else if (address === "") {
    awaits = true;
  } else {
    take(undefined).catch(() => {});
  }

  if (past.reasons.length) {
    degraded = { reasons: past.reasons, ran: past.scripts.filter((item) => !mayPass(item)).map(({ url }) => url) };
    gate.tell("degraded", degraded);
  }
  return gate.handle;
}
