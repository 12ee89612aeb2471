// What scripts put into the page: nodes by methods, and markup as text.

import { own } from "../natives.js";
import { wrap } from "./wrap.js";

/** Methods that put nodes in, by who has them. @type {[string, string][]} */
const NODES = [
  ["Node", "appendChild insertBefore replaceChild"],
  ["Element", "append prepend replaceChildren before after replaceWith insertAdjacentElement moveBefore"],
  ["DocumentFragment", "append prepend replaceChildren moveBefore"],
  ["Document", "append prepend replaceChildren moveBefore"],
  ["CharacterData", "before after replaceWith"],
  ["Range", "insertNode surroundContents"],
];

/** Methods and properties that take markup; the place of it among the arguments. @type {[string, string, number][]} */
const MARKUP = [
  ["Element", "innerHTML", 0],
  ["Element", "outerHTML", 0],
  ["Element", "setHTMLUnsafe", 0],
  ["Element", "insertAdjacentHTML", 1],
  ["ShadowRoot", "innerHTML", 0],
  ["ShadowRoot", "setHTMLUnsafe", 0],
];

/**
 * @param {any} realm a window
 * @param {(node: any) => void} comes looks at what is about to be put in
 * @param {(markup: unknown, runs: boolean) => unknown} rewrite
 * @param {(frame: any) => void} frame told of each frame that was put in
 */
export function watchInsertions(realm, comes, rewrite, frame) {
  const isNode = (/** @type {any} */ it) => !!it && typeof it === "object" && "nodeType" in it;
  /** @param {any} root */
  const frames = (root) => {
    if (root.localName === "iframe") {
      frame(root);
    } else if (root.firstElementChild) {
      own(root, "querySelectorAll").call(root, "iframe").forEach(frame);
    }
  };

  for (const [owner, names] of NODES) {
    for (const name of names.split(" ")) {
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        // A fragment is empty afterwards.
        const nodes = given.filter(isNode).flatMap((node) => (own(node, "nodeType") === 11 ? [...node.childNodes] : node));
        const isHere = own(self, "isConnected") || owner === "Range";
        if (isHere) {
          nodes.forEach(comes);
        }
        const result = go(given);
        if (isHere) {
          nodes.forEach(frames);
        }
        return result;
      });
    }
  }
  for (const [owner, name, place] of MARKUP) {
    wrap(realm[owner]?.prototype, name, (given, go, self) => {
      const parent = self && self.parentNode;
      given = [...given];
      given[place] = rewrite(given[place], false);
      const result = go(given);
      if (own(self, "isConnected")) {
        frames(self);
      } else if (parent) {
        frames(parent);
      }
      return result;
    });
  }
  wrap(realm.Range?.prototype, "createContextualFragment", ([markup, ...rest], go) => go([rewrite(markup, false), ...rest]));
  for (const name of ["write", "writeln"]) {
    wrap(realm.Document?.prototype, name, (given, go) => {
      const text = given.join("");
      const rewritten = rewrite(text, true);
      return rewritten === text ? go(given) : go([rewritten]);
    });
  }
}
