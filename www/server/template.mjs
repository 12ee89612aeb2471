// Fills the placeholders of pages and JSON files. There are few, because what a page shows should stand in the page:
//
//   {{posthog}}            origin of a third party; {{site}} is our own
//   {{posthog.host}}       the same without the scheme, as a policy's `hosts` wants it
//   {{nonce}}              this answer's nonce, the one in its content security policy
//   {{include parts/x}}    another file of the same folder; `[name=default]` in its path is filled from the query
//   {{query name=default}} what the address says of it: letters, digits and hyphens
//   {{pause 300}}          sends what stands before, waits that many milliseconds, then sends the rest

import { hostOfName } from "./hosts.mjs";
import { readBelow } from "./send.mjs";

const PLACEHOLDER = /\{\{([a-z]+)(?:\.(host)| ([^{}]+))?\}\}/g;

/** Includes may include, but not without end. */
const DEPTH = 8;

/**
 * @typedef {object} Filling
 * @property {string} folder
 * @property {URLSearchParams} query
 * @property {string} nonce
 * @property {boolean} byName whether the page itself was asked for by a real name, and third parties should be too
 * @property {import("./world.mjs").World} world
 */

/**
 * Returns the text in the pieces in which it is to be sent, and how long to wait before each.
 * @param {string} text
 * @param {Filling} filling
 * @returns {Promise<{ wait: number, text: string }[]>}
 */
export async function fill(text, filling) {
  const pieces = [{ wait: 0, text: "" }];
  await fillInto(pieces, text, filling, 0);
  return pieces;
}

/**
 * @param {{ wait: number, text: string }[]} pieces
 * @param {string} text
 * @param {Filling} filling
 * @param {number} depth
 */
async function fillInto(pieces, text, filling, depth) {
  const put = (/** @type {string} */ more) => void (pieces[pieces.length - 1].text += more);
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    put(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, word, part, argument] = match;
    if (word === "include" && argument) {
      if (depth === DEPTH) {
        throw new Error(`${whole}: includes too deep`);
      }
      await fillInto(pieces, await readIncluded(argument, filling), filling, depth + 1);
    } else if (word === "pause" && argument) {
      pieces.push({ wait: Number(argument) || 0, text: "" });
    } else if (word === "query" && argument) {
      put(fromQuery(argument, filling));
    } else if (word === "nonce" && !part && !argument) {
      put(filling.nonce);
    } else {
      const origin = argument ? undefined : originOf(word, filling);
      if (!origin) {
        throw new Error(`${whole}: no such placeholder`);
      }
      put(part ? new URL(origin).host : origin);
    }
  }
  put(text.slice(end));
}

/** @param {string} path @param {Filling} filling */
async function readIncluded(path, filling) {
  const file = path.replace(/\[([^\]]+)\]/g, (_, what) => fromQuery(what, filling));
  const found = await readBelow(filling.folder, file);
  if (!found) {
    throw new Error(`nothing to include: ${file}`);
  }
  return found.toString().trimEnd();
}

/** @param {string} what a name, and what holds where the address says nothing @param {Filling} filling */
function fromQuery(what, { query }) {
  const [name, or = ""] = what.split("=");
  return (query.get(name) ?? or).replace(/[^a-zA-Z0-9-]/g, "");
}

/** @param {string} name @param {Filling} filling */
function originOf(name, { byName, world }) {
  const real = byName && hostOfName(name);
  return real ? `http://${real}` : name === "site" ? world.site : world.trackers[name];
}
