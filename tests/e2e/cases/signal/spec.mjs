// Global Privacy Control: the visitor is told that it is followed, and it is never taken for an answer.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const settings = { signal: true };

/** The browser's own signal where there is one. @param {Page} page */
const address = (page) => `/cases/parts/plain.html?signal=${page.engine === "firefox" ? "browser" : "extension"}`;

/** What is said of the signal in a layer. @param {Page} page @param {string} layer @returns {Promise<string | undefined>} */
const said = (page, layer) => page.run("return document.querySelector(arguments[0] + ' .menshen-signal')?.textContent", layer);

export const cases = {
  async "it is said that it is followed, what stays off, and nothing runs"(/** @type {Page} */ page) {
    await page.open(address(page));
    assert.equal(await page.run("return navigator.globalPrivacyControl"), true);
    await page.seeNotice();
    assert.match(/** @type {string} */ (await said(page, ".menshen-notice")), /Global Privacy Control.*honoured.*Remember me, Usage analysis, Personalisation,? and Advertising/);
    await page.openSettings();
    assert.match(/** @type {string} */ (await said(page, ".menshen-settings")), /Global Privacy Control/);
    assert.deepEqual(await page.switchedOn(), []);
    assert.deepEqual(await page.ran(), []);
    const { record, purposes } = await page.state();
    assert.deepEqual([record, purposes.marketing], [null, "undecided"], "it is no answer");
    await page.answer("reject");
    await page.until("document.querySelector('.menshen-way-back')");
    await page.promise("window.menshen.open('settings')");
    await page.seeSettings();
    assert.match(/** @type {string} */ (await said(page, ".menshen-settings")), /stay off/, "who comes back sees it too");
  },

  async "what the visitor allows all the same is not said to be off"(/** @type {Page} */ page) {
    await page.open(address(page));
    await page.openSettings();
    await page.setSwitches(["analytics"]);
    await page.answer("save");
    await page.untilRan("count");
    await page.promise("window.menshen.open('settings')");
    await page.seeSettings();
    const text = /** @type {string} */ (await said(page, ".menshen-settings"));
    assert.doesNotMatch(text, /Usage analysis/);
    assert.match(text, /Advertising/);
  },

  async "a signal that says no such thing is not spoken of, and is no yes"(/** @type {Page} */ page) {
    await page.open("/cases/parts/plain.html?signal=false");
    await page.seeNotice();
    assert.equal(await said(page, ".menshen-notice"), null);
    assert.equal((await page.state()).purposes.marketing, "undecided");
    assert.deepEqual(await page.ran(), []);
  },
};
