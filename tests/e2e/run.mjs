// Runs the whole-page cases: `node tests/e2e/run.mjs [engine…] [--only part-of-a-name,…] [--package folder] [--full]
// [--nowasm] [--long]`. With `--full` pages get `menshen-full.js` where they ask for `menshen.js`; with `--nowasm` they
// refuse WebAssembly; with `--long` nothing is left out that is most likely the same in all engines.
//
// A case is a folder in `cases/` whose `spec.mjs` exports `cases`: titles to functions of a `Page`, and perhaps
// `settings`, which ask for a browser of their own, `engines`, where it is about one engine's own picture, and `whole`,
// where most of it shows in any engine: which one runs all of it each time, and what the others run each time; with
// `--long`, or where engines are named, they run all of it too. Every engine runs its cases at the same time as the
// others and against servers of its own. One line a case; a case that meets an error in its page fails.

import { readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startServers } from "../../www/server/index.mjs";
import { ENGINES, startBrowser } from "./harness/drivers.mjs";
import { Page } from "./harness/page.mjs";

/** No case takes as long unless something hangs that no wait of its own notices. */
const LONGEST_CASE = 90_000;
/** What a failed case says at most. */
const LONGEST_MESSAGE = 2_000;

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {import("./harness/drivers.mjs").Settings} settings
 * @property {string[]} engines
 * @property {(page: Page) => Promise<void>} steps
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, package: { type: "string" }, full: { type: "boolean", default: false }, nowasm: { type: "boolean", default: false }, long: { type: "boolean", default: false } },
});
const engines = positionals.length ? positionals : ENGINES;
const unknown = engines.find((engine) => !ENGINES.includes(engine));
if (unknown) {
  throw new Error(`no such engine: ${unknown}; known are ${ENGINES.join(", ")}`);
}
/** Another build than the one in `pkg/`. */
const folders = values.package ? { package: resolve(values.package) } : {};
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  // Ending in the ordinary way takes the browsers along.
  process.once(signal, () => process.exit(1));
}

const parts = String(values.only).split(",");
const chosen = (await readCases()).filter(({ name }) => parts.some((part) => name.includes(part)));
if (!chosen.length) {
  throw new Error(`no case is called like "${values.only}"`);
}
let passed = 0;
let failed = 0;
await Promise.all(engines.map(runAll));
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

/** @returns {Promise<Case[]>} */
async function readCases() {
  const folder = new URL("cases/", import.meta.url);
  /** @type {Case[]} */
  const found = [];
  for (const name of (await readdir(folder)).sort()) {
    const file = new URL(`${name}/spec.mjs`, folder);
    if (existsSync(file)) {
      const { cases, settings = {}, engines = ENGINES, whole } = await import(file.href);
      const strange = whole?.elsewhere.find((/** @type {string} */ title) => !(title in cases));
      if (strange) {
        throw new Error(`${name}: no case is called "${strange}"`);
      }
      for (const [title, steps] of Object.entries(cases)) {
        const isEverywhere = values.long || positionals.length || !whole || whole.elsewhere.includes(title);
        found.push({ name: `${name}: ${title}`, settings, engines: isEverywhere ? engines : [whole.engine], steps: /** @type {Case["steps"]} */ (steps) });
      }
    }
  }
  return found;
}

/** @param {string} engine */
async function runAll(engine) {
  const servers = await startServers({ folders, full: values.full, nowasm: values.nowasm });
  /** Cases that need a browser of another kind share one of their own. @type {Map<string, Case[]>} */
  const groups = new Map();
  for (const one of chosen.filter(({ engines }) => engines.includes(engine))) {
    const key = JSON.stringify(one.settings);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  let count = 0;
  for (const [settings, group] of groups) {
    /** @type {import("./harness/drivers.mjs").Browser | undefined} */
    let browser;
    for (const one of group) {
      const begun = Date.now();
      try {
        browser = browser ?? (await startBrowser(engine, servers.proxy, JSON.parse(settings)));
        // A host that no case had before: its cookies and storage are its own.
        const host = `case-${++count}.localhost:${new URL(servers.site).port}`;
        await inTime(runOne(one, new Page(browser, servers, host, values.long)));
        passed++;
        console.log(`ok      ${engine.padEnd(8)} ${one.name} (${Date.now() - begun} ms)`);
      } catch (error) {
        failed++;
        console.log(`FAILED  ${engine.padEnd(8)} ${one.name} (${Date.now() - begun} ms)\n${indent(explain(error))}`);
        // Whatever state it left behind is no other case's.
        await browser?.end();
        browser = undefined;
      }
    }
    await browser?.end();
  }
  await servers.close();
}

/** @param {Case} one @param {Page} page */
async function runOne({ steps }, page) {
  const { driver, browser, servers } = page;
  const window = await driver.getWindowHandle();
  servers.clear();
  await browser.complaints();
  await page.assertFresh();
  servers.clear();
  await steps(page);
  // What is on its way to be an error has arrived then.
  await page.settled();
  for (const handle of await driver.getAllWindowHandles()) {
    if (handle !== window) {
      await driver.switchTo().window(handle);
      await driver.close();
    }
  }
  await driver.switchTo().window(window);
  // That it refuses WebAssembly, Firefox says of each page.
  const errors = (await page.unexpectedErrors()).filter((error) => !values.nowasm || !/blocked WebAssembly/.test(error));
  if (errors.length) {
    throw new Error(["the page met errors:", ...errors].join("\n  "));
  }
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
async function inTime(work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the case hangs")), LONGEST_CASE);
  });
  try {
    return /** @type {T} */ (await Promise.race([work, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** What went wrong, and where in a case; the rest of the stack helps nobody. @param {any} error */
function explain(error) {
  const where = String(error?.stack ?? "").match(/\(?file:\S*\/cases\/\S+/g)?.slice(0, 2) ?? [];
  const text = error?.code === "ERR_ASSERTION" ? error.message : String(error?.message ?? error);
  const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)} …` : text;
  return [short, ...where.map((line) => `at ${line.replace(/^\(?file:.*\/cases\//, "cases/").replace(/\)$/, "")}`)].join("\n");
}

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, "        ");
}
