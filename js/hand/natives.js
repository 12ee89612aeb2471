// The browser's own functions, whatever stands in front of them. An element with a name hides what `document` or a form
// has by that name (`<img name=readyState>`, `<input name=matches>`), but never what their prototypes have. What a page
// may put something else in place of is kept from before it could.

import { own, trusted } from "./own.js";
import { undoing } from "./undo.js";
import { bare } from "./ways/storage.js";

const { CustomEvent, URL } = window;

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

export const { insertBefore } = Node.prototype;
export const { matches } = Element.prototype;

/** What an accessor of elements is, before any class of the page's own. @param {string} name */
const accessor = (name) => /** @type {Required<PropertyDescriptor>} */ (Object.getOwnPropertyDescriptor(Element.prototype, name));

export const { get: shadowOf } = accessor("shadowRoot");
const { set: parse } = accessor("innerHTML");

/**
 * Reads markup where nothing asks for anything.
 * @param {string} markup
 * @returns {DocumentFragment}
 */
export function inert(markup) {
  const template = ask("createElement", "template");
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
    if (source) {
      const { href, host, pathname, search } = new URL(source, own(document, "baseURI"));
      return { url: href, host, path: pathname + search };
    }
  } catch {}
  return { url: source, host: "", path: "" };
}

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
