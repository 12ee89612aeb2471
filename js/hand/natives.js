// The browser's own functions, kept before anyone could replace them.

const { get, set } = /** @type {Required<PropertyDescriptor>} */ (
  Object.getOwnPropertyDescriptor(Document.prototype, "cookie")
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
