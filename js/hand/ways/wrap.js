// Stands in front of the browser's own functions. A proxy, because then name, length, text, `new` and `instanceof` stay
// what they were.

import { isStopped, undoing } from "../undo.js";

const { apply, construct, defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;

/**
 * What stands in front: gets the arguments and a function that goes on with them or with others.
 * @typedef {(given: any[], go: (given: any[], self?: any) => any, self: any) => any} Guard
 */

/**
 * Puts a guard in front of a method, a setter or a constructor. What is not there, or cannot be replaced, stays.
 * @param {any} owner
 * @param {string} name
 * @param {Guard | null} guard
 * @param {(found: any) => any} [front] in its place, what a getter gives instead of what it found; once for each
 */
export function wrap(owner, name, guard, front) {
  const found = owner && getOwnPropertyDescriptor(owner, name);
  if (!found || !found.configurable) {
    return;
  }
  const before = STOPS && { ...found };
  // Neither this nor the handler takes what a page has added to every object.
  setPrototypeOf(found, null);
  const part = front ? "get" : found.set ? "set" : "value";
  const native = found[part];
  if (typeof native === "function") {
    const fronts = new WeakMap();
    /** @type {any} */
    const handler = {
      __proto__: null,
      apply(/** @type {any} */ _, /** @type {any} */ self, /** @type {any[]} */ given) {
        /** @type {(others: any[], other?: any) => any} */
        const go = (others, other = self) => apply(native, other, others);
        if (STOPS && isStopped) {
          return go(given);
        }
        if (!front) {
          return /** @type {Guard} */ (guard)(given, go, self);
        }
        const it = go(given);
        if (it && !fronts.has(it)) {
          fronts.set(it, front(it));
        }
        return it && fronts.get(it);
      },
      construct(/** @type {any} */ _, /** @type {any[]} */ given, /** @type {any} */ made) {
        const go = (/** @type {any[]} */ others) => construct(native, others, made);
        return STOPS && isStopped ? go(given) : /** @type {Guard} */ (guard)(given, go, undefined);
      },
    };
    const ours = (found[part] = new Proxy(native, handler));
    defineProperty(owner, name, found);
    if (STOPS && before) {
      // Somebody else may stand in front of us by now.
      undoing(() => getOwnPropertyDescriptor(owner, name)?.[part] === ours && defineProperty(owner, name, before));
    }
  }
}
