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
};
