// What became of everything in this page, put together when somebody asks: from what the gate noted and what the browser
// measured. Nothing is judged here: the gate is asked. The form is `src/api/report.schema.json`.

import { cookies } from "./sweep.js";
import { blocked, changedAt } from "./watch.js";

/**
 * What refused services have stored here all the same: put there by a server's answer, by a frame, or before us.
 * @param {import("./object.js").Gate} gate
 */
function stored({ ask }) {
  /** @param {"localStorage" | "sessionStorage"} which */
  const keys = (which) => {
    try {
      return Object.keys(window[which]);
    } catch {
      return [];
    }
  };
  /** @param {string} kind @param {string[]} names @param {(name: string) => string[]} question */
  const left = (kind, names, question) =>
    names.filter((name) => ask("l", ...question(name)) !== undefined).map((name) => ({ kind, name, at: (kind === "cookie" && changedAt(name)) || null }));
  return [
    ...left("cookie", cookies(), (name) => ["c", name + "="]),
    ...left("local", keys("localStorage"), (name) => ["k", name]),
    ...left("session", keys("sessionStorage"), (name) => ["k", name]),
  ];
}

/**
 * Puts the report together.
 * @param {import("./object.js").Gate} gate
 */
export function makeReport(gate) {
  const { log, explain, state: look, policy } = gate;
  const state = look();
  /** @param {string} event @param {(detail: any) => any[]} items */
  const all = (event, items) =>
    log.filter(([name]) => name === event).flatMap(([, time, detail]) => items(detail).map((item) => ({ at: Math.round(time), ...item })));
  const mode = policy?.thirdParties || "known";
  const held = all("held", (item) => [item]);
  const released = all("released", ({ items }) => items);
  const seen = performance.getEntriesByType("resource").map((entry) => {
    const { name, startTime, initiatorType } = /** @type {PerformanceResourceTiming} */ (entry);
    return { at: Math.round(startTime), initiator: initiatorType, ...explain(name) };
  });
  /** Whether it was asked for before it was let go, or though it is not to be asked for. @param {any} request */
  const isEarly = ({ at, url, verdict }) => {
    const free = released.find((item) => item.url === url);
    return held.some((item) => item.url === url) ? !free || at < free.at - 1 : verdict === "hold";
  };
  return {
    version: 1,
    menshen: state.version,
    page: location.origin + location.pathname,
    made: new Date().toISOString(),
    status: state.status,
    mode,
    purposes: state.purposes,
    degraded: state.degraded,
    seen,
    held,
    waiting: state.held,
    released,
    lost: all("lost", (item) => [item]),
    dropped: all("dropped", (name) => [{ name }]),
    stored: stored(gate),
    blocked: blocked(),
    withdrawn: all("withdrawn", (item) => [item]),
    errors: all("error", ({ code, path, message }) => [{ code, path, message }]),
    // What passes only because nothing is held.
    observed: mode === "observe" ? seen.filter(({ purposes }) => purposes.length) : [],
    // The parser and the preload scanner can be ahead of every script, and what ran before us asked by itself.
    escaped: seen.filter(isEarly).map((item) => ({ ...item, reason: state.degraded ? "late" : "parser" })),
  };
}
