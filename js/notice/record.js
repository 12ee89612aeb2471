// The stored record, read for people and programs.

import { SOURCES } from "../lines.js";

/**
 * Reads a record's text for people and programs; see `src/domain/record/codec.rs`.
 * @param {string} text
 */
export function readRecord(text) {
  const [, decided, expires, , language, source, statement, ...answers] = text.split("~");
  /** @type {any} */
  const record = {
    version: 1,
    decided: time(decided),
    expires: time(expires),
    source: SOURCES[source],
    language: plain(language),
    statement: plain(statement),
    purposes: {},
    services: {},
  };
  for (const answer of answers.slice(0, -1)) {
    const [id, word] = answer.split(".");
    const granted = word === "g" ? "granted" : "denied";
    if (id[0] === "@") {
      record.services[id.slice(1)] = granted;
    } else {
      record.purposes[id] = granted;
    }
  }
  return record;
}

/** @param {string} base36 seconds since 1970 */
const time = (base36) => new Date(parseInt(base36, 36) * 1000).toISOString();

/** @param {string} escaped */
const plain = (escaped) => {
  try {
    return decodeURIComponent(escaped.replace(/_/g, "%"));
  } catch {
    return "";
  }
};
