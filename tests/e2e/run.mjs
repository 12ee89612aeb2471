// Runs the whole-page cases: `node tests/e2e/run.mjs [engine…] [--only part-of-a-name]`.
// A case is a folder in `cases/` with a `spec.mjs` that exports `cases`: names to functions of a `Page`.

import { readdir } from "node:fs/promises";
import { ENGINES, startBrowser } from "./harness/drivers.mjs";
import { Page } from "./harness/page.mjs";
import { startServers } from "./harness/servers.mjs";

const words = process.argv.slice(2);
const at = words.indexOf("--only");
const only = at < 0 ? "" : words.splice(at, 2)[1];
const engines = words.length ? words : ENGINES;
const unknown = engines.find((engine) => !ENGINES.includes(engine));
if (unknown) {
  throw new Error(`no such engine: ${unknown}; known are ${ENGINES.join(", ")}`);
}

const folder = new URL("cases/", import.meta.url);
/** @type {{ name: string, settings: object, steps: (page: Page) => Promise<void> }[]} */
const cases = [];
for (const name of (await readdir(folder)).sort()) {
  if (!/\./.test(name)) {
    const spec = await import(new URL(`${name}/spec.mjs`, folder).href);
    for (const [title, steps] of Object.entries(spec.cases)) {
      cases.push({ name: `${name}: ${title}`, settings: spec.settings ?? {}, steps: /** @type {any} */ (steps) });
    }
  }
}
const chosen = cases.filter(({ name }) => name.includes(only));
if (!chosen.length) {
  throw new Error(`no case is called like "${only}"`);
}

let passed = 0;
let failed = 0;
let count = 0;
const servers = await startServers();
for (const engine of engines) {
  /** Cases that need a browser of another kind get one of their own. @type {Map<string, typeof chosen>} */
  const groups = new Map();
  for (const one of chosen) {
    const key = JSON.stringify(one.settings);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [settings, group] of groups) {
    let browser = await startBrowser(engine, JSON.parse(settings));
    for (const { name, steps } of group) {
      // A host that no case had before: its cookies and storage are empty, and its record is nobody else's.
      const origin = `http://case-${++count}.localhost:${servers.port}`;
      servers.clear();
      const started = Date.now();
      try {
        const first = await browser.driver.getWindowHandle();
        const page = new Page(browser.driver, origin, servers, engine);
        await steps(page);
        for (const handle of await browser.driver.getAllWindowHandles()) {
          if (handle !== first) {
            await browser.driver.switchTo().window(handle);
            await browser.driver.close();
          }
        }
        await browser.driver.switchTo().window(first);
        passed++;
        console.log(`ok      ${engine.padEnd(8)} ${name} (${Date.now() - started} ms)`);
      } catch (error) {
        failed++;
        console.log(`FAILED  ${engine.padEnd(8)} ${name}\n${indent(String(error?.stack ?? error))}`);
        // Whatever state it left behind is no other case's.
        await browser.end();
        browser = await startBrowser(engine, JSON.parse(settings));
      }
    }
    await browser.end();
  }
}
await servers.close();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/** @param {string} text */
function indent(text) {
  return text.replace(/^/gm, "        ");
}
