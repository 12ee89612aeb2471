// Pictures of what a visitor sees, held against those in `reference/`, so that nothing changes by accident. Fonts are the
// same everywhere; edges that are smoothed otherwise do not count. What differs is written to `tests/e2e/out/pictures/`.
//
// After a change that is meant: `MENSHEN_SNAPSHOTS=write node tests/e2e/run.mjs --only pictures:`, and look at them.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { WINDOW } from "../../harness/drivers.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** Each engine paints letters its own way; that they lay them out alike, the case `looks` shows. */
export const engines = ["chromium"];

const REFERENCE = new URL("reference/", import.meta.url);
const OUT = new URL("../../out/pictures/", import.meta.url);
/** How far a colour may be off, from 0 to 1, and how many pixels of a hundred thousand may be. */
const TOLERANCE = 0.15;
const STRAY = 50;

const THEMES = ["calm", "flat", "contrast", "plain"];


/** Compares what an element looks like with its reference. @param {Page} page @param {string} name @param {string} selector */
async function compare(page, name, selector) {
  await page.run("window.getSelection().removeAllRanges(); document.activeElement.blur()");
  await page.settled();
  const element = await page.run("return document.querySelector(arguments[0])", selector);
  const now = Buffer.from(await element.takeScreenshot(), "base64");
  const file = new URL(`${name}.png`, REFERENCE);
  if (process.env.MENSHEN_SNAPSHOTS === "write") {
    await writeFile(file, now);
  }
  const [one, other] = [PNG.sync.read(await readFile(file)), PNG.sync.read(now)];
  const size = ({ width, height }) => `${width} × ${height}`;
  const { width, height } = one;
  const difference = new PNG({ width, height });
  const isSameSize = size(one) === size(other);
  const strays = isSameSize ? pixelmatch(one.data, other.data, difference.data, width, height, { threshold: TOLERANCE }) : width * height;
  const most = Math.ceil((width * height * STRAY) / 100_000);
  if (strays > most) {
    await mkdir(OUT, { recursive: true });
    await writeFile(new URL(`${name}.png`, OUT), now);
    await writeFile(new URL(`${name}-difference.png`, OUT), PNG.sync.write(difference));
  }
  assert.equal(size(other), size(one), name);
  assert.ok(strays <= most, `${name}: ${strays} pixels are other than in the reference, at most ${most} may be; see tests/e2e/out/pictures`);
}

/** @param {Page} page @param {string} query @param {number} [width] */
async function open(page, query, width = WINDOW.width) {
  await page.browser.resize(width, WINDOW.height);
  await page.open(`/cases/looks/page.html?reset=pictured&${query}`);
  await page.until("document.querySelector('.menshen-notice') && document.querySelector('.menshen-held')");
  await page.later("document.fonts.ready.then(() => done())");
  await page.driver.actions().move({ x: 1, y: 1 }).perform();
}

/** @param {Page} page */
async function openSettings(page) {
  await page.run("document.querySelector('.menshen-notice [data-menshen=settings]').click()");
  await page.until("document.querySelector('.menshen-settings')");
}

export const cases = {
  async "each theme, light and dark"(/** @type {Page} */ page) {
    for (const theme of THEMES) {
      for (const scheme of ["light", "dark"]) {
        await open(page, `theme=${theme}&scheme=${scheme}&page=${scheme}`);
        await compare(page, `${theme}-${scheme}-notice`, ".menshen-notice");
        await openSettings(page);
        await page.run("document.querySelectorAll('.menshen-settings details')[3].open = true; document.querySelectorAll('.menshen-purpose')[4].scrollIntoView()");
        await compare(page, `${theme}-${scheme}-settings`, ".menshen-settings");
      }
    }
  },

  async "each layout and layer"(/** @type {Page} */ page) {
    for (const layout of ["bar", "box", "center"]) {
      await open(page, `layout=${layout}`);
      await compare(page, layout, ".menshen-notice");
    }
    await open(page, "next=soon");
    await compare(page, "held", ".menshen-held");
    await openSettings(page);
    await page.run("document.querySelector('.menshen-choices').scrollIntoView()");
    await compare(page, "choices", ".menshen-settings");
    await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
    await page.until("document.querySelector('.menshen-change')");
    await compare(page, "change", ".menshen-change");
    await page.run("document.querySelector('.menshen-change [data-menshen=read]').click()");
    await page.until("document.querySelector('.menshen-way-back')");
    await compare(page, "way-back", ".menshen-way-back");
    await page.run("document.querySelector('.menshen-declaration').scrollIntoView()");
    await compare(page, "declaration", ".menshen-declaration");
  },

  async "narrow, and from the right"(/** @type {Page} */ page) {
    try {
      for (const [name, query] of [
        ["narrow", "lang=en"],
        ["narrow-long", "lang=de"],
        ["narrow-right", "lang=ar&dir=rtl"],
      ]) {
        await open(page, query, 360);
        await compare(page, `${name}-notice`, ".menshen-notice");
        await openSettings(page);
        await compare(page, `${name}-settings`, ".menshen-settings");
      }
      await open(page, "lang=ar&dir=rtl");
      await compare(page, "right-notice", ".menshen-notice");
      await openSettings(page);
      await page.run("document.querySelectorAll('.menshen-settings details')[3].open = true; document.querySelectorAll('.menshen-purpose')[4].scrollIntoView()");
      await compare(page, "right-settings", ".menshen-settings");
    } finally {
      await page.browser.resize(WINDOW.width, WINDOW.height);
    }
  },
};
