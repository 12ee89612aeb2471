// The module cannot run, because the page's content security policy refuses WebAssembly or the browser has none, and
// what stands in for it is not there either: the hand alone holds, says so, and the page works.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** Both ways of being without it; the first by `script-src` without `'wasm-unsafe-eval'`. */
const PAGES = ["/cases/failed/page.html?csp=nowasm", "/cases/failed/broken.html?"];

/** @param {Page} page */
function expectRefusal(page) {
  page.expectError(/wasm|WebAssembly/i, /404|menshen-nowasm/, /Content[ -]Security[ -]Policy/i);
}

export const cases = {
  async "third parties and marked nodes stay held, the page's own run"(/** @type {Page} */ page) {
    expectRefusal(page);
    for (const path of PAGES) {
      await page.open(path);
      await page.until("window.__events.some(([event]) => event === 'error')", `${path}: the page is told`);
      const told = await page.events("error");
      assert.equal(told[0].code, "unavailable", path);
      assert.equal(told.length, 1, `${path}: told once`);
      await page.assertUntouched(path);
      assert.equal(await page.run("return window.__own === 1 && window.__ownInline === true"), true, `${path}: its own scripts run`);
      await page.click("button", "A button");
      assert.equal(await page.run("return window.__clicked"), true, `${path}: its own buttons work`);
      const state = await page.state();
      assert.equal(state.status, "failed", path);
      assert.deepEqual(state.held.map((/** @type {any} */ { kind }) => kind).sort(), ["frame", "script", "script", "script", "script"], path);
      assert.equal((await page.all("region")).length, 0, `${path}: nobody is asked what could not be kept`);
    }
  },

  async "nothing opens it: no program, no stored yes"(/** @type {Page} */ page) {
    await page.open("/cases/failed/page.html");
    await page.answer("accept");
    await page.untilRan("alpha-marked");
    // What it reports is in the log then, and counts for the page before.
    await page.settled();
    expectRefusal(page);
    for (const path of PAGES) {
      page.forgetRequests();
      await page.open(path);
      assert.deepEqual(await page.ran(), [], `${path}: a stored yes`);
      assert.equal(await page.run("return window.menshen.granted('analytics')"), false, path);
      assert.equal(await page.run("return window.menshen.granted('necessary')"), false, path);
      for (const call of ["acceptAll()", "rejectAll()", "set({ analytics: true })", "withdraw()", "open()"]) {
        const { rejected } = await page.promise(`window.menshen.${call}`);
        assert.ok(["unavailable", "not-ready"].includes(rejected), `${path} ${call}: ${rejected}`);
      }
      await page.click("link", "Settings of the page");
      await page.settled();
      assert.deepEqual(await page.ran(), [], path);
      assert.deepEqual(page.asked().filter((each) => each.includes("alpha-marked")), [], path);
      assert.equal(await page.run("document.cookie = 'plain=1'; return /plain=1/.test(document.cookie)"), true, `${path}: the page's own cookies work`);
    }
  },

  async "a site may have everything held then"(/** @type {Page} */ page) {
    expectRefusal(page);
    for (const path of PAGES) {
      await page.open(`${path}&policy=hold-all`);
      await page.settled();
      assert.equal(await page.run("return window.__own"), null, `${path}: not even the page's own scripts`);
      const { held } = await page.state();
      assert.ok(held.some((/** @type {any} */ { url }) => url.endsWith("/cases/parts/own.js")), path);
    }
  },
};
