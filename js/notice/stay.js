// Keeps the notice in a page whose router replaces the body, or all that is in it. Who takes away the notice alone, an
// extension for example, means it: then it stays away. What a router has kept of ours as a copy hears nobody: it goes.

import { undoing } from "../hand/undo.js";
import { isCopy, LAYERS, OURS } from "./ours.js";

/** @param {Node} node */
const isOurs = (node) => node instanceof Element && node.matches(OURS);

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
    if (isOther && body) {
      [...body.querySelectorAll(OURS)].filter(isCopy).forEach((copy) => copy.remove());
    }
    const gone = records.flatMap(({ removedNodes }) => [...removedNodes]).filter((node) => node instanceof Element);
    const isTakenAlong = isOther || (gone.some(isOurs) && !gone.every(isOurs));
    if (isTakenAlong && body && !document.querySelector(LAYERS)) {
      back();
    }
  });
  watch();
  undoing(() => observer.disconnect());
}
