// Unmarked third-party tags of services that the policy names, put in the page by the parser: they never run before
// a yes. That they are requested cannot always be prevented, since the browser's preload scanner may have asked
// already; `expect.json` says what was seen to leave each engine, and nothing beyond that may.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/unmarked/page.html";
const SCRIPTS = ["u-sync", "u-async", "u-defer", "u-module", "u-async-module", "u-typed", "u-body", "beta-nested", "own-count"];
const MAY_LEAVE = JSON.parse(await readFile(new URL("expect.json", import.meta.url), "utf8"));

/** @param {string} path */
const kindOf = (path) => (path.startsWith("/js/") ? "script" : path.startsWith("/img") ? "image" : path.startsWith("/frame") ? "frame" : path);

/** @param {Page} page @param {string} when */
async function assertHeld(page, when) {
  await page.assertUntouched(when);
  const left = [...new Set(page.requests().map(({ path }) => kindOf(path)))];
  assert.deepEqual(left.filter((kind) => !MAY_LEAVE[page.engine].includes(kind)), [], `${when}: nothing but what was on its way already`);
  assert.equal(await page.run("return document.querySelector('img').naturalWidth"), 0, `${when}: the image is not shown`);
  assert.equal(await page.run("return window.__own"), 1, `${when}: the page's own script runs`);
}

export const cases = {
  async "before any choice none of them runs or leaves a trace"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.settled();
    await assertHeld(page, "before any choice");
    const { held } = await page.state();
    const kinds = held.map((/** @type {any} */ { kind, service }) => `${kind} ${service}`).sort();
    assert.deepEqual(kinds, [
      "frame gamma", "image gamma", "script alpha", "script alpha", "script alpha", "script alpha", "script alpha",
      "script alpha", "script alpha", "script beta", "script own-counter",
    ]);
    assert.equal((await page.events("held")).length, held.length, "each is told of");
  },

  async "after a refusal, and after a reload, none either"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.settled();
    await assertHeld(page, "after a refusal");
    page.forgetRequests();
    await page.reload();
    await assertHeld(page, "the next page");
    assert.equal((await page.all("region")).length, 0, "nobody is asked again");
  },

  async "after a yes each runs exactly once, and on the next page again"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    for (const time of ["this page", "the next page"]) {
      await page.untilRan(...SCRIPTS);
      await page.until("document.querySelector('img').naturalWidth > 0", "the image");
      await page.request("gamma", "/collect?from=frame");
      await page.settled();
      assert.deepEqual((await page.ran()).sort(), [...SCRIPTS].sort(), time);
      const reported = page.asked().filter((each) => each.includes("/collect"));
      assert.deepEqual(reported, [...new Set(reported)], `${time}: each reported once`);
      assert.equal(await page.run("return window.__own"), 1, `${time}: the page's own ran once`);
      assert.deepEqual((await page.state()).held, [], time);
      page.forgetRequests();
      await page.reload();
    }
  },

  async "hosts and paths that the policy does not name are left alone"(/** @type {Page} */ page) {
    await page.open("/cases/unmarked/strangers.html");
    await page.untilRan("alpha-stranger", "beta-stranger");
    assert.deepEqual((await page.ran()).sort(), ["alpha-stranger", "beta-stranger"]);
    assert.deepEqual((await page.state()).held, []);
  },
};
