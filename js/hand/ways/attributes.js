// Addresses that nodes get after they were made, by property or by attribute.

import { wrap } from "./wrap.js";

/**
 * @param {any} realm a window
 * @param {(node: any, name: string, value: any) => boolean} mayGet
 */
export function watchAttributes(realm, mayGet) {
  for (const owner of Object.getOwnPropertyNames(realm)) {
    if (/^HTML.*Element$/.test(owner)) {
      for (const name of ["src", "srcset", "srcdoc", "href", "data", "poster", "rel"]) {
        wrap(realm[owner]?.prototype, name, (given, go, self) => (mayGet(self, name, given[0]) ? go(given) : undefined));
      }
    }
  }
  /** Puts a guard before a method that takes a name and a value, after others. @type {(method: string, place: number) => void} */
  const watch = (method, place) =>
    wrap(realm.Element?.prototype, method, (given, go, self) =>
      given.length < place + 2 || mayGet(self, String(given[place]).toLowerCase(), given[place + 1]) ? go(given) : undefined,
    );
  watch("setAttribute", 0);
  watch("setAttributeNS", 1);
  for (const name of ["setAttributeNode", "setAttributeNodeNS"]) {
    wrap(realm.Element?.prototype, name, (given, go, self) => {
      const [attribute] = given;
      return !attribute || mayGet(self, attribute.name, attribute.value) ? go(given) : null;
    });
  }
  // `new Image()` and `new Audio(address)` are setters in disguise.
  wrap(realm, "Audio", (given, go) => {
    const made = go([]);
    if (given.length && given[0] !== undefined) {
      made.src = given[0];
    }
    return made;
  });
}
