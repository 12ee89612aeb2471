// Keeps the notice in a page whose router replaces the body, or all that is in it. Who takes away the notice alone, an
// extension for example, means it: then it stays away.

import { undoing } from "../hand/undo.js";

const OURS = ".menshen-notice, .menshen-settings, .menshen-way-back";

/** @param {Node} node */
const isOurs = (node) => node instanceof Element && (node.matches(OURS) || node.matches(".menshen-status, .menshen-debug"));

/**
 * Watches, from now on, whether the notice was taken along with what stood around it.
 * @param {() => void} back puts it back
 */
export function stay(back) {
  let { body } = document;
  const watch = () => {
    observer.observe(document.documentElement, { childList: true });
    if (body) {
      observer.observe(body, { childList: true });
    }
  };
  const observer = new MutationObserver((records) => {
    const isOther = document.body !== body;
    if (isOther) {
      ({ body } = document);
      observer.disconnect();
      watch();
    }
    const gone = records.flatMap(({ removedNodes }) => [...removedNodes]).filter((node) => node instanceof Element);
    const isTakenAlong = isOther || (gone.some(isOurs) && !gone.every(isOurs));
    if (isTakenAlong && body && !document.querySelector(OURS)) {
      back();
    }
  });
  watch();
  undoing(() => observer.disconnect());
}
