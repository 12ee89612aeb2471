// What became of everything in this page, put together when somebody asks: from what the gate noted and what the browser
// measured. Nothing is judged here: the gate is asked. The form is `src/api/report.schema.json`.

/**
 * Puts the report together.
 * @param {[string, number, any][]} log what the gate noted: event, time, detail
 * @param {(it: string) => any} explain
 * @param {any} state
 * @param {any} policy
 */
export function makeReport(log, explain, state, policy) {
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
    dropped: all("dropped", (name) => [{ name }]),
    withdrawn: all("withdrawn", (item) => [item]),
    errors: all("error", ({ code, path, message }) => [{ code, path, message }]),
    // What passes only because nothing is held.
    observed: mode === "observe" ? seen.filter(({ purposes }) => purposes.length) : [],
    // The parser and the preload scanner can be ahead of every script, and what ran before us asked by itself.
    escaped: seen.filter(isEarly).map((item) => ({ ...item, reason: state.degraded ? "late" : "parser" })),
  };
}
