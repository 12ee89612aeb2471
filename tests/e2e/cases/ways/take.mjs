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

/** A row's name in its addresses; `round` tells what is asked for now from what was before. @param {{ place: number }} row @param {string} round a letter */
const nameOf = ({ place }, round) => `${round}${place}${round}`;

/** Does what all rows do. @param {Page} page @param {string} [round] */
export async function takeAll(page, round = "w") {
  const { alpha } = page.servers.trackers;
  for (const row of ROWS) {
    const thrown = await page.run(
      `const [alpha, code] = arguments;
       const room = document.getElementById("room");
       try {
         new Function("at", "room", code)((path) => alpha + path, room);
       } catch (error) {
         return String(error);
       }`,
      alpha,
      row.code.replaceAll("NAME", nameOf(row, round)),
    );
    assert.equal(thrown, null, row.way);
  }
  for (const row of ROWS.filter(({ works, idle = [] }) => works && !idle.includes(page.engine))) {
    const is = `?name=${nameOf(row, round)}`;
    await page.servers.waitFor(({ path, query }) => path === "/__marker" && query === is).catch(() => assert.fail(`${row.way}: it has not said that it is done`));
  }
  await page.settled();
}

/** How often each row's address was asked for. @param {Page} page @param {string} [round] @returns {{ [way: string]: number }} */
export function asked(page, round = "w") {
  // A script that ran reports it by itself; that is no way of its own.
  const all = page.requests().map(({ path, query }) => path + query).filter((address) => !address.startsWith("/collect?from="));
  return Object.fromEntries(ROWS.map((row) => [row.way, all.filter((address) => address.includes(nameOf(row, round))).length]));
}
