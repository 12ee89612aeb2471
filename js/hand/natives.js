// The browser's own functions, kept before anyone could replace them. An element with a name stands in front of what
// `document` or a form has by that name: `<img name=readyState>`, `<input name=matches>`.

const { get, set } = /** @type {Required<PropertyDescriptor>} */ (
  Object.getOwnPropertyDescriptor(Document.prototype, "cookie")
);

export const { insertBefore } = Node.prototype;
export const { matches, querySelectorAll } = Element.prototype;
const { URL } = window;

/**
 * @param {object} prototype
 * @param {string} name
 * @returns {() => any}
 */
const getter = (prototype, name) => {
  const { get } = /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, name));
  return () => get.call(document);
};
const readyState = getter(Document.prototype, "readyState");
const baseURI = getter(Node.prototype, "baseURI");

/** Says whether the parser is still at work. */
export const isLoading = () => readyState() === "loading";

/**
 * Reads an address as the page would. What the browser cannot read as one, it does not ask for.
 * @param {string} source
 */
export function address(source) {
  try {
    return source ? new URL(source, baseURI()) : NOWHERE;
  } catch {
    return { ...NOWHERE, href: source };
  }
}

const NOWHERE = { href: "", host: "", pathname: "", search: "" };

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
 * Lets `judge` see every cookie that a script of this page writes.
 * @param {(written: string) => string | undefined} judge returns what may be written instead, if anything
 */
export function watchCookies(judge) {
  Object.defineProperty(Document.prototype, "cookie", {
    configurable: true,
    enumerable: true,
    get,
    set(written) {
      const text = this === document ? judge(String(written)) : written;
      if (text !== undefined) {
        set.call(this, text);
      }
    },
  });
}

/**
 * Returns a storage, if the browser gives it: where it is blocked, already asking throws.
 * @param {boolean} local localStorage, else sessionStorage
 */
export function storage(local) {
  try {
    return local ? localStorage : sessionStorage;
  } catch {
    return undefined;
  }
}
