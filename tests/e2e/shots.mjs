// Takes pictures of the notice and the settings on the demo site, to be looked at:
// `node tests/e2e/shots.mjs [engine…]`, Chromium unless told otherwise. They land in `tests/e2e/out/shots/`, with a
// sheet that shows them side by side.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServers } from "../../www/server/index.mjs";
import { ENGINES, startBrowser } from "./harness/drivers.mjs";
import { Page } from "./harness/page.mjs";

const FOLDER = new URL("out/shots/", import.meta.url);
const LANGUAGES = ["en", "zh"];
const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

const engines = process.argv.length > 2 ? process.argv.slice(2) : ["chromium"];
const unknown = engines.find((engine) => !ENGINES.includes(engine));
if (unknown) {
  throw new Error(`no such engine: ${unknown}; known are ${ENGINES.join(", ")}`);
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const servers = await startServers();
/** @type {{ file: string, width: number, says: string }[]} */
const shots = [];
for (const engine of engines) {
  for (const dark of [false, true]) {
    const browser = await startBrowser(engine, servers.proxy, { dark });
    try {
      for (const language of LANGUAGES) {
        for (const size of SIZES) {
          await take(browser, language, size, dark ? "dark" : "light");
        }
      }
    } finally {
      await browser.end();
    }
  }
}
await servers.close();
await writeFile(new URL("index.html", FOLDER), sheet());
console.log(`${shots.length} pictures; see ${fileURLToPath(new URL("index.html", FOLDER))}`);
process.exit();

/**
 * @param {import("./harness/drivers.mjs").Browser} browser
 * @param {string} language
 * @param {{ width: number, height: number }} size
 * @param {string} scheme
 */
async function take(browser, language, { width, height }, scheme) {
  const host = `shots-${language}-${width}-${scheme}.localhost:${new URL(servers.site).port}`;
  const page = new Page(browser, servers, host);
  await browser.resize(width, height);
  await page.open(`/${language}/`);
  await page.seeNotice();
  await page.settled();
  await keep(page, language, width, scheme, "notice");
  await page.openSettings();
  await page.settled();
  await keep(page, language, width, scheme, "settings");
  await page.run("document.querySelectorAll('dialog details').forEach((each) => (each.open = true))");
  await page.run("[...document.querySelectorAll('[role=switch]')].at(-1).scrollIntoView({ block: 'start' })");
  await page.settled();
  await keep(page, language, width, scheme, "settings-below");
}

/**
 * @param {Page} page
 * @param {string} language
 * @param {number} width
 * @param {string} scheme
 * @param {string} layer
 */
async function keep(page, language, width, scheme, layer) {
  const file = `${page.engine}-${layer}-${language}-${width}-${scheme}.png`;
  await writeFile(new URL(file, FOLDER), Buffer.from(await page.driver.takeScreenshot(), "base64"));
  shots.push({ file, width, says: `${page.engine} · ${layer} · ${language} · ${width} px · ${scheme}` });
}

function sheet() {
  const figures = shots.map(
    ({ file, width, says }) =>
      `<figure><a href="${file}"><img src="${file}" width="${Math.round(width / 2)}" alt="${says}"></a><figcaption>${says}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Menshen: notice and settings</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; display: flex; flex-wrap: wrap; gap: 1rem; background: #8a8f98; }
  figure { margin: 0; } img { display: block; } figcaption { padding: .25rem 0; }
</style>
${figures.join("\n")}
</html>
`;
}
