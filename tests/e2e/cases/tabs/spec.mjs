// Another tab of the same site follows at once, without being touched.

import assert from "node:assert/strict";

const PAGE = "/cases/gating/page.html";

export const cases = {
  async "a second tab follows a yes and a no"(/** @type {any} */ page) {
    await page.open(PAGE);
    const first = await page.driver.getWindowHandle();
    await page.driver.switchTo().newWindow("tab");
    const second = await page.driver.getWindowHandle();
    await page.open(PAGE);
    await page.choose("accept");
    await page.noticeGone();
    await page.driver.switchTo().window(first);
    await page.until("window.menshen.granted('marketing')", "the first tab follows");
    await page.until("window.__ran.some((entry) => entry.name === 'beta-service')", "and releases what waited");
    await page.noticeGone();
    await page.promise("window.menshen.withdraw()");
    await page.driver.switchTo().window(second);
    await page.until("!window.menshen.granted('marketing')", "the second tab follows");
    await page.until("window.__events.some(([name]) => name === 'withdrawn')", "and is told of the withdrawal");
    assert.equal((await page.state()).purposes.analytics, "denied");
  },
};
