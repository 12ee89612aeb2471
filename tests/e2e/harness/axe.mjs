// Looks with axe-core, with all its rules, at every layer of the notice: in every theme and layout, from the left and from
// the right.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WINDOW } from "./drivers.mjs";

/** @typedef {import("./page.mjs").Page} Page */

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axe = await readFile(new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** What axe-core finds wrong in the page. @param {Page} page @returns {Promise<string[]>} */
async function faults(page) {
  await page.run(`if (!window.axe) { ${axe} }`);
  return page.later(
    `axe.run(document, { runOnly: arguments[0] }).then(
       ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 120) + " (" + failureSummary.split("\\n")[1] + ")").join(" | "))),
       (error) => done([String(error)]))`,
    RULES,
  );
}

/** Whether anything reaches beyond the window's sides, or a control is out of sight. @param {Page} page @returns {Promise<string[]>} */
const overflows = (page) =>
  page.run(`
    const width = document.documentElement.clientWidth;
    const roots = document.querySelectorAll("dialog[open], [role=region]");
    const wide = [...roots].flatMap((root) => [root, ...root.querySelectorAll("*")]).filter((each) => {
      const { left, right, width: own } = each.getBoundingClientRect();
      return own > 0 && (left < -1 || right > width + 1);
    });
    return [...new Set(wide.map((each) => each.localName + "." + each.className))];`);

/** Each theme with a layout of its own. @type {[string, string][]} */
const LOOKS = [
  ["calm", "card"],
  ["flat", "bar&position=top"],
  ["contrast", "box&position=bottom-end"],
  ["plain", "center&modal=true"],
];

/**
 * The cases, for a browser that prefers dark pages or not.
 * @param {boolean} dark
 * @param {string[]} languages
 */
export function axeCases(dark, languages) {
  /** @type {{ [title: string]: (page: Page) => Promise<void> }} */
  const cases = {};
  for (const [theme, layout] of LOOKS) {
    for (const language of languages) {
      cases[`${theme}, ${language}${dark ? ", dark" : ""}`] = async (page) => {
        const dir = language === "ar" ? "rtl" : "ltr";
        for (const width of [WINDOW.width, 360]) {
          await page.browser.resize(width, 740);
          try {
            await look(page, `theme=${theme}&layout=${layout}&lang=${language}&dir=${dir}&page=${dark ? "dark" : "light"}`, dark, `${width} pixels wide: `);
          } finally {
            await page.browser.resize(WINDOW.width, WINDOW.height);
          }
        }
      };
    }
  }
  return cases;
}

/** @param {Page} page @param {string} query @param {boolean} dark @param {string} where */
async function look(page, query, dark, where) {
  await page.open(`/cases/looks/page.html?next=soon&${query}`);
  assert.equal(await page.run("return matchMedia('(prefers-color-scheme: dark)').matches"), dark, "the browser prefers what we asked it to");
  await page.until("document.querySelector('.menshen-notice') && document.querySelector('.menshen-held')", "the first layer");
  assert.deepEqual(await faults(page), [], `${where}the first layer`);
  assert.deepEqual(await overflows(page), [], `${where}the first layer fits`);
  await page.click("button", await page.run("return document.querySelector('[data-menshen=settings]').textContent"));
  await page.until("document.querySelector('.menshen-settings')", "the settings");
  await page.run("document.querySelectorAll('dialog details').forEach((each) => (each.open = true))");
  assert.deepEqual(await faults(page), [], `${where}the settings`);
  assert.deepEqual(await overflows(page), [], `${where}the settings fit`);
  await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
  await page.until("document.querySelector('.menshen-change')", "what changes of the statement");
  assert.deepEqual(await faults(page), [], `${where}a statement's change, placeholders and the list of services`);
  await page.run("document.querySelector('.menshen-change [data-menshen=read]').click()");
  await page.until("!document.querySelector('.menshen-change') && document.querySelector('.menshen-way-back')", "the way back");
  assert.deepEqual(await faults(page), [], `${where}the way back`);
  await page.promise("window.menshen.erase()");
  await page.run("localStorage.clear()");
}
