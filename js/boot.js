// The script-tag file: starts the gate while the parser waits, and fetches the notice from beside itself.

import { startGate } from "./gate.js";
import { ask, own } from "./hand/natives.js";
import { NOTICE } from "./handle.js";
import { consentError } from "./lines.js";

const tag = /** @type {HTMLScriptElement | null} */ (own(document, "currentScript"));
const beside = tag?.src;

/** @type {Promise<any> | undefined} */
let fetched;

/**
 * Fetches the notice as a script, which a content security policy without `connect-src` allows too.
 * @param {any} policy
 */
const notice = (policy) =>
  (fetched =
    fetched ||
    new Promise((resolve, reject) => {
      const script = ask("createElement", "script");
      const fail = () => {
        fetched = undefined;
        reject(consentError("notice-unavailable", "", "no answer", script.src));
      };
      const named = policy?.notice?.script;
      if (!named && !beside) {
        return fail();
      }
      script.src = new URL(named || "menshen-notice.js", named ? own(document, "baseURI") : beside || "").href;
      script.nonce = tag?.nonce || "";
      script.onload = () => {
        const notice = /** @type {any} */ (window).menshen[NOTICE]();
        // Something else may have come from there.
        return notice ? resolve(notice) : fail();
      };
      script.onerror = fail;
      own(document, "head").append(script);
    }));

startGate({ tag, notice });
