// What Rust tells, taken apart: lines of fields. See `src/domain/lines.rs`.

/** Letters of the sources in a record; see `src/domain/record/mod.rs`. @type {{ [letter: string]: string }} */
export const SOURCES = { n: "notice", s: "settings", w: "withdraw", a: "api", i: "import" };

/**
 * Puts a question for Rust together.
 * @param {string[]} all
 */
export const fields = (...all) => all.join("\x1f");

/**
 * The names in what `document.cookie` reads, one as often as it has cookies; a value without a name has none.
 * @param {string} jar
 */
export const cookieNames = (jar) => jar.split(";").map((pair) => pair.replace(/=[^]*|[^=]*$/, "").trim());

/**
 * The fields by which Rust knows an item: host, path and ids.
 * @param {import("./hand/nodes.js").Item} item
 */
export const about = ({ url, host, path, ids }) => [url || ids ? host : "inline:", path, ids];

/**
 * @param {string | undefined} text
 * @returns {string[][]}
 */
export const lines = (text) => (text || "").split("\x1e").slice(0, -1).map((line) => line.split("\x1f"));

/**
 * Returns the fields of the first line that begins with a key, without it.
 * @param {string[][]} told
 * @param {string} wanted
 */
export const pick = (told, wanted) => (told.find(([key]) => key === wanted) || []).slice(1);

/**
 * Makes the error that a line tells of, or that we make ourselves.
 * @param {string} code
 * @param {string} [path]
 * @param {string} [found]
 * @param {string} [expected]
 */
export function consentError(code, path = "", found = "", expected = "") {
  const told = found && `found ${found}, expected ${expected}`;
  const message = [code, path, told].filter(Boolean).join(": ");
  return Object.assign(new Error(message), { name: "ConsentError", code, path, found, expected });
}
