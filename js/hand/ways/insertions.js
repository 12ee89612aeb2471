// What scripts put into the page: nodes by methods, and markup as text.

import { own } from "../own.js";
import { MARK } from "./markup.js";
import { wrap } from "./wrap.js";

/** Who has methods that put nodes in, and the methods. */
const OWNERS = ["Node", "Element", "DocumentFragment", "Document", "CharacterData", "Range"];
const METHODS =
  "body appendChild insertBefore replaceChild append prepend replaceChildren before after replaceWith insertAdjacentElement moveBefore insertNode surroundContents".split(" ");

/**
 * @param {any} realm a window
 * @param {(node: any) => void} comes looks at what is about to be put in, and from then on at what comes into a shadow root
 * @param {(markup: unknown, runs: boolean) => unknown} rewrite
 * @param {(frame: any) => void} frame told of each frame that was put in
 * @param {(script: any, text: any) => unknown} write takes what a script writes, if the parser is past it
 */
export function watchInsertions(realm, comes, rewrite, frame, write) {
  const isNode = (/** @type {any} */ it) => it?.nodeType;
  /** @param {any} root @param {string} selector @returns {any[]} */
  const all = (root, selector) => [...own(root, "querySelectorAll").call(root, selector)];
  /** What was made blank waits from here on. @param {any} root */
  const blanks = (root) => {
    all(root, `[${MARK}]`).forEach(comes);
    for (const host of all(root, "*")) {
      const shadow = own(host, "shadowRoot");
      if (shadow) {
        blanks(shadow);
      }
    }
  };
  /** @param {any} root */
  const frames = (root) => {
    if (root.localName === "iframe") {
      frame(root);
    } else if (root.firstElementChild) {
      all(root, "iframe").forEach(frame);
    }
  };

  /** Shadow roots by what they are of, once there is one; a closed one can be found in no other way. @type {WeakMap<object, any> | undefined} */
  let shadows;
  wrap(realm.Element?.prototype, "attachShadow", (given, go, self) => {
    const shadow = go(given);
    (shadows = shadows || new WeakMap()).set(self, shadow);
    comes(shadow);
    return shadow;
  });
  /** Looks at what comes, and at the shadow roots in it. @param {any} node */
  const enter = (node) => {
    comes(node);
    if (shadows && own(node, "nodeType") === 1) {
      for (const host of [node, ...all(node, "*")]) {
        shadows.get(host)?.childNodes.forEach(enter);
      }
    }
  };

  for (const owner of OWNERS) {
    for (const name of METHODS) {
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        // A fragment is empty afterwards.
        const nodes = given.filter(isNode).flatMap((node) => (own(node, "nodeType") === 11 ? [...node.childNodes] : node));
        const isHere = owner === "Range" || own(self, "isConnected");
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
  for (const owner of ["Element", "ShadowRoot"]) {
    for (const name of ["innerHTML", "outerHTML", "setHTMLUnsafe", "insertAdjacentHTML"]) {
      const place = name === "insertAdjacentHTML" ? 1 : 0;
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        const root = (place || name === "outerHTML") && own(self, "parentNode") || self;
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
  }
  wrap(realm.Range?.prototype, "createContextualFragment", ([markup, ...rest], go) => go([rewrite(markup, false), ...rest]));
  for (const name of ["write", "writeln"]) {
    wrap(realm.Document?.prototype, name, (given, go, self) => {
      const text = given[1] === undefined ? given[0] : given.join("");
      if (write(own(self, "currentScript"), text)) {
        return;
      }
      const rewritten = rewrite(text, true);
      if (rewritten === text) {
        return go(given);
      }
      go([rewritten]);
      blanks(self);
    });
  }
}
