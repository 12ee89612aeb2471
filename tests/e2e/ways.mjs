// Measures what becomes of every way out, in each engine, and writes it to `docs/ways.md`.

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServers } from "../../www/server/index.mjs";
import { ROWS } from "./cases/ways/rows.mjs";
import { asked, NAMES, named, PAGE, PARSED, takeAll } from "./cases/ways/take.mjs";
import { ENGINES, startBrowser } from "./harness/drivers.mjs";
import { Page } from "./harness/page.mjs";

/** What the preload scanner does differs from load to load. */
const LOADS = 5;
const FILE = new URL("../../docs/ways.md", import.meta.url);

/** @typedef {{ before: { [way: string]: number }, granted: { [way: string]: number }, free: { [way: string]: number }, left: { [name: string]: number }, version: string }} Seen */

/** @param {string} engine @returns {Promise<Seen>} */
async function measure(engine) {
  const servers = await startServers();
  const browser = await startBrowser(engine, servers.proxy);
  let hosts = 0;
  const fresh = () => new Page(browser, servers, `ways-${++hosts}.localhost:${new URL(servers.site).port}`);
  try {
    const page = fresh();
    await page.open(PAGE);
    await takeAll(page);
    const before = asked(page);
    page.forgetRequests();
    await page.answer("accept");
    await page.settled();
    const granted = asked(page);
    page.forgetRequests();
    await page.reload();
    await takeAll(page);
    const free = asked(page);
    /** @type {{ [name: string]: number }} */
    const left = Object.fromEntries(NAMES.map((name) => [name, 0]));
    for (let load = 0; load < LOADS; load++) {
      servers.clear();
      const other = fresh();
      await other.open(PARSED);
      await other.assertUntouched();
      named(other).forEach((name) => left[name]++);
    }
    const about = await browser.driver.getCapabilities();
    return { before, granted, free, left, version: `${about.get("browserName")} ${about.get("browserVersion")}` };
  } finally {
    await browser.end();
    await servers.close();
  }
}

/** @type {Seen[]} */
const seen = [];
for (const engine of ENGINES) {
  seen.push(await measure(engine));
}

/** @param {string[]} cells */
const line = (...cells) => `| ${cells.join(" | ")} |`;
const engines = seen.map(({ version }) => version);
const text = [
  "# Every way out, measured",
  "",
  "Written by `cargo xtask ways`; the third party is a server of ours that answers and logs. What is said here of held ways is a test as well (`tests/e2e/cases/ways`).",
  "",
  "## What scripts do",
  "",
  "How often the third party was asked: before a yes; when a yes came, without the script doing it again; when the script does it with a yes. Level L1: the gate in the page.",
  "",
  line("way", ...engines),
  line("---", ...engines.map(() => "---")),
  ...ROWS.map(({ way, sometimes }) => line(sometimes ? `${way} (${sometimes.join(", ")}: not each time the same)` : way, ...seen.map(({ before, granted, free }) => `${before[way]} · ${granted[way]} · ${free[way]}`))),
  "",
  "## What the parser puts in",
  "",
  `In how many of ${LOADS} loads the third party was asked before a yes. None of it ran, was kept or reported anything in any of them. Where it was asked, parser or preload scanner were ahead of the gate, whose file is the first in the page: mark such tags (level L2), or send a content security policy of your own that names whom the page may ask.`,
  "",
  line("markup", ...engines),
  line("---", ...engines.map(() => "---")),
  ...NAMES.map((name) => line(name.slice(2), ...seen.map(({ left }) => String(left[name])))),
  "",
].join("\n");
await writeFile(FILE, text);
console.log(`see ${fileURLToPath(FILE)}`);
process.exit();
