// Ordinary pages whose names happen to stand in front of what the browser has.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const cases = {
  async "elements and variables called as the browser's own functions are open nothing"(/** @type {Page} */ page) {
    await page.open("/cases/odd/form.html");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { kind }) => kind), ["frame", "script"]);
    await page.answer("accept");
    await page.untilRan("u-odd");
    await page.request("beta", "/collect?from=frame");
  },

  async "what is called as every object's own functions are can be listened to, and opens nothing"(/** @type {Page} */ page) {
    await page.open("/cases/odd/proto.html");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    await page.run("window.menshen.on('toString', () => {})()");
  },

  async "names in front of everything that the gate asks the page for open nothing, and stop nothing"(/** @type {Page} */ page) {
    await page.open("/cases/odd/names.html");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { url }) => url.split("/").at(-1)), ["u-in-form.js", "", "u-odd.js", "alpha-marked.js"]);
    await page.run("document.querySelector('#form button').click()");
    await page.answer("accept");
    await page.untilRan("u-in-form", "inline-in-form", "u-odd", "alpha-marked");
    assert.equal(await page.run("return document.documentElement.getAttribute('data-consent-analytics')"), "granted");
  },

  async "what a script spoilt before the gate holds nothing open"(/** @type {Page} */ page) {
    page.expectError(/unavailable|menshen/);
    await page.open("/cases/odd/broken.html");
    assert.equal(await page.run("return window.__own"), true, "the page works");
    assert.deepEqual(await page.ran(), []);
  },

  async "a script is a script, however it is written"(/** @type {Page} */ page) {
    await page.open("/cases/odd/scripts.html");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { url }) => url.split("/").at(-1)), ["u-svg.js", "u-svg-old.js", "", "", ""]);
    await page.answer("accept");
    await page.untilRan("u-svg", "u-svg-old", "marked-only", "marked-module:true", "marked-over-lines");
    await page.settled();
    assert.equal((await page.ran()).length, 5, "and what was put aside by somebody else stays there");
  },
};
