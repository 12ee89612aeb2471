// Other tabs of the same site follow at once, without being touched.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/marked/page.html";

/** Opens the page in a tab of its own; returns how to go to each. @param {Page} page */
async function twoTabs(page) {
  await page.open(PAGE);
  await page.seeNotice();
  const first = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  const second = await page.driver.getWindowHandle();
  await page.open(PAGE);
  await page.seeNotice();
  const to = (/** @type {string} */ handle) => () => page.driver.switchTo().window(handle);
  return { toFirst: to(first), toSecond: to(second) };
}

export const cases = {
  async "a yes in one is a yes in the other, and so is taking it back"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const { toFirst, toSecond } = await twoTabs(page);
    await page.answer("accept");
    await toFirst();
    await page.until("window.menshen.granted('marketing')", "the first tab follows");
    await page.noticeGone();
    await page.untilRan("inline", "beta-both");
    assert.equal((await page.state()).record.source, "notice");
    assert.equal((await page.marks()).analytics, "granted");
    assert.deepEqual((await page.events("decided")).length, 1);

    await page.promise("window.menshen.withdraw()");
    await toSecond();
    await page.until("!window.menshen.granted('marketing')", "the second tab follows");
    assert.equal((await page.state()).purposes.analytics, "denied");
    assert.equal((await page.marks()).analytics, "denied");
    await page.until("window.__events.some(([name]) => name === 'withdrawn')", "it is told of the withdrawal");
    const [{ purposes }] = await page.events("withdrawn");
    assert.deepEqual(purposes, ["identity", "analytics", "personalization", "marketing"]);
  },

  async "a no in one asks nobody in the other"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const { toFirst } = await twoTabs(page);
    await page.answer("reject");
    await toFirst();
    await page.until("window.menshen.state().record", "the first tab follows");
    await page.noticeGone();
    await page.settled();
    await page.assertUntouched();
  },

  async "open settings show what was answered elsewhere"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const { toFirst, toSecond } = await twoTabs(page);
    await page.openSettings();
    await toFirst();
    await page.openSettings();
    await page.setSwitches(["marketing"]);
    await page.answer("save");
    await toSecond();
    await page.until("window.menshen.granted('marketing')", "the second tab follows");
    await page.wait(async () => (await page.switchedOn()).join() === "marketing", "the switch to follow");
  },

  async "a service that is taken back elsewhere is not saved again by settings that stood open"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const { toFirst, toSecond } = await twoTabs(page);
    const [id] = await page.run("return Object.keys(window.menshen.state().services)");
    const isOn = () => page.run("return [...document.querySelectorAll(`[data-menshen-service][value=${arguments[0]}]`)].some((each) => each.checked)", id);
    await page.promise("window.menshen.open('services')");
    await page.seeSettings();
    const own = await page.run("const it = document.querySelector(`[data-menshen-service][value=${arguments[0]}]`); it.scrollIntoView({ block: 'center' }); return it", id);
    await own.click();
    await page.answer("save");
    assert.equal((await page.state()).services[id], true);
    await page.promise("window.menshen.open('services')");
    await page.seeSettings();
    assert.equal(await isOn(), true);
    await toFirst();
    await page.until(`window.menshen.state().services["${id}"]`, "the first tab follows");
    await page.promise("window.menshen.withdraw()");
    await toSecond();
    await page.wait(async () => !(await isOn()), "the switch to follow");
    await (await page.switchOf("identity")).click();
    await page.answer("save");
    const { services, purposes } = await page.state();
    assert.deepEqual([services[id], purposes.identity], [false, "granted"]);
  },

  async "forgetting in one asks in the other"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const { toFirst, toSecond } = await twoTabs(page);
    await page.answer("accept");
    await toFirst();
    await page.until("window.menshen.granted('analytics')");
    await page.promise("window.menshen.erase()");
    await toSecond();
    await page.until("!window.menshen.granted('analytics')", "the second tab follows");
    await page.seeNotice();
    assert.equal((await page.state()).record, null);
  },

  async "a cookie that changes after the storage did is followed as well"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await page.open(PAGE);
    await page.answer("accept");
    const isGranted = await page.run(`
      localStorage.removeItem("menshen");
      dispatchEvent(new StorageEvent("storage", { key: "menshen" }));
      const granted = window.menshen.granted("analytics");
      document.cookie = "menshen=; path=/; max-age=0";
      return granted`);
    assert.equal(isGranted, true, "as another tab's event finds it: the mirror is gone, and the cookie still counts");
    await page.until("!window.menshen.granted('analytics')");
    await page.seeNotice();
  },
};
