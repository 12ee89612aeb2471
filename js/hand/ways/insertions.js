// What scripts put into the page: nodes by methods, and markup as text.

import { MARK } from "../nodes.js";
import { own } from "../own.js";
import { wrap } from "./wrap.js";

/** Who has methods that put nodes in, and the methods. */
const OWNERS = ["Node", "Element", "DocumentFragment", "Document", "CharacterData", "Range"];
const METHODS =
  "body appendChild insertBefore replaceChild append prepend replaceChildren before after replaceWith insertAdjacentElement moveBefore insertNode surroundContents".split(" ");

/** What takes markup. */
const SINKS = "innerHTML outerHTML setHTMLUnsafe insertAdjacentHTML createContextualFragment".split(" ");

/**
 * @param {any} realm a window
 * @param {(node: any) => any[]} comes looks at what is about to be put in and returns the frames; looks from then on at what comes into a shadow root
 * @param {(root: any) => any[]} scan looks at what markup has put in, and returns the frames
 * @param {(markup: unknown, runs: boolean) => unknown} rewrite
 * @param {(frame: any) => void} frame told of each frame that was put in
 * @param {(script: any, text: any) => unknown} write takes what a script writes, if the parser is past it
 */
export function watchInsertions(realm, comes, scan, rewrite, frame, write) {
  const isNode = (/** @type {any} */ it) => it?.nodeType;
  /**
   * Looks at what markup has put in: at frames and what was made blank, or at all of it if it may have shadow roots.
   * @param {any} root
   * @param {boolean} [isAll]
   */
  const arrived = (root, isAll) => {
    if (own(root, "isConnected")) {
      for (const node of isAll ? [root] : own(root, "querySelectorAll").call(root, `iframe,[${MARK}]`)) {
        scan(node).forEach(frame);
      }
    }
  };

  wrap(realm.Element?.prototype, "attachShadow", (given, go) => {
    const shadow = go(given);
    comes(shadow);
    return shadow;
  });
  for (const owner of OWNERS) {
    for (const name of METHODS) {
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        // A fragment is empty afterwards.
        const nodes = given.filter(isNode).flatMap((node) => (own(node, "nodeType") === 11 ? [...node.childNodes] : node));
        const isHere = owner === "Range" || own(self, "isConnected");
        const frames = isHere ? nodes.flatMap(comes) : [];
        const result = go(given);
        frames.forEach(frame);
        return result;
      });
    }
  }
  for (const owner of ["Element", "ShadowRoot", "Range"]) {
    for (const name of SINKS) {
      const place = name === "insertAdjacentHTML" ? 1 : 0;
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        const root = (place || name === "outerHTML") && own(self, "parentNode") || self;
        const markup = given[place];
        const rewritten = rewrite(markup, false);
        const result = go(rewritten === markup ? given : Object.assign([...given], { [place]: rewritten }));
        arrived(root, name === "setHTMLUnsafe");
        return result;
      });
    }
  }
  for (const name of ["write", "writeln"]) {
    wrap(realm.Document?.prototype, name, (given, go, self) => {
      const text = given.length > 1 ? given.join("") : given[0];
      if (write(own(self, "currentScript"), text)) {
        return;
      }
      const rewritten = rewrite(text, true);
      go(rewritten === text ? given : [rewritten]);
      arrived(self);
    });
  }
}
