// A visitor who is quicker than the page: answers given while it is still coming count, and are never lost.

import assert from "node:assert/strict";
import { FIND, WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const settings = { hasty: true };

export const cases = {
  async "a yes while the page is still coming"(/** @type {Page} */ page) {
    await page.visit("/cases/early/page.html");
    await page.choose("accept");
    assert.equal(await page.run("return document.readyState"), "loading", "the page's second half is not there yet");
    await page.untilRan("u-early", "alpha-early", "u-rest", "alpha-rest", "alpha-defer");
    await page.settled();
    assert.deepEqual(await page.ran(), ["u-early", "alpha-early", "u-rest", "alpha-rest", "alpha-defer"]);
    assert.equal((await page.state()).record.source, "notice");
    await page.noticeGone();
  },

  async "a no while the page is still coming"(/** @type {Page} */ page) {
    await page.visit("/cases/early/page.html");
    await page.choose("reject");
    assert.equal(await page.run("return document.readyState"), "loading", "the page's second half is not there yet");
    await page.noticeGone();
    await page.until("document.readyState === 'complete'");
    await page.settled();
    await page.assertUntouched();
  },

  async "a click in the first frame in which the buttons are seen"(/** @type {Page} */ page) {
    await page.visit("/cases/early/page.html");
    // The moment the button is in the page, before any frame is painted with it.
    await page.run(`
      ${FIND}
      const click = () => { const [button] = find("button", arguments[0]); button && button.click(); return !!button; };
      if (!click()) {
        const watch = new MutationObserver(() => click() && watch.disconnect());
        watch.observe(document, { childList: true, subtree: true });
      }`, WORDS.reject);
    await page.until("window.menshen && window.menshen.state().record", "the answer is recorded");
    assert.equal((await page.state()).purposes.analytics, "denied");
    await page.noticeGone();
    await page.until("document.readyState === 'complete'");
  },
};
