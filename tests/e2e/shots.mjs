// Takes pictures of everything that a visitor may see, to be looked at: every layout and layer, in every theme, light and
// dark, narrow and wide, in five languages. `node tests/e2e/shots.mjs [engine…] [--only part-of-a-name,…]`, Chromium unless
// told otherwise. They land in `tests/e2e/out/shots/`, with contact sheets that show them side by side.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startServers } from "../../www/server/index.mjs";
import { ENGINES, startBrowser } from "./harness/drivers.mjs";
import { Page } from "./harness/page.mjs";

const FOLDER = new URL("out/shots/", import.meta.url);
const THEMES = ["calm", "flat", "contrast", "plain"];
const SCHEMES = ["light", "dark"];
const LANGUAGES = ["en", "de", "fi", "ar", "ja"];
const WIDTHS = [1280, 360];
const HEIGHT = 800;
/** First layers: names to what the address says of them. @type {{ [name: string]: string }} */
const LAYOUTS = {
  card: "layout=card",
  bar: "layout=bar&position=top",
  box: "layout=box&position=bottom-end",
  center: "layout=center&modal=true",
};

/** @typedef {{ sheet: string, language: string, layer: string, file: string, width: number }} Shot */

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string", default: "" } } });
const engines = positionals.length ? positionals : ["chromium"];
const unknown = engines.find((engine) => !ENGINES.includes(engine));
if (unknown) {
  throw new Error(`no such engine: ${unknown}; known are ${ENGINES.join(", ")}`);
}

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const servers = await startServers();
/** @type {Shot[]} */
const shots = [];
for (const engine of engines) {
  const browser = await startBrowser(engine, servers.proxy, {});
  try {
    for (const sheet of sheetsOf(engine)) {
      await takeSheet(browser, sheet);
    }
    if (engine === "chromium") {
      await pictureSheets(browser);
    }
  } finally {
    await browser.end();
  }
}
await servers.close();
const sheets = [...new Set(shots.map(({ sheet }) => sheet))];
await writeFile(new URL("index.html", FOLDER), frame("Menshen: contact sheets", `<ul>${sheets.map((sheet) => `<li><a href="${sheet}.html">${sheet}</a>`).join("")}</ul>`));
console.log(`${shots.length} pictures on ${sheets.length} sheets; see ${fileURLToPath(new URL("index.html", FOLDER))}`);
process.exit();

/** What stands on one sheet each. @param {string} engine */
function sheetsOf(engine) {
  const parts = String(values.only).split(",");
  return THEMES.flatMap((theme) =>
    SCHEMES.flatMap((scheme) => WIDTHS.map((width) => ({ name: [engine, theme, scheme, width].join("-"), theme, scheme, width }))),
  ).filter(({ name }) => parts.some((part) => name.includes(part)));
}

/**
 * @param {import("./harness/drivers.mjs").Browser} browser
 * @param {ReturnType<typeof sheetsOf>[number]} sheet
 */
async function takeSheet(browser, { name, theme, scheme, width }) {
  await browser.resize(width, HEIGHT);
  for (const language of LANGUAGES) {
    const page = new Page(browser, servers, `${name}-${language}.localhost:${new URL(servers.site).port}`);
    const address = `/cases/looks/page.html?theme=${theme}&scheme=${scheme}&page=${scheme}&lang=${language}&dir=${language === "ar" ? "rtl" : "ltr"}`;
    const keep = async (/** @type {string} */ layer) => {
      const file = `${name}-${language}-${layer}.png`;
      await writeFile(new URL(file, FOLDER), Buffer.from(await page.driver.takeScreenshot(), "base64"));
      shots.push({ sheet: name, language, layer, file, width });
    };
    for (const [layer, query] of Object.entries(LAYOUTS)) {
      await page.open(`${address}&${query}`);
      await page.until("document.querySelector('.menshen-notice')", "the first layer");
      await page.settled();
      await keep(layer);
    }
    await page.promise("window.menshen.open('settings')");
    await page.until("document.querySelector('.menshen-settings')", "the settings");
    await page.settled();
    await keep("settings");
    await page.promise("window.menshen.open('marketing')");
    await page.settled();
    await keep("services");
    await page.run("document.querySelector('.menshen-choices').scrollIntoView({ block: 'start' })");
    await page.settled();
    await keep("choices");
    await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
    await page.until("document.querySelector('.menshen-held') && document.querySelector('.menshen-way-back')", "what stands in the page");
    await page.settled();
    await keep("page");
  }
}

/** Writes the sheets, and a picture of each. @param {import("./harness/drivers.mjs").Browser} browser */
async function pictureSheets(browser) {
  for (const sheet of new Set(shots.map(({ sheet }) => sheet))) {
    const rows = LANGUAGES.map((language) => {
      const figures = shots
        .filter((shot) => shot.sheet === sheet && shot.language === language)
        .map(({ layer, file, width }) => `<figure><a href="${file}"><img src="${file}" width="${width > 500 ? 480 : 300}" alt=""></a><figcaption>${layer} · ${language}</figcaption></figure>`);
      return `<div>${figures.join("")}</div>`;
    });
    const page = new URL(`${sheet}.html`, FOLDER);
    await writeFile(page, frame(`Menshen: ${sheet}`, rows.join("\n")));
    await browser.driver.get(page.href);
    const [width, height] = /** @type {number[]} */ (await browser.driver.executeScript("const { scrollWidth, scrollHeight } = document.documentElement; return [scrollWidth, scrollHeight]"));
    await browser.resize(width, height + 150);
    await writeFile(new URL(`${sheet}.png`, FOLDER), Buffer.from(await browser.driver.takeScreenshot(), "base64"));
  }
}

/** @param {string} title @param {string} body */
function frame(title, body) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #8a8f98; }
  div { display: flex; gap: 1rem; width: max-content; } figure { margin: 0; } img { display: block; } figcaption { padding: .25rem 0; }
</style>
<h1>${title}</h1>
${body}
</html>
`;
}
