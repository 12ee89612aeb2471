// Measures in real pages what the gate costs, and writes it to `docs/benchmarks.md`: `node benches/page.mjs [engine…]`.
//
// Each engine has two pages, with Menshen (everything granted) and without, and takes turns between them; what counts is
// the median of all rounds. These are figures, not tests: nothing is judged but the memory, which must not grow.

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServers } from "../www/server/index.mjs";
import { ENGINES, startBrowser } from "../tests/e2e/harness/drivers.mjs";
import { Page } from "../tests/e2e/harness/page.mjs";

const ROUNDS = 7;
const PAGE = "/cases/bench/page.html?with=";
const FILE = new URL("../docs/benchmarks.md", import.meta.url);

/** What is done, how often in one round, and by which words it is told. @type {[string, number, string][]} */
const WORK = [
  ["`appendChild` of a `div`, and its removal", 5000, "const made = document.createElement('div'); room.appendChild(made); made.remove()"],
  ["`appendChild` of a subtree of 20, and its removal", 1000, "const made = tree.cloneNode(true); room.appendChild(made); made.remove()"],
  ["`setAttribute`", 20000, "room.setAttribute('data-count', count)"],
  ["`src` of an image, its own site's", 2000, "image.src = '/favicon.ico?' + count % 2"],
  ["`innerHTML` of a list of ten", 500, "room.innerHTML = list"],
  ["`innerHTML` of ten images, its own site's", 200, "room.innerHTML = images"],
  ["`document.cookie`, written", 200, "document.cookie = 'bench=' + count"],
  ["`localStorage.setItem`", 2000, "localStorage.setItem('bench', count)"],
  ["`fetch` of the own site, with its answer", 30, "await fetch('/__status/200')"],
];

/** How long one round takes, in milliseconds. @param {Page} page @param {number} times @param {string} code */
const round = (page, times, code) =>
  page.later(
    `const [times] = arguments;
     const room = document.getElementById("room");
     const tree = document.createElement("div");
     tree.innerHTML = "<p></p>".repeat(19);
     const image = new Image();
     const list = "<ul>" + "<li class='each'>one</li>".repeat(10) + "</ul>";
     const images = "<img alt='' src='/favicon.ico'>".repeat(10);
     (async () => {
       const begun = performance.now();
       for (let count = 0; count < times; count++) { ${code} }
       const time = performance.now() - begun;
       room.replaceChildren();
       done(time);
     })();`,
    times,
  );

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];

/** @param {string} engine */
async function measure(engine) {
  const servers = await startServers();
  const browser = await startBrowser(engine, servers.proxy);
  const page = new Page(browser, servers, `bench.localhost:${new URL(servers.site).port}`);
  try {
    await page.open(PAGE + "on");
    await page.answer("accept");
    /** @type {{ [what: string]: { on: number[], off: number[] } }} */
    const times = Object.fromEntries([...WORK.map(([what]) => what), "insertions"].map((what) => [what, { on: [], off: [] }]));
    for (let count = 0; count < ROUNDS; count++) {
      for (const mode of /** @type {const} */ (["on", "off"])) {
        await page.open(PAGE + mode);
        for (const [what, often, code] of WORK) {
          times[what][mode].push((await round(page, often, code)) / often);
        }
        times.insertions[mode].push(await round(page, 10_000, "room.append(document.createElement('p'))"));
      }
    }
    await page.open(PAGE + "on");
    const decision = (await round(page, 20_000, "menshen.granted('analytics')")) / 20_000;
    const explained = (await round(page, 5_000, "menshen.explain('https://www.google-analytics.com/collect?v=' + count)")) / 5_000;
    const memory = engine === "chromium" ? await hold(page) : undefined;
    const about = await browser.driver.getCapabilities();
    return { name: `${about.get("browserName")} ${about.get("browserVersion")}`, times, decision, explained, memory };
  } finally {
    await browser.end();
    await servers.close();
  }
}

/**
 * Has many things held and dropped, and says how much memory is in use after some and after all of them, in bytes.
 * @param {Page} page
 */
async function hold(page) {
  await page.promise("window.menshen.withdraw()");
  await page.open(PAGE + "on");
  const driver = /** @type {any} */ (page.driver);
  await driver.sendDevToolsCommand("Performance.enable", {});
  const used = async () => {
    await driver.sendDevToolsCommand("HeapProfiler.collectGarbage", {});
    const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {});
    return metrics.find((/** @type {any} */ { name }) => name === "JSHeapUsedSize").value;
  };
  const more = (/** @type {number} */ times) =>
    round(
      page,
      times,
      `if (count % 2) { const held = document.createElement("img"); held.src = "${page.servers.trackers.alpha}/img.gif?" + count; room.append(held); held.remove(); }
       else { document.cookie = "alpha=" + count; navigator.sendBeacon("${page.servers.trackers.alpha}/collect?" + count); }`,
    );
  await more(20_000);
  const some = await used();
  for (let count = 0; count < 4; count++) {
    await more(20_000);
  }
  return { some, all: await used() };
}

const engines = process.argv.slice(2);
const found = [];
for (const engine of engines.length ? engines : ENGINES) {
  found.push(await measure(engine));
}
const line = (/** @type {string[]} */ ...cells) => `| ${cells.join(" | ")} |`;
const micro = (/** @type {number} */ milliseconds) => (milliseconds * 1000).toFixed(milliseconds < 0.01 ? 2 : milliseconds < 0.1 ? 1 : 0);
const ratio = (/** @type {{ on: number[], off: number[] }} */ { on, off }) => `${micro(median(off))} → ${micro(median(on))} (${(median(on) / median(off)).toFixed(2)})`;
const table = [
  line("what", ...found.map(({ name }) => name)),
  line("---", ...found.map(() => "---")),
  ...WORK.map(([what]) => line(what, ...found.map(({ times }) => ratio(times[what])))),
  line("one decision (`granted`)", ...found.map(({ decision }) => micro(decision))),
  line("one address explained", ...found.map(({ explained }) => micro(explained))),
];
const insertions = found.map(({ name, times }) => `${name}: ${median(times.insertions.off).toFixed(0)} → ${median(times.insertions.on).toFixed(0)} ms`);
const memory = found.find((each) => each.memory)?.memory;
const kilo = (/** @type {number} */ bytes) => `${Math.round(bytes / 1024).toLocaleString("en")} KB`;
const text = [
  "# What the gate costs, measured",
  "",
  "Written by `cargo xtask bench`, on a machine with two cores, without a screen. In microseconds: without Menshen → with Menshen and everything granted (and their ratio); the median of " + ROUNDS + " rounds that take turns. Clocks of browsers are coarse, and small numbers therefore rough.",
  "",
  ...table,
  "",
  `Ten thousand insertions, one after the other: ${insertions.join("; ")}.`,
  "",
  ...(memory
    ? [`Held and dropped, in Chromium, after a full collection: ${kilo(memory.some)} of JavaScript memory after 20,000 images, cookies and beacons that were not let through, ${kilo(memory.all)} after 100,000.`, ""]
    : []),
].join("\n");
await writeFile(FILE, text);
console.log(`${text}\nsee ${fileURLToPath(FILE)}`);
if (memory && memory.all > memory.some * 1.1 + 200_000) {
  console.error("found more memory in use the more was dropped, expected as much");
  process.exit(1);
}
process.exit();
