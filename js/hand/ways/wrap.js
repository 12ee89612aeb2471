// Stands in front of the browser's own functions. A proxy, because then name, length, text, `new` and `instanceof` stay
// what they were.

const { apply, construct, defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;

/**
 * What stands in front: gets the arguments and a function that goes on with them or with others.
 * @typedef {(given: any[], go: (given: any[], self?: any) => any, self: any) => any} Guard
 */

/**
 * Puts a guard in front of a method, a setter or a constructor. What is not there, or cannot be replaced, stays.
 * @param {any} owner
 * @param {string} name
 * @param {Guard} guard
 */
export function wrap(owner, name, guard) {
  const found = owner && getOwnPropertyDescriptor(owner, name);
  if (!found || !found.configurable) {
    return;
  }
  // Neither this nor the handler takes what a page has added to every object.
  setPrototypeOf(found, null);
  const part = found.set ? "set" : "value";
  const native = found[part];
  if (typeof native === "function") {
    /** @type {any} */
    const handler = {
      __proto__: null,
      apply: (/** @type {any} */ _, /** @type {any} */ self, /** @type {any[]} */ given) => guard(given, (others, other = self) => apply(native, other, others), self),
      construct: (/** @type {any} */ _, /** @type {any[]} */ given, /** @type {any} */ made) => guard(given, (others) => construct(native, others, made), undefined),
    };
    found[part] = new Proxy(native, handler);
    defineProperty(owner, name, found);
  }
}
