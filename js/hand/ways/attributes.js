// Addresses that nodes get after they were made, by property or by attribute.

import { wrap } from "./wrap.js";

/** Properties that are addresses. @type {[string, string][]} */
const PROPERTIES = [
  ["HTMLScriptElement", "src"],
  ["HTMLImageElement", "src"],
  ["HTMLImageElement", "srcset"],
  ["HTMLIFrameElement", "src"],
  ["HTMLLinkElement", "href"],
  ["HTMLMediaElement", "src"],
  ["HTMLVideoElement", "poster"],
  ["HTMLSourceElement", "src"],
  ["HTMLSourceElement", "srcset"],
  ["HTMLTrackElement", "src"],
  ["HTMLObjectElement", "data"],
  ["HTMLEmbedElement", "src"],
  ["HTMLInputElement", "src"],
];

/**
 * @param {any} realm a window
 * @param {(node: any, name: string, value: string) => boolean} mayGet
 */
export function watchAttributes(realm, mayGet) {
  for (const [owner, name] of PROPERTIES) {
    wrap(realm[owner]?.prototype, name, (given, go, self) => (mayGet(self, name, String(given[0])) ? go(given) : undefined));
  }
  /** @param {any} name */
  const plain = (name) => String(name).toLowerCase();
  const element = realm.Element?.prototype;
  wrap(element, "setAttribute", (given, go, self) =>
    given.length < 2 || mayGet(self, plain(given[0]), String(given[1])) ? go(given) : undefined,
  );
  wrap(element, "setAttributeNS", (given, go, self) =>
    given.length < 3 || mayGet(self, plain(given[1]), String(given[2])) ? go(given) : undefined,
  );
  for (const name of ["setAttributeNode", "setAttributeNodeNS"]) {
    wrap(element, name, (given, go, self) => {
      const [attribute] = given;
      return !attribute || mayGet(self, plain(attribute.name), String(attribute.value)) ? go(given) : null;
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
