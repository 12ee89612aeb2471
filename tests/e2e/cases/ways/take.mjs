// Taking the ways out, and reading from the third party's log which of them led somewhere.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ROWS } from "./rows.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const PAGE = "/cases/ways/page.html";
export const PARSED = "/cases/ways/parser.html";

const MARKUP = await readFile(new URL("parser.html", import.meta.url), "utf8");
/** What the markup of the parsed page asks for, by name. */
export const NAMES = [...MARKUP.matchAll(/[?/](p-[a-z-]+)/g)].map(([, name]) => name);

/** The names among them that were asked for, each once. @param {Page} page */
export const named = (page) => {
  const all = page.requests().map(({ path, query }) => `${path}${query}.`);
  return NAMES.filter((name) => all.some((address) => new RegExp(`[?/]${name}[.&]`).test(address)));
};

/** Does what all rows do. @param {Page} page */
export async function takeAll(page) {
  const { alpha } = page.servers.trackers;
  for (const { code, way } of ROWS) {
    const thrown = await page.run(
      `const [alpha, code] = arguments;
       const room = document.getElementById("room");
       try {
         new Function("at", "room", code)((path) => alpha + path, room);
       } catch (error) {
         return String(error);
       }`,
      alpha,
      code,
    );
    assert.equal(thrown, null, way);
  }
  await page.settled();
}

/** How often each row's address was asked for. @param {Page} page @returns {{ [way: string]: number }} */
export function asked(page) {
  // A script that ran reports it by itself; that is no way of its own.
  const all = page.requests().map(({ path, query }) => path + query).filter((address) => !address.startsWith("/collect?from="));
  return Object.fromEntries(ROWS.map(({ way, name }) => [way, all.filter((address) => address.includes(name)).length]));
}
