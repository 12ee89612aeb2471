// The gate as a module, for pages that do not have it in their `<head>`. Loaded by `index.js` when it is needed.

import { startGate } from "../gate.js";
import { undo } from "../hand/undo.js";

export { undo as stop };

/** Whether this page refuses WebAssembly. */
let isRefused = false;

/**
 * Starts the gate in a page that is there already.
 * @param {any} policy
 */
export const start = (policy) =>
  startGate({
    tag: null,
    policy,
    worker: new URL("./menshen-worker.js", import.meta.url).href,
    notice: () => (isRefused ? import("./notice-nowasm.js") : import("./notice.js")).then((module) => module.notice()),
    spare() {
      isRefused = true;
      return import("./gate-nowasm.js").then((module) => module.core());
    },
  });
