// Stands in front of the browser's own functions. A proxy, because then name, length, text, `new` and `instanceof` stay
// what they were.

const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;

/**
 * What stands in front: gets the arguments and a function that goes on with them or with others.
 * @typedef {(given: any[], go: (given: any[]) => any, self: any) => any} Guard
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
  const part = found.set ? "set" : "value";
  const native = found[part];
  if (typeof native === "function") {
    found[part] = new Proxy(native, {
      apply: (_, self, given) => guard(given, (others) => apply(native, self, others), self),
      construct: (_, given, made) => guard(given, (others) => construct(native, others, made), undefined),
    });
    defineProperty(owner, name, found);
  }
}
