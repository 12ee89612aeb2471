// The languages of the notice in a page: each by itself, fetched when it is spoken, with the site's own words in between.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { ENGINES } from "../../harness/drivers.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const FOLDER = new URL("../../../../src/domain/text/languages/", import.meta.url);
/** Every language by its tag. @type {{ [tag: string]: any }} */
const LANGUAGES = Object.fromEntries(
  await Promise.all((await readdir(FOLDER)).map(async (file) => [file.replace(".json", ""), JSON.parse(await readFile(new URL(file, FOLDER), "utf8"))])),
);
/** What the site itself says in its policy. */
const OWN = /The Lantern|privacy@lantern\.example|Plausible Count|Count Ltd|Lodestar Advertising Ltd|Lodestar Ads|Meridian Audience Exchange|Northern Light Media Group|Harbour Video|Harbour Media AG|_count_\*|_count|_lode|_play|session|shelf|Shelf|Lantern|3\.1/g;

/** Opens the page in a language, and waits for the first layer. @param {Page} page @param {string} query */
async function open(page, query) {
  await page.open(`/cases/looks/page.html?${query}`);
  await page.until("document.querySelector('.menshen-notice')", "the first layer");
}

/** The texts of a layer, one by one. @param {Page} page @param {string} layer @returns {Promise<string[]>} */
const texts = (page, layer) =>
  page.run(
    `const found = [];
     const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
     while (walker.nextNode()) found.push(walker.currentNode.data);
     return found;`,
    layer,
  );

/** Every text of a language, as what may be seen of it: whole, with something in its places, or between them. @param {any} said @returns {RegExp[]} */
function seen(said) {
  if (typeof said !== "string") {
    return Object.values(said).flatMap(seen);
  }
  const pieces = said.split(/\{\w+\}/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [pieces.join("[^]+"), ...pieces.filter((piece) => /\S/.test(piece))].map((pattern) => new RegExp(`^${pattern}$`));
}

/** Which language files were fetched. @param {Page} page */
const fetched = (page) => page.servers.log().flatMap(({ path }) => /-text-([\w-]+)\.js$/.exec(path)?.[1] ?? []);

export const whole = {
  engine: "chromium",
  elsewhere: [
    "every language speaks for itself alone, and is fetched alone",
    "a language that does not come is English, and works",
    "a site says it in its own words, language by language",
    "words of the site's own that nothing is called by close the gate, and the error says what was meant",
  ],
};

export const cases = {
  async "every language speaks for itself alone, and is fetched alone"(/** @type {Page} */ page) {
    // What is said is the same in all engines: each has a third of the languages each time, and those from the right.
    const turn = ENGINES.indexOf(page.engine);
    const isOurs = (/** @type {[string, any]} */ [, { direction }], /** @type {number} */ at) => page.isLong || direction === "rtl" || at % ENGINES.length === turn;
    for (const [tag, said] of Object.entries(LANGUAGES).filter(isOurs)) {
      page.forgetRequests();
      await open(page, `lang=${tag}&dir=${said.direction}`);
      assert.deepEqual(fetched(page), tag === "en" ? [] : [tag], tag);
      assert.equal(await page.run("return document.querySelector('.menshen-notice').dir"), said.direction, tag);
      assert.equal(await page.run("return document.querySelector('.menshen-notice').hasAttribute('lang')"), false, `${tag}: as the page's`);
      const title = await page.run("return document.querySelector('.menshen-notice h2').textContent");
      assert.equal(title, said.title, tag);
      await page.run("document.querySelector('[data-menshen=settings]').click()");
      await page.until("document.querySelector('.menshen-settings')", "the settings");
      // What the browser itself writes in the language: lengths of time and numbers.
      const days = await page.run("return [1, 30, 180, 390, 400].map((days) => days.toLocaleString(arguments[0], { style: 'unit', unit: 'day', unitDisplay: 'long' }))", tag);
      const known = seen(said);
      for (const layer of [".menshen-settings", ".menshen-declaration", ".menshen-held"]) {
        const strange = (await texts(page, layer)).filter((text) => {
          const ours = text.replace(OWN, "").trim();
          return /\p{L}/u.test(ours) && !days.includes(text) && !known.some((pattern) => pattern.test(text));
        });
        assert.deepEqual(strange, [], `${tag}: ${layer}`);
      }
    }
  },

  async "who reads a variety gets what is nearest, and is told where it is another language than the page's"(/** @type {Page} */ page) {
    for (const [asked, spoken, isOther] of /** @type {[string, string, boolean][]} */ ([
      ["de-CH", "de", false],
      ["de-AT", "de", false],
      ["fr-CA", "fr", false],
      ["nn", "nb", false],
      ["no", "nb", false],
      ["pt-PT", "pt", false],
      ["pt-BR", "pt-BR", false],
      ["zh-Hans-SG", "zh-CN", false],
      ["zh-Hant", "zh-TW", false],
      ["zh-Hant-MO", "zh-HK", false],
      ["en-GB", "en", false],
      ["eo", "en", true],
    ])) {
      await open(page, `lang=${asked}`);
      const [title, lang] = await page.run("const notice = document.querySelector('.menshen-notice'); return [notice.querySelector('h2').textContent, notice.getAttribute('lang')]");
      assert.equal(title, LANGUAGES[spoken].title, asked);
      assert.equal(lang, isOther ? spoken : null, asked);
    }
  },

  async "a language that does not come is English, and works"(/** @type {Page} */ page) {
    page.expectError(/-text-de\.js|404/);
    await open(page, "lang=de&package=alone");
    const [title, lang] = await page.run("const notice = document.querySelector('.menshen-notice'); return [notice.querySelector('h2').textContent, notice.getAttribute('lang')]");
    assert.deepEqual([title, lang], [LANGUAGES.en.title, "en"]);
    await page.answer("reject");
    assert.equal((await page.state()).record.language, "en");
  },

  async "a site says it in its own words, language by language"(/** @type {Page} */ page) {
    for (const [lang, accept, reject] of [
      ["en", "Yes to all", LANGUAGES.en.reject],
      ["de", "Ja zu allem", LANGUAGES.de.reject],
      ["de-AT", "Ja zu allem", LANGUAGES.de.reject],
      ["pt-BR", LANGUAGES["pt-BR"].accept, "Não a tudo"],
      ["fr", LANGUAGES.fr.accept, LANGUAGES.fr.reject],
    ]) {
      await open(page, `lang=${lang}&texts=own`);
      await page.see("button", accept);
      await page.see("button", reject);
    }
    await open(page, "lang=de&texts=own");
    assert.ok((await texts(page, ".menshen-notice")).includes("The Lantern fragt."));
  },

  async "words of the site's own that nothing is called by close the gate, and the error says what was meant"(/** @type {Page} */ page) {
    page.expectError(/texts\.en\.acept/);
    await page.open("/cases/looks/page.html?texts=broken");
    await page.until("(window.__events || []).some(([name]) => name === 'error')", "an error");
    const [{ path, expected, message }] = await page.events("error");
    assert.equal(path, "texts.en.acept");
    assert.match(`${expected} ${message}`, /accept/);
    assert.equal(await page.run("return window.menshen.granted('necessary')"), false);
  },
};
