// The npm package's entry. Importing it does nothing, on a server too; `start` does.

const NOTICE = Symbol.for("menshen.notice");
const POLICY = Symbol.for("menshen.policy");

/** The gate that we started. @type {any} */
let gate;

/**
 * Attaches to the gate that runs in this page, or starts one and says that it is late.
 * @param {import("../../src/api/types").Policy} [policy]
 * @returns {Promise<import("../../src/api/types").Handle>}
 */
export async function start(policy) {
  if (typeof document === "undefined") {
    const error = new Error("no-page: found no document, expected a call in a browser");
    throw Object.assign(error, { name: "ConsentError", code: "no-page", path: "", found: "no document", expected: "a call in a browser" });
  }
  const running = /** @type {any} */ (window).menshen;
  if (running && running[NOTICE]) {
    if (policy !== undefined) {
      await running[POLICY](policy);
    }
    return running;
  }
  gate = await import("./gate.js");
  return gate.start(policy);
}

/** Takes out of the page again what {@link start} started in it; returns whether there was such a gate. */
export function stop() {
  const isThere = !!gate;
  gate?.stop();
  gate = undefined;
  return isThere;
}
