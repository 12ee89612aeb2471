// The script-tag file: starts the gate while the parser waits, and fetches the notice from beside itself.

import { startGate } from "./gate.js";
import { ask, insertBefore, isLoading, root } from "./hand/natives.js";
import { own, trusted } from "./hand/own.js";
import { SPARE } from "./core.js";
import { NOTICE } from "./handle.js";
import { consentError } from "./lines.js";

const tag = /** @type {HTMLScriptElement | null} */ (own(document, "currentScript"));
const beside = tag?.src;

/** @type {Promise<any> | undefined} */
let fetched;
/** Where the notice comes from. */
let home = "";
/** What is added to the names of our files where WebAssembly is refused. */
let variant = "";

/**
 * Brings a script of ours.
 * @param {string} name
 * @param {string | undefined} base without one, for example where we stand inline, there is nothing to bring
 * @param {boolean} [isWaitedFor] whether nothing of the page may be ahead of it
 */
const bring = (name, base, isWaitedFor) =>
  new Promise((came, failed) => {
    const script = ask("createElement", "script");
    script.src = trusted("ScriptURL", new URL(name.replace(/(?=\.js$)/, variant), base).href);
    script.nonce = tag?.nonce || "";
    if (isWaitedFor && isLoading() && !tag?.async && !tag?.defer) {
      script.setAttribute("nonce", script.nonce);
      ask("addEventListener", "error", (/** @type {any} */ { target }) => target.src === script.src && failed(), true);
      return ask("write", trusted("HTML", script.outerHTML));
    }
    script.onload = () => came(script.src);
    script.onerror = failed;
    // Beside head and body: who hydrates the whole document would take it for a script of its own in either.
    insertBefore.call(root(), script, null);
  });

/** Brings the gate's module as a script. @type {import("./gate.js").Options["spare"]} */
const spare = () =>
  new Promise((resolve, reject) => {
    variant = "-nowasm";
    /** @type {any} */ (window)[SPARE] = resolve;
    bring(FILE, beside, true).catch(reject);
  });

/**
 * Fetches the notice as a script, which a content security policy without `connect-src` allows too.
 * @param {any} policy
 */
const notice = (policy) => {
  const script = policy?.notice?.script;
  // What is wrong with another address, the file itself says.
  const given = /^(https?:|[^:]+$)/.test(script) && script;
  const named = given || "menshen-notice.js";
  const get = () =>
    bring(named, given ? own(document, "baseURI") : beside).then((url) => {
      home = url;
      // Something else may have come from there.
      return /** @type {any} */ (window).menshen[NOTICE]() || Promise.reject();
    });
  return (fetched =
    fetched ||
    get()
      // Once more after a while: Firefox and WebKit stop what is on its way when the page is about to be left, and call
      // that a failure.
      .catch(() => new Promise((resolve) => setTimeout(resolve, 999)).then(get))
      .catch(() => {
        fetched = undefined;
        throw consentError("notice-unavailable", "", "no file", named);
      }));
};

/** Texts are no modules: the mark at the end keeps them from getting another name. @param {string} tag */
const text = (tag) => bring(`menshen-text-${tag}.js#`, home);

startGate({ tag, notice, text, spare, worker: beside && new URL(WORKER, beside).href });
