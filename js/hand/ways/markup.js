// Markup that a script gives as text. It is read once where nothing asks for anything; what may not pass is made blank
// in the text itself, so that all the rest is the page's, letter by letter.

import { inert } from "../natives.js";
import { trusted } from "../own.js";
import { ASKING, emission, isTyped, KINDS, MARK, strip, take } from "../nodes.js";

/** The beginnings of tags that may ask. */
const TAG = RegExp(`<(${Object.keys(KINDS).join("|")})(?=[\\s/>])`, "gi");

/** All that is marked, in declarative shadow roots too. @param {any} root @returns {any[]} */
const marked = (root) => [
  ...root.querySelectorAll(`[${MARK}]`),
  ...[...root.querySelectorAll("template")].flatMap(({ content }) => marked(content)),
];

/**
 * @param {(item: import("../nodes.js").Item) => boolean} judge
 */
export function watchMarkup(judge) {
  /** What was made blank, by its mark. Copies of the markup may come later, but not without end. @type {Map<string, import("../nodes.js").Item>} */
  const blank = new Map();
  let marks = 0;

  return {
    /**
     * Returns markup in which what may not pass is blank; the same if all may.
     * @param {any} markup
     * @param {boolean} runs whether scripts in it run
     */
    rewrite(markup, runs) {
      const text = String(markup);
      if (!TAG.test(text)) {
        return markup;
      }
      let place = 0;
      // In attributes that hold markup too: quotes would end those, and who reads those takes the marks out again.
      const read = inert(text.replace(TAG, (tag) => `${tag} ${MARK}=${place++} `));
      /** @type {string[]} */
      const instead = [];
      for (const node of marked(read)) {
        const item = emission(node);
        if (item && !item.ids && (runs || item.kind !== "script") && !judge(item)) {
          const id = String(marks++);
          item.async = node.hasAttribute("async");
          take(item);
          blank.set(id, item).delete(String(marks - 4096));
          // Of two attributes with one name the first counts.
          const blanks = isTyped(node) ? ` type="text/plain"` : ASKING[item.kind].map((name) => ` ${name}=""`).join("");
          instead[Number(node.getAttribute(MARK))] = ` ${MARK}="${id}"${blanks}`;
        }
      }
      place = 0;
      if (!instead.length) {
        return markup;
      }
      const blanked = text.replace(TAG, (tag) => tag + (instead[place++] || ""));
      // What nobody trusted is not trusted now.
      return typeof markup === "string" ? blanked : trusted("HTML", blanked);
    },
    /**
     * Returns what a node was to ask for that was made blank.
     * @param {any} node
     */
    blanked(node) {
      const item = blank.get(node.getAttribute(MARK));
      if (!item) {
        return;
      }
      if (!isTyped(node)) {
        strip(node, item.kind);
      }
      node.removeAttribute(MARK);
      return { ...item, node };
    },
  };
}
