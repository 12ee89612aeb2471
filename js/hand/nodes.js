// What a node asks for, how it is kept from asking, and how it asks in the end. Nothing is judged here.

import { address, ask, insertBefore } from "./natives.js";

/**
 * Something that waits: a node with what was taken from it.
 * @typedef {object} Item
 * @property {any} node
 * @property {"script" | "frame" | "image" | "style" | "media" | "embed" | "request" | "socket"} kind
 * @property {string} ids what its author marked it with, if anything
 * @property {string} url the address it asks for; empty for inline
 * @property {string} host
 * @property {string} path
 * @property {{ [name: string]: string | null }} [taken] attributes as they were before it was kept back
 * @property {boolean} [async] whether a script runs as soon as it is there, as the browser saw it before it was kept back
 * @property {boolean} [waits] whether it has not been let go of yet
 */

/** @type {{ [name: string]: Item["kind"] }} */
export const KINDS = WAYS
  ? {
      script: "script",
      iframe: "frame",
      img: "image",
      image: "image",
      input: "image",
      link: "style",
      audio: "media",
      video: "media",
      source: "media",
      track: "media",
      object: "embed",
      embed: "embed",
    }
  : { script: "script", iframe: "frame", img: "image", link: "style" };

/** Types with which a script may run, and more rather than less (HTML, "prepare the script element"). */
export const RUNS = /script|^module$|^\s*$/i;

/** Everything that may ask for something. */
export const SELECTOR = WAYS
  ? "script,iframe,img,image,input[type=image i],audio,video,source,track,object,embed,link:is([data-consent],[rel~=stylesheet i],[rel*=pre i],[rel~=icon i],[rel~=manifest i])"
  : "script,iframe,img,link[data-consent]";

/**
 * Attributes that make a node ask, and the ones in which a marked node keeps the same until then.
 * @type {{ [name: string]: { [attribute: string]: string } }}
 */
export const ASKING = {
  script: { type: "data-type", src: "data-src" },
  frame: { src: "data-src" },
  // In this order: with the other one first, WebKit asks for both.
  image: { srcset: "data-srcset", src: "data-src" },
  style: { href: "data-href" },
};
if (WAYS) {
  Object.assign(ASKING, {
    // In an SVG.
    script: { ...ASKING.script, href: "data-href", "xlink:href": "data-href" },
    image: { ...ASKING.image, href: "data-href", "xlink:href": "data-href" },
    media: { srcset: "data-srcset", src: "data-src", poster: "data-poster" },
    embed: { data: "data-data", src: "data-src" },
  });
}

/** On a marked script that was let go of: markup that is copied from the page and put in again runs no second time. */
const DONE = "data-consent-released";

/**
 * Says what a node asks for; nothing if it asks for nothing.
 * @param {any} node
 * @returns {Item | undefined}
 */
export function emission(node) {
  const kind = KINDS[node.localName];
  const mark = node.hasAttribute(DONE) ? null : node.getAttribute("data-consent");
  const main = kind === "style" ? "href" : "src";
  // The last of these is an SVG script's, from `href` or `xlink:href`.
  const source =
    (mark !== null && node.getAttribute("data-" + main)) ||
    (WAYS ? foremost(node, kind) : node.getAttribute(main)) ||
    node.href?.baseVal ||
    "";
  if (mark === null && (!source || (kind === "script" && !RUNS.test(node.type)))) {
    return;
  }
  const { href, host, pathname, search } = address(source);
  // An empty mark still is one: it names nothing that could ever be granted.
  const ids = mark === null ? "" : mark.replace(/\s+/g, " ") || "?";
  return { node, kind, ids, url: href, host, path: pathname + search };
}

/**
 * The address among all those of a node that is judged: one of another host before one of the page's own.
 * @param {any} node
 * @param {string} kind
 */
function foremost(node, kind) {
  const all = Object.keys(ASKING[kind]).flatMap((name) => {
    const value = name !== "type" && node.getAttribute(name);
    return value ? addresses(name, value) : [];
  });
  return all.find((source) => address(source).host !== location.host) || all[0];
}

/**
 * The addresses in the value of an attribute.
 * @param {string} name
 * @param {string} value
 */
export const addresses = (name, value) =>
  name === "srcset" ? value.split(/,\s/).map((candidate) => candidate.trim().split(/\s/)[0]) : [value];

/**
 * Keeps a node from asking. A marked node that was written so asks for nothing by itself.
 * @param {Item} item
 */
export function keepBack(item) {
  const { node, kind } = item;
  if (WAYS) {
    item.async = node.async;
  }
  item.taken = {};
  for (const name of Object.keys(ASKING[kind])) {
    item.taken[name] = node.getAttribute(name);
  }
  if (kind === "script") {
    // A script with a type that is no script is not run, and can be run later (HTML, "prepare the script element").
    node.setAttribute("type", "text/plain");
  } else if (kind === "frame" || (WAYS && kind === "embed")) {
    // Another address would race with the one that is on its way; out of the page and in again ends that for sure.
    const { parentNode, nextSibling } = node;
    if (WAYS ? node.isConnected && (node.hasAttribute("src") || node.hasAttribute("data")) : node.hasAttribute("src") && parentNode) {
      node.remove();
      node.removeAttribute("src");
      if (WAYS) {
        node.removeAttribute("data");
      }
      insertBefore.call(parentNode, node, nextSibling);
    } else if (WAYS) {
      node.removeAttribute("src");
      node.removeAttribute("data");
    }
  } else {
    Object.keys(ASKING[kind]).forEach((name) => node.removeAttribute(name));
  }
}

/**
 * Lets a node ask. Returns the node that does.
 * @param {Item} item
 */
export function letGo(item) {
  const { node, kind, ids, taken = {} } = item;
  const { parentNode, nextSibling } = node;
  // A marked script may have come by `innerHTML`, which makes scripts that never run: a new one is needed. An
  // unmarked one stays itself, with its listeners, and runs because it is put in anew.
  const own = kind === "script" && ids ? ask("createElementNS", node.namespaceURI, "script") : node;
  if (own !== node) {
    for (const attribute of node.attributes) {
      // As it is: the parser takes names that `setAttribute` refuses.
      own.setAttributeNode(attribute.cloneNode());
    }
    own.setAttribute(DONE, "");
    // The attribute reads as empty once the script stands in the page.
    own.nonce = node.nonce;
    own.textContent = node.textContent;
  }
  const moves = kind === "script" || kind === "frame" || (WAYS && /style|embed/.test(kind));
  if (moves) {
    // A frame too: WebKit minds its `referrerpolicy` only for an address that it has when it is put in.
    node.remove();
  }
  const asking = ASKING[kind];
  for (const name of Object.keys(asking)) {
    let value = null;
    if (ids) {
      value = own.getAttribute(asking[name]);
      own.removeAttribute(asking[name]);
    }
    if (value === null && !(kind === "script" && name === "type" && /^text\/plain$/i.test(taken[name] || ""))) {
      value = taken[name];
    }
    if (value === null || value === undefined) {
      own.removeAttribute(name);
    } else {
      own.setAttribute(name, value);
    }
  }
  if (kind === "script") {
    // Scripts that are put in by scripts run in any order unless told otherwise.
    own.async = isAsync(item);
  }
  if (moves) {
    insertBefore.call(parentNode, own, nextSibling);
  }
  if (WAYS && kind === "media") {
    // Audio and video that found no source do not look again by themselves.
    parentNode.load?.();
  }
  return own;
}

/** @type {(item: Item) => boolean} */
export const isAsync = WAYS
  ? ({ node, ids, async }) => (ids ? node.hasAttribute("async") : !!async)
  : ({ node }) => node.hasAttribute("async");

/**
 * Says whether a script waits for the page: deferred ones and modules do.
 * @param {Item} item
 */
export function isLate({ node, url, taken = {} }) {
  const type = node.getAttribute("data-type") || taken.type || "";
  return /^module$/i.test(type) || (node.hasAttribute("defer") && !!url);
}
