// What the browser tells of by itself, from when the notice's file is here: what a content security policy refused, and
// cookies that changed. For the report.

import { listenForNow, undoing } from "../hand/undo.js";

/** What was refused, each address once for each directive. @type {Map<string, { at: number, url: string, directive: string }>} */
const refused = new Map();
/** When a cookie was seen to change last, by name. @type {Map<string, number>} */
const changed = new Map();

const now = () => Math.round(performance.now());

/** @param {{ blockedURL?: string, blockedURI?: string, effectiveDirective?: string }} told */
const note = ({ blockedURL, blockedURI, effectiveDirective: directive = "" }) => {
  const url = blockedURL || blockedURI || "";
  const key = directive + " " + url;
  if (!refused.has(key) && refused.size < 999) {
    refused.set(key, { at: now(), url, directive });
  }
};

/** Begins to listen; where a browser has kept what came before, that is told too. */
export function watchBrowser() {
  listenForNow(document, "securitypolicyviolation", note);
  try {
    /** @type {any} */
    const Observer = /** @type {any} */ (window).ReportingObserver;
    const observer = new Observer((/** @type {any[]} */ reports) => reports.forEach(({ body }) => note(body)), { types: ["csp-violation"], buffered: true });
    observer.observe();
    undoing(() => observer.disconnect());
  } catch {
    // Not every browser has it.
  }
  const { cookieStore } = /** @type {any} */ (window);
  if (cookieStore) {
    listenForNow(cookieStore, "change", (event) => {
      for (const { name } of event.changed) {
        changed.set(name, now());
      }
    });
  }
}

/** What was refused. */
export const blocked = () => [...refused.values()];

/** When a cookie was seen to change; nothing if it was there before or no event told. @param {string} name */
export const changedAt = (name) => changed.get(name);
