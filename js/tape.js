// A JSON value as the tape that the domain reads: its tokens, joined by one control character. See
// `src/domain/tape.rs`. Nothing is judged here.

import LATER from "menshen:later";

const MARK = "\x1f";

/**
 * Writes a value's tape.
 * @param {unknown} value what `JSON.parse` gave, or a plain object
 * @param {(object: object) => string[]} keys an object's keys in the order in which they are written: {@link byName} for the gate
 * @returns {string}
 */
export function tape(value, keys) {
  /** @type {string[]} */
  const tokens = [];
  write(value, tokens, 9, keys);
  return tokens.join(MARK);
}

/**
 * @param {any} value
 * @param {string[]} tokens
 * @param {number} depth how much deeper it may go: an object that contains itself ends as nothing
 * @param {(object: object) => string[]} keys
 */
function write(value, tokens, depth, keys) {
  if (typeof value === "string") {
    tokens.push('"' + clean(value));
  } else if (typeof value === "boolean") {
    tokens.push(value ? "t" : "f");
  } else if (typeof value === "number") {
    tokens.push(value >>> 0 === value ? "#" + value : "#");
  } else if (depth && Array.isArray(value)) {
    tokens.push("[");
    value.forEach((item) => write(item, tokens, depth - 1, keys));
    tokens.push("]");
  } else if (depth && value && typeof value === "object") {
    tokens.push("{");
    keys(value).forEach((key) => {
      tokens.push(":" + clean(key));
      write(value[key], tokens, depth - 1, keys);
    });
    tokens.push("}");
  } else {
    tokens.push("n");
  }
}

/** @param {string} text */
const clean = (text) => text.replace(/[\0-\x1f]/g, " ");

/** An object's keys in the order of their bytes, without those that the gate does not read. @param {object} object */
export const byName = (object) => Object.keys(object).filter((key) => !LATER.test(key)).sort();
