// What came into the page before us, and therefore past us.

import { isLoading } from "./natives.js";
import { own } from "./own.js";
import { emission, RUNS } from "./nodes.js";

/**
 * Says in which ways we came late, and which scripts with an address stood in the page already.
 * @param {HTMLScriptElement | null} tag our own
 */
export function before(tag) {
  /** @type {string[]} */
  const reasons = [];
  const others = [...own(document, "scripts")].filter(
    (script) => script !== tag && RUNS.test(script.type) && !script.hasAttribute("data-consent"),
  );
  if (!tag || !isLoading()) {
    reasons.push("late");
  }
  if (tag?.async) {
    reasons.push("async");
  }
  if (tag?.defer) {
    reasons.push("deferred");
  }
  if (others.length) {
    reasons.push("not-first");
  }
  const scripts = others.flatMap((script) => emission(script) || []);
  return { reasons, scripts };
}
