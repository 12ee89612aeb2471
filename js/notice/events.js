// Tells scripts that come late, and ask for it, of the page's events that are over: each once, and only what was asked
// for while such a script ran, since nothing shows later who asks. Everybody else's listeners stay as they are.

import { undoing } from "../hand/undo.js";
import { wrap } from "../hand/ways/wrap.js";

const LATE = "data-consent-late-events";

let watches = false;

/** From now on scripts with the mark are told. */
export function watchEvents() {
  if (watches) {
    return;
  }
  watches = true;
  undoing(() => (watches = false));
  /** What is still to be told: by target and listener, so that it can be taken back. @type {Map<any, Map<any, Set<string>>>} */
  const asked = new Map();
  const { prototype } = EventTarget;

  /** @param {any} target @param {string} type */
  const isOver = (target, type) => {
    if (!document.currentScript?.hasAttribute(LATE)) {
      return false;
    }
    // The ready state changes before its event is told, and these times when it is.
    const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    return type === "DOMContentLoaded"
      ? (target === window || target === document) && page.domContentLoadedEventStart > 0
      : type === "load"
        ? target === window && page.loadEventStart > 0
        : type === "readystatechange" && target === document && page.domComplete > 0;
  };

  /**
   * Tells one listener in a task of its own.
   * @param {any} target
   * @param {string} type
   * @param {any} listener
   */
  const tell = (target, type, listener) => {
    const types = of(target, listener);
    if (types.has(type)) {
      return;
    }
    types.add(type);
    setTimeout(() => {
      if (types.delete(type)) {
        const event = new Event(type, { bubbles: type === "DOMContentLoaded" });
        // Also that of `load` is the document, wherever it is heard (HTML, "legacy target override").
        Object.defineProperties(event, { target: { value: document }, currentTarget: { value: target } });
        typeof listener === "function" ? listener.call(target, event) : listener.handleEvent(event);
      }
    });
  };

  /** @param {any} target @param {any} listener @returns {Set<string>} */
  const of = (target, listener) => {
    const listeners = asked.get(target) || new Map();
    const types = listeners.get(listener) || new Set();
    asked.set(target, listeners.set(listener, types));
    return types;
  };

  wrap(prototype, "addEventListener", (given, go, self) => {
    const [type, listener] = given;
    const target = self || window;
    return listener && isOver(target, String(type)) ? tell(target, String(type), listener) : go(given);
  });
  wrap(prototype, "removeEventListener", (given, go, self) => {
    asked.get(self || window)?.get(given[1])?.delete(String(given[0]));
    return go(given);
  });
  /** What is written to a handler's property. @param {any} owner @param {string} type */
  const watch = (owner, type) =>
    wrap(owner, "on" + type, (given, go, self) => {
      go(given);
      if (typeof given[0] === "function" && isOver(self || window, type)) {
        tell(self || window, type, given[0]);
      }
    });
  watch(window, "load");
  watch(Document.prototype, "readystatechange");
}
