// What scripts put into the page: nodes by methods, and markup as text.

import { own } from "../natives.js";
import { MARK } from "./markup.js";
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
  /** What was made blank waits from here on. @param {any} root */
  const blanks = (root) => own(root, "querySelectorAll").call(root, `[${MARK}]`).forEach(comes);
  /** @param {any} root */
  const frames = (root) => {
    if (root.localName === "iframe") {
      frame(root);
    } else if (root.firstElementChild) {
      own(root, "querySelectorAll").call(root, "iframe").forEach(frame);
    }
  };

  /** Shadow roots by what they are of; a closed one can be found in no other way. @type {WeakMap<object, any>} */
  const shadows = new WeakMap();
  let hasShadows = false;
  wrap(realm.Element?.prototype, "attachShadow", (given, go, self) => {
    const shadow = go(given);
    shadows.set(self, shadow);
    hasShadows = true;
    return shadow;
  });
  /** Looks at what comes, and at the shadow roots in it. @param {any} node */
  const enter = (node) => {
    comes(node);
    if (hasShadows && own(node, "nodeType") === 1) {
      for (const host of [node, ...own(node, "querySelectorAll").call(node, "*")]) {
        [...(shadows.get(host)?.children || [])].forEach(enter);
      }
    }
  };

  for (const [owner, names] of NODES) {
    for (const name of names.split(" ")) {
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        // A fragment is empty afterwards.
        const nodes = given.filter(isNode).flatMap((node) => (own(node, "nodeType") === 11 ? [...node.childNodes] : node));
        const isHere = own(self, "isConnected") || owner === "Range";
        if (isHere) {
          nodes.forEach(enter);
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
      const root = name === "outerHTML" || place ? own(self, "parentNode") || self : self;
      const markup = rewrite(given[place], false);
      const result = go(Object.assign([...given], { [place]: markup }));
      if (own(root, "isConnected")) {
        if (markup !== given[place]) {
          blanks(root);
        }
        frames(root);
      }
      return result;
    });
  }
  wrap(realm.Range?.prototype, "createContextualFragment", ([markup, ...rest], go) => go([rewrite(markup, false), ...rest]));
  for (const name of ["write", "writeln"]) {
    wrap(realm.Document?.prototype, name, (given, go, self) => {
      const text = given.join("");
      const rewritten = rewrite(text, true);
      if (rewritten === text) {
        return go(given);
      }
      go([rewritten + (name === "write" ? "" : "\n")]);
      blanks(self);
    });
  }
}
