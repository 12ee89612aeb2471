// Ordinary pages whose names happen to stand in front of what the browser has.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const cases = {
  async "a field called matches and a variable called URL open nothing"(/** @type {Page} */ page) {
    await page.open("/cases/odd/form.html");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    assert.equal((await page.state()).held.length, 1);
    await page.answer("accept");
    await page.untilRan("u-odd");
  },
};
