// What scripts put into the page: nodes by methods, and markup as text.

import { own } from "../own.js";
import { wrap } from "./wrap.js";

/** Who has methods that put nodes in, and the methods. */
const OWNERS = ["Node", "CharacterData", "Element", "Document", "DocumentFragment", "Range", "HTMLTableElement"];
const METHODS =
  "body caption appendChild insertBefore replaceChild append prepend replaceChildren before after replaceWith insertAdjacentElement moveBefore insertNode surroundContents".split(" ");

/** What takes markup, and after how many others. @type {{ [name: string]: number }} */
const PLACES = { setHTMLUnsafe: 0, outerHTML: 0, innerHTML: 0, insertAdjacentHTML: 1, createContextualFragment: 0, execCommand: 2 };

/**
 * @param {any} realm a window
 * @param {(node: any) => void} comes looks at what is about to be put in, and from then on at what comes into a shadow root
 * @param {(root: any) => void} scan looks at what markup has put in
 * @param {(markup: unknown, runs: boolean) => unknown} rewrite
 * @param {(frame: any) => void} frame told of each frame that was put in
 * @param {(script: any, text: any) => unknown} write takes what a script writes, if the parser is past it
 */
export function watchInsertions(realm, comes, scan, rewrite, frame, write) {
  const isNode = (/** @type {any} */ it) => it?.nodeType;
  /** @param {any} root */
  const frames = (root) => {
    frame(root);
    if (root.firstElementChild) {
      own(root, "querySelectorAll").call(root, "iframe").forEach(frame);
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
  for (const owner of [...OWNERS, "ShadowRoot"]) {
    for (const name in PLACES) {
      const place = PLACES[name];
      wrap(realm[owner]?.prototype, name, (given, go, self) => {
        const root = (place || name === "outerHTML") && own(self, "parentNode") || self;
        const markup = given[place];
        const rewritten = place > 1 && !/^inserthtml$/i.test(given[0]) ? markup : rewrite(markup, false);
        const isOther = rewritten !== markup;
        const result = go(isOther ? Object.assign([...given], { [place]: rewritten }) : given);
        if (own(root, "isConnected")) {
          if (isOther || name === "setHTMLUnsafe") {
            scan(root);
          }
          frames(root);
        }
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
      if (rewritten === text) {
        return go(given);
      }
      go([rewritten]);
      scan(self);
    });
  }
}
