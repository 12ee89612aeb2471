// Writes to storage: by method, by property, and cookies by the cookie store. A key or name of a service that is not
// granted is not written, as with `document.cookie`; what nobody declared is the page's own.

import { wrap } from "./wrap.js";

/** What stands in front of a storage, and the storage. @type {WeakMap<object, Storage>} */
const behind = new WeakMap();

/** The storage itself. @param {any} storage */
export const bare = (storage) => behind.get(storage) || storage;

/**
 * @param {any} realm a window
 * @param {(made: any, may: () => boolean) => void} opened told of each database that is open, and how long it may be
 * @param {(what: "c" | "k", it: string) => string | undefined} judge returns what may be written instead of a cookie, and
 *   something of a key that may be written
 */
export function watchStorage(realm, opened, judge) {
  const mayKeep = (/** @type {any} */ key) => judge("k", String(key)) !== undefined;
  const prototype = realm.Storage?.prototype;
  for (const name of ["getItem", "removeItem", "key", "clear"]) {
    wrap(prototype, name, (given, go, self) => go(given, bare(self)));
  }
  wrap(prototype, "setItem", (given, go, self) =>
    given.length < 2 || mayKeep(given[0]) ? go(given, bare(self)) : undefined,
  );
  for (const name of ["localStorage", "sessionStorage"]) {
    wrap(realm, name, null, (storage) => {
      /** @type {any} */
      const handler = {
        __proto__: null,
        get: (/** @type {any} */ _, /** @type {string} */ key) => storage[key],
        set(/** @type {any} */ _, /** @type {any} */ key, /** @type {any} */ value) {
          if (typeof key === "symbol" || key in prototype || mayKeep(key)) {
            storage[key] = value;
          }
          return true;
        },
        defineProperty: (/** @type {any} */ _, /** @type {any} */ key, /** @type {any} */ property) =>
          typeof key !== "symbol" && !mayKeep(key) ? true : Reflect.defineProperty(storage, key, property),
      };
      const front = new Proxy(storage, handler);
      behind.set(front, storage);
      return front;
    });
  }
  wrap(realm.Document?.prototype, "cookie", (given, go) => {
    const judged = judge("c", String(given[0]));
    // A cookie with such characters is none (RFC 6265bis); WebKit takes it, under the name without them.
    return judged === undefined || /(?!\t)[\x7f\0-\x1f]/.test(judged) ? undefined : go([judged]);
  });
  wrap(realm.CookieStore?.prototype, "set", (given, go) => {
    const [first, value] = given;
    const isOne = !!first && typeof first === "object";
    const { name, value: text, expires } = isOne ? first : { name: first, value, expires: undefined };
    const end = expires === undefined || expires === null ? "" : "; expires=" + new Date(expires).toUTCString();
    const judged = judge("c", `${name}=${text}${end}`);
    if (judged === undefined) {
      return Promise.resolve();
    }
    // Softened it ends with the session.
    return isOne && end && !/expires|max-age/i.test(judged) ? go([{ ...first, expires: undefined }]) : go(given);
  });
  // A database that may not be made fails to open, as where the disk is full.
  wrap(realm.IDBFactory?.prototype, "open", (given, go, self) => {
    const [name] = given;
    const may = !given.length || mayKeep(name);
    const request = go(may ? given : ["menshen-held"]);
    request.addEventListener(may ? "success" : "upgradeneeded", (/** @type {Event} */ event) => {
      if (may) {
        opened(request.result, () => mayKeep(name));
      } else {
        event.stopImmediatePropagation();
        request.transaction.abort();
        // WebKit keeps an empty one.
        self.deleteDatabase("menshen-held");
      }
    });
    return request;
  });
  wrap(realm.CacheStorage?.prototype, "open", (given, go) =>
    !given.length || mayKeep(given[0]) ? go(given) : Promise.reject(new realm.DOMException("held", "SecurityError")),
  );
  wrap(realm, "name", (given, go) => (mayKeep("window.name") ? go(given) : undefined));
}
