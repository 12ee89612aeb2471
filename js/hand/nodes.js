// What a node asks for, how it is kept from asking, and how it asks in the end. Nothing is judged here.

import { address, ask, inert, insertBefore } from "./natives.js";
import { trusted } from "./own.js";

/**
 * Something that waits: a node with what was taken from it.
 * @typedef {object} Item
 * @property {any} node
 * @property {"script" | "frame" | "image" | "style" | "media" | "embed" | "request" | "socket"} kind
 * @property {string} ids what its author marked it with, if anything
 * @property {string} url the address it asks for; empty for inline
 * @property {string} host
 * @property {string} path of the address; of an inline script its text
 * @property {string[]} [more] all addresses of other hosts, of which `url` is one
 * @property {{ [name: string]: any }} [taken] attributes as they were before it was kept back, trusted as they were
 * @property {boolean} [async] whether a script runs as soon as it is there, as the browser saw it before it was kept back
 * @property {boolean} [free] whether it may pass though Rust says no: the visitor wants it this time
 * @property {number} [waits] 1 if it is held, or was out of the page when its turn came; 2 if it stands in the queue
 * @property {number} [since] when it was held, in milliseconds since the page began
 * @property {any[]} [scripts] of what a released script wrote: those in it
 * @property {any} [after] of what a released script wrote: the node behind which it goes
 */

/** @type {{ [name: string]: Item["kind"] }} */
export const KINDS = {
  script: "script",
  iframe: "frame",
  img: "image",
  image: "image",
  input: "image",
  link: "style",
  style: "style",
  audio: "media",
  video: "media",
  source: "media",
  track: "media",
  object: "embed",
  embed: "embed",
};

/** Types with which a script may run, and more rather than less (HTML, "prepare the script element"). */
export const RUNS = /script|^module$|^\s*$/i;

/** Everything that may ask for something. */
export const SELECTOR = Object.keys(KINDS)
  .join()
  .replace("input", "input[type=image]")
  .replace("link", "link:is([data-consent],[rel~=stylesheet],[rel*=pre],[rel~=icon],[rel~=manifest])");

/**
 * Attributes that make a node ask; a marked node keeps the same in one with `data-` before its name.
 * @type {{ [kind: string]: string[] }}
 */
export const ASKING = {
  // The last two are an SVG's.
  script: ["type", "src", "href", "xlink:href"],
  frame: ["srcdoc", "src"],
  // In this order: with the other one first, WebKit asks for both.
  image: ["srcset", "src", "href", "xlink:href"],
  style: ["href", "type"],
  media: ["srcset", "src", "poster"],
  embed: ["data", "src"],
};

/** Says in the page which of the blank ones a node is, and in markup that is judged which tag; see `ways/markup.js`. */
export const MARK = "data-menshen-blank";
const MARKS = RegExp(` ${MARK}=\\d+ `, "g");

/** What an attribute says, without our own marks. @param {any} node @param {string} name */
const read = (node, name) => node.getAttribute(name)?.replace(MARKS, "");

/** Says whether a node does nothing while it has a type that is none of its own. @param {any} node */
export const isTyped = (node) => /^s(cript|tyle)$/.test(node.localName);

/** What a style sheet's text asks for, written as `url(…)` or after `@import`. @param {string} text */
const named = (text) => [...text.matchAll(/(?:@import\s*["']|url\(\s*["']?)([^"')]+)/gi)].map(([, url]) => url);

/** On a marked script that was let go of: markup that is copied from the page and put in again runs no second time. */
const DONE = "data-consent-released";

/**
 * Says what a node asks for; nothing if it asks for nothing.
 * @param {any} node
 * @param {string} [name] an attribute: what the node would ask for with no other address than the one in it
 * @param {string} [value]
 * @returns {Item | undefined}
 */
export function emission(node, name, value) {
  const kind = KINDS[node.localName];
  const mark = node.hasAttribute(DONE) ? null : node.getAttribute("data-consent");
  const sources = node.localName === "style" ? named(node.textContent) : ASKING[kind].flatMap((other) => {
    const given = name ? other === name && value : read(node, other) || (mark !== null && read(node, "data-" + other));
    return given && other !== "type" ? addresses(other, given) : [];
  });
  // Those of other hosts before those of the page's own.
  const more = sources.filter((each) => address(each).host !== location.host);
  const [source = sources[0] || ""] = more;
  if (mark === null && (kind === "script" ? !RUNS.test(node.type) || name && !source : !source)) {
    return;
  }
  const { url, host, path } = address(source);
  // An empty mark still is one: it names nothing that could ever be granted.
  const ids = mark === null ? "" : mark.replace(/\s+/g, " ") || "?";
  return { node, kind, ids, url, host, path: source ? path : node.textContent, more };
}

/**
 * The addresses in the value of an attribute.
 * @param {string} name
 * @param {string} value
 */
const addresses = (name, value) =>
  name === "srcset"
    ? value.split(/,\s/).map((candidate) => candidate.trim().split(/\s/)[0])
    : name === "srcdoc"
      ? [...inert(value).querySelectorAll(SELECTOR)].flatMap((node) => emission(node)?.url || [])
      : [value];

/**
 * Writes down what makes a node ask.
 * @param {Item} item
 */
export function take(item) {
  item.taken = {};
  for (const name of ASKING[item.kind]) {
    item.taken[name] = bless(name, read(item.node, name));
  }
}

/**
 * Makes what stood in an attribute be taken for it again.
 * @param {string} name
 * @param {string | null | undefined} value
 */
const bless = (name, value) =>
  value == null || name === "type" ? value : trusted(name === "srcdoc" ? "HTML" : "ScriptURL", value);

/**
 * Takes from a node what makes it ask.
 * @param {any} node
 * @param {string} kind
 */
export const strip = (node, kind) => ASKING[kind].forEach((name) => node.removeAttribute(name));

/**
 * Keeps a node from asking. A marked node that was written so asks for nothing by itself.
 * @param {Item} item
 */
export function keepBack(item) {
  const { node, kind } = item;
  item.async = node.async;
  take(item);
  if (isTyped(node)) {
    // A script with a type that is no script is not run, and can be run later (HTML, "prepare the script element"); nor
    // is such a style sheet read.
    node.setAttribute("type", "text/plain");
    return;
  }
  // Another address would race with the one that is on its way; out of the page and in again ends that for sure.
  const { parentNode, nextSibling } = node;
  const moves = /frame|embed/.test(kind) && node.isConnected && ASKING[kind].some((name) => node.hasAttribute(name));
  if (moves) {
    node.remove();
  }
  strip(node, kind);
  if (moves) {
    insertBefore.call(parentNode, node, nextSibling);
  }
}

/**
 * Lets a node ask. Returns the node that does.
 * @param {Item} item
 * @param {(node: any) => void} ours told of it before it is there
 */
export function letGo(item, ours) {
  const { node, kind, ids, taken = {} } = item;
  const { parentNode, nextSibling } = node;
  // A marked script may have come by `innerHTML`, which makes scripts that never run: a new one is needed. An
  // unmarked one stays itself, with its listeners, and runs because it is put in anew.
  const own = kind === "script" && ids ? ask("createElementNS", node.namespaceURI, "script") : node;
  if (own !== node) {
    for (const attribute of node.attributes) {
      // As it is: the parser takes names that `setAttribute` refuses.
      try {
        own.setAttributeNode(attribute.cloneNode());
      } catch {
        // A handler, where only trusted ones are taken.
        own.setAttribute(attribute.name, trusted("Script", attribute.value));
      }
    }
    own.setAttribute(DONE, "");
    // The attribute reads as empty once the script stands in the page.
    own.nonce = node.nonce;
    own.textContent = trusted("Script", node.textContent);
  }
  const moves = !/image|media/.test(kind);
  if (moves) {
    // A frame too: WebKit minds its `referrerpolicy` only for an address that it has when it is put in.
    node.remove();
  }
  for (const name of ASKING[kind]) {
    let value = null;
    if (ids) {
      value = bless(name, own.getAttribute("data-" + name));
      own.removeAttribute("data-" + name);
    }
    if (value == null && !(name === "type" && /^text\/plain$/i.test(taken[name]))) {
      value = taken[name];
    }
    if (value != null) {
      own.setAttribute(name, value);
    } else if (name === "type") {
      own.removeAttribute(name);
    }
  }
  if (kind === "script") {
    // Scripts that are put in by scripts run in any order unless told otherwise.
    own.async = isAsync(item);
  }
  ours(own);
  if (moves) {
    insertBefore.call(parentNode, own, nextSibling);
  }
  if (kind === "media") {
    // Audio and video that found no source do not look again by themselves.
    parentNode.load?.();
  }
  return own;
}

/**
 * Says whether a script runs as soon as it is there.
 * @param {Item} item
 */
export const isAsync = ({ node, ids, async }) => (ids ? node.hasAttribute("async") : !!async);

/**
 * Says whether a script waits for the page: deferred ones and modules do.
 * @param {Item} item
 */
export function isLate({ node, url, taken = {} }) {
  const type = node.getAttribute("data-type") || taken.type || "";
  return /^module$/i.test(type) || (node.hasAttribute("defer") && !!url);
}
