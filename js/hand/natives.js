// The browser's own functions, whatever stands in front of them. An element with a name hides what `document` or a form
// has by that name (`<img name=readyState>`, `<input name=matches>`), but never what their prototypes have. What a page
// may put something else in place of is kept from before it could.

import { undoing } from "./undo.js";
import { bare } from "./ways/storage.js";

const { get: read } = Reflect;
const { getPrototypeOf } = Object;
const { CustomEvent, URL } = window;
const { userActivation } = navigator;

/**
 * Reads what an object has from its prototypes.
 * @param {object} object
 * @param {string} name
 */
export const own = (object, name) => read(getPrototypeOf(object), name, object);

/**
 * Calls what `document` has from its prototypes.
 * @param {string} name
 * @param {any[]} given
 */
export const ask = (name, ...given) => own(document, name).apply(document, given);

/**
 * Listens.
 * @param {EventTarget} target
 * @param {string} event
 * @param {(event: any) => void} listener
 * @param {AddEventListenerOptions} [options]
 */
export const listen = (target, event, listener, options) => {
  own(target, "addEventListener").call(target, event, listener, options);
  STOPS && undoing(() => target.removeEventListener(event, listener, options));
};

/** What a page that requires Trusted Types takes instead of text; none if it allows no policy called `menshen`. @type {any} */
let types;
try {
  const same = (/** @type {string} */ text) => text;
  types = /** @type {any} */ (window).trustedTypes.createPolicy("menshen", { createHTML: same, createScript: same, createScriptURL: same });
} catch {}

/**
 * Says that a text is what stood in the page already, or our own: no script of the page's gets anything blessed so.
 * @param {"HTML" | "Script" | "ScriptURL"} kind
 * @param {any} text
 */
export const trusted = (kind, text) => (types ? types["create" + kind](text) : text);

export const { insertBefore } = Node.prototype;
export const { matches, querySelectorAll } = Element.prototype;

const { set: parse } = /** @type {Required<PropertyDescriptor>} */ (Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML"));

/**
 * Reads markup where nothing asks for anything.
 * @param {string} markup
 * @returns {DocumentFragment}
 */
export function inert(markup) {
  const template = document.implementation.createHTMLDocument("").createElement("template");
  parse.call(template, trusted("HTML", markup));
  return template.content;
}

/** Says whether the parser is still at work. */
export const isLoading = () => own(document, "readyState") === "loading";

/**
 * Does something of the page's. If it fails, that is reported as of any other script that fails, and stops nobody.
 * @template T
 * @param {() => T} work
 */
export const attempt = (work) => {
  try {
    return work();
  } catch (error) {
    return void setTimeout(() => {
      throw error;
    });
  }
};

/** The root element. */
export const root = () => own(document, "documentElement");

/** Says whether the visitor is acting right now (HTML, "transient activation"). */
export const acts = () => userActivation?.isActive;

/**
 * Tells the page by an event of ours.
 * @param {string} event
 * @param {any} detail
 */
export const dispatch = (event, detail) => ask("dispatchEvent", new CustomEvent("menshen:" + event, { detail }));

/**
 * Reads an address as the page would. What the browser cannot read as one, it does not ask for.
 * @param {string} source
 */
export function address(source) {
  try {
    return source ? new URL(source, own(document, "baseURI")) : NOWHERE;
  } catch {
    return { ...NOWHERE, href: source };
  }
}

const NOWHERE = { href: "", host: "", pathname: "", search: "" };

/** Somebody may have taken it away before us; there is nothing to watch then. */
const { get, set } = /** @type {Required<PropertyDescriptor>} */ (
  Object.getOwnPropertyDescriptor(Document.prototype, "cookie") || {}
);

/** Reads `document.cookie`; where cookies are blocked, there are none. */
export function readCookie() {
  try {
    return get.call(document);
  } catch {
    return "";
  }
}

/**
 * Writes `document.cookie`; where cookies are blocked, nothing happens.
 * @param {string} text
 */
export function writeCookie(text) {
  try {
    set.call(document, text);
  } catch {}
}

/**
 * Returns a storage, if the browser gives it: where it is blocked, already asking throws.
 * @param {boolean} local localStorage, else sessionStorage
 */
export function storage(local) {
  try {
    return bare(local ? localStorage : sessionStorage);
  } catch {
    return undefined;
  }
}
