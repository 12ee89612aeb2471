// Marks, elements and hosts that nobody can say yes to, since the policy names nothing for them: each is told of once,
// with what would mend it. Whoever runs the site reads that in the console.

import { consentError } from "../lines.js";

/** What was told of. @type {Set<string>} */
const told = new Set();
/** Nodes that were looked at. @type {WeakSet<object>} */
const seen = new WeakSet();
/** How many entries of the gate's log were looked at. */
let read = 0;

/**
 * Tells of all that is held for good.
 * @param {import("./object.js").Gate} gate
 */
export function warn({ log, items, explain, one, inform, state }) {
  if (one("status") !== "ready") {
    return;
  }
  /** @param {string} what @param {() => Error} error */
  const once = (what, error) => {
    if (!told.has(what)) {
      told.add(what);
      inform("error", error());
    }
  };
  for (const node of items()) {
    const mark = node?.getAttribute("data-consent");
    if (typeof mark !== "string" || seen.has(node)) {
      continue;
    }
    seen.add(node);
    if (!told.has(mark) && !explain(node)?.purposes[0]) {
      once(mark, () => consentError("unknown-id", "data-consent", mark || "?", "ids of the policy"));
    }
  }
  const { purposes: known, services } = state();
  for (const name of ["show", "hide", "placeholder"]) {
    for (const element of document.querySelectorAll(`[data-consent-${name}]`)) {
      const ids = (element.getAttribute("data-consent-" + name) || "?").trim().split(/\s+/);
      for (const id of ids.filter((id) => !(id in known) && !(name === "placeholder" && id in services))) {
        once(name + id, () => consentError("unknown-id", "data-consent-" + name, id, name === "placeholder" ? "an id of a purpose or a service" : "ids of purposes"));
      }
    }
  }
  for (; read < log.length; read++) {
    const [event, , { rule, purposes, url }] = log[read];
    if (event !== "held" || rule === "mark" || purposes[0]) {
      continue;
    }
    // Before there was a policy, everybody's waited.
    const now = explain(url);
    if (now?.verdict === "hold" && !now.purposes[0]) {
      const { host } = new URL(url, document.baseURI);
      once(host, () => consentError("unassigned", host, "no purpose for it", `a service with "hosts": ["${host}"]`));
    }
  }
}
