// Looks with axe-core, with all its rules, at every layer of the notice.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { WINDOW } from "./drivers.mjs";
import { WORDS } from "./roles.mjs";

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

/**
 * The cases, for a browser that prefers dark pages or not.
 * @param {boolean} dark
 */
export function axeCases(dark) {
  /** @type {{ [title: string]: (page: Page) => Promise<void> }} */
  const cases = {};
  for (const language of ["en", "zh-CN"]) {
    for (const width of [WINDOW.width, 360]) {
      cases[`${language}, ${width} pixels wide${dark ? ", dark" : ""}`] = async (page) => {
        await page.browser.resize(width, 740);
        try {
          await page.open(`/cases/notice/${language}.html?policy=button`);
          assert.equal(await page.run("return matchMedia('(prefers-color-scheme: dark)').matches"), dark, "the browser prefers what we asked it to");
          await page.seeNotice();
          assert.deepEqual(await faults(page), [], "the first layer");
          assert.deepEqual(await overflows(page), [], "the first layer fits");
          await page.openSettings();
          await page.run("document.querySelectorAll('dialog details').forEach((each) => (each.open = true))");
          assert.deepEqual(await faults(page), [], "the settings");
          assert.deepEqual(await overflows(page), [], "the settings fit");
          await page.answer("reject");
          await page.see("button", WORDS.dialog);
          assert.deepEqual(await faults(page), [], "the way back");
        } finally {
          await page.browser.resize(WINDOW.width, WINDOW.height);
        }
      };
    }
  }
  return cases;
}
