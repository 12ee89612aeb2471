// Finds what is stored here, and deletes what is to go. What that is, Rust says; see `src/domain/sweep.rs`.

import { cookieNames, fields, lines } from "../lines.js";
import { deletions } from "./deletions.js";

/** The names of all cookies, each once; where the browser refuses to say, none. */
export const cookies = () => {
  try {
    return [...new Set(cookieNames(document.cookie))];
  } catch {
    return [];
  }
};

/**
 * Kinds and names in turn.
 * @param {string} kind
 * @param {Iterable<string>} names
 */
const named = (kind, names) => [...names].flatMap((name) => [kind, name]);

/** How each kind is deleted that Rust does not delete: returns the reason if it is still there. @type {{ [kind: string]: (name: string) => any }} */
const DELETE = {
  cookie(name) {
    for (const written of deletions(name, location.hostname, location.pathname, location.protocol === "https:")) {
      document.cookie = written;
    }
    // Still seen by this page and out of its reach: set with attributes that cannot be known.
    return cookies().includes(name) && "out-of-reach";
  },
  database: (name) =>
    new Promise((done, refused) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => done("");
      request.onerror = refused;
      // It goes once whoever has it open closes it.
      request.onblocked = () => done("in-use");
    }),
  cache: (name) => caches.delete(name).then(() => ""),
  site: () => "other-site",
};

/**
 * Deletes what refused services left, and reports what went and what could not. Cookies and keys are gone when this
 * returns its promise.
 * @param {(found: string) => string} left what of all that is there is to go, in lines
 */
export async function sweep(left) {
  /** @type {{ deleted: object[], kept: object[] }} */
  const report = { deleted: [], kept: [] };
  /** @param {string} kind @param {string} name @param {string} service @param {any} reason */
  const note = (kind, name, service, reason) =>
    reason ? report.kept.push({ kind, name, service, reason }) : report.deleted.push({ kind, name, service });

  for (const [kind, name, service, reason] of lines(left(fields(...named("cookie", cookies()))))) {
    note(kind, name, service, reason || DELETE[kind]?.(name));
  }
  const more = await Promise.allSettled([
    (async () => named("database", (await indexedDB.databases()).map(({ name }) => name || "")))(),
    // Not there on a page that is not secure.
    (async () => named("cache", await caches.keys()))(),
  ]);
  const found = more.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  for (const [kind, name, service] of lines(left(fields(...found))).filter(([kind]) => /database|cache/.test(kind))) {
    note(kind, name, service, await DELETE[kind](name).catch(() => "storage-refused"));
  }
  return report;
}
