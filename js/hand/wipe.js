// Finds the names of what is stored here, and deletes it. What is to go, Rust says.

import { deletions } from "./deletions.js";
import { readCookie, storage, writeCookie } from "./natives.js";

const MARK = "\x1f";

/** The names in `document.cookie`, each once; a value without a name has none. */
const cookies = () => [...new Set(readCookie().split(";").map((/** @type {string} */ pair) => pair.replace(/=[^]*|[^=]*$/, "").trim()))];

/**
 * Names of cookies, or keys of a storage, parted by marks.
 * @param {string} kind `cookie`, `local` or `session`
 */
export const names = (kind) => (kind === "cookie" ? cookies() : Object.keys(storage(kind === "local") || {})).join(MARK);

/**
 * Deletes a cookie wherever this page can reach it, or a key. Returns the reason if it is still there.
 * @param {string} kind
 * @param {string} name
 */
export function wipe(kind, name) {
  if (kind === "cookie") {
    deletions(name, location.hostname, location.pathname, location.protocol === "https:").forEach(writeCookie);
    // Still seen by this page and out of its reach: set with attributes that cannot be known.
    return cookies().includes(name) ? "out-of-reach" : "";
  }
  const from = /** @type {Storage} */ (storage(kind === "local"));
  try {
    from.removeItem(name);
    if (from.getItem(name) === null) {
      return "";
    }
  } catch {}
  return "storage-refused";
}
