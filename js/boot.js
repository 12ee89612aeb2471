// The script-tag file: starts the gate while the parser waits, and fetches the notice from beside itself.

import { startGate } from "./gate.js";
import { ask, insertBefore, isLoading, own, trusted } from "./hand/natives.js";
import { SPARE } from "./core.js";
import { NOTICE } from "./handle.js";
import { consentError } from "./lines.js";

const tag = /** @type {HTMLScriptElement | null} */ (own(document, "currentScript"));
const beside = tag?.src;

/** @type {Promise<any> | undefined} */
let fetched;
/** What is added to the names of our files where WebAssembly is refused. */
let variant = "";

/**
 * Brings a script of ours, and calls back if it does not come.
 * @param {string} name
 * @param {string} base
 * @param {() => void} failed
 * @param {() => void} [came]
 */
const bring = (name, base, failed, came) => {
  const script = ask("createElement", "script");
  script.src = trusted("ScriptURL", new URL(name.replace(/(?=\.js$)/, variant), base).href);
  script.nonce = tag?.nonce || "";
  if (!came && isLoading() && !tag?.async && !tag?.defer) {
    // The parser waits for it, so that nothing of the page is ahead of it.
    script.setAttribute("nonce", script.nonce);
    ask("addEventListener", "error", (/** @type {any} */ { target }) => target.src === script.src && failed(), true);
    return ask("write", trusted("HTML", script.outerHTML));
  }
  script.onload = came;
  script.onerror = failed;
  insertBefore.call(own(document, "head"), script, null);
};

/** Brings the gate's module as a script. @type {import("./gate.js").Options["spare"]} */
const spare = () =>
  new Promise((resolve, reject) => {
    variant = "-nowasm";
    /** @type {any} */ (window)[SPARE] = resolve;
    beside ? bring(FILE, beside, reject) : reject();
  });

/**
 * Fetches the notice as a script, which a content security policy without `connect-src` allows too.
 * @param {any} policy
 */
const notice = (policy) =>
  (fetched =
    fetched ||
    new Promise((resolve, reject) => {
      const given = policy?.notice?.script;
      const named = given || "menshen-notice.js";
      const fail = () => {
        fetched = undefined;
        reject(consentError("notice-unavailable", "", "no answer", named));
      };
      const base = given ? own(document, "baseURI") : beside;
      if (!base) {
        return fail();
      }
      bring(named, base, fail, () => {
        const notice = /** @type {any} */ (window).menshen[NOTICE]();
        // Something else may have come from there.
        return notice ? resolve(notice) : fail();
      });
    }));

startGate({ tag, notice, spare });
