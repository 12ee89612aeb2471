// A page's life besides being loaded and read: it is prerendered, left and visited again, replaced by a router.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/lifecycle/page.html";
const OTHER = "/cases/added/page.html";
const SPECULATING = "/cases/lifecycle/speculating.html";

/** What a prerendered page told the server. @param {Page} page @returns {any[]} */
const said = (page) =>
  page.servers
    .log()
    .filter(({ path, query }) => path === "/__marker" && query.startsWith("?says="))
    .map(({ query }) => JSON.parse(decodeURIComponent(query.slice(6))));

/** Leaves the page for another one. @param {Page} page */
async function leave(page) {
  // What it was told when it came is not what it will be told when it comes back.
  await page.run("window.__persisted = undefined");
  await page.open(OTHER);
}

/** Goes back, and waits for the page that was left. @param {Page} page */
async function back(page) {
  await page.driver.navigate().back();
  await page.until("location.pathname.endsWith('lifecycle/page.html') && window.__persisted !== undefined && document.readyState === 'complete'");
  return page.run("return window.__persisted");
}

/**
 * Has a page prerendered in a tab of its own and then visited: the driver loses such a tab, so the page itself tells the
 * server how things stand.
 * @param {Page} page
 * @param {() => Promise<void>} before what is done before it is visited
 */
async function prerendered(page, before) {
  const first = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  await page.open(SPECULATING);
  await page.seeNotice();
  await page.wait(() => said(page).length > 0, "the prerendered page speaks");
  await before();
  const heard = said(page).length;
  await page.run("setTimeout(() => document.getElementById('on').click())");
  await page.wait(() => said(page).length > heard, "it is visited");
  await page.driver.switchTo().window(first);
}

export const cases = {
  async "left after a yes and taken back elsewhere: back here it is taken back"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    await page.untilRan("marked");
    await leave(page);
    await page.promise("window.menshen.withdraw()");
    await back(page);
    await page.until("window.menshen.state().purposes.analytics === 'denied'");
    page.forgetRequests();
    assert.equal(await page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "held");
    assert.deepEqual(page.asked(), []);
    page.expectError(/held\.invalid/);
  },

  async "left undecided and answered elsewhere: back here the notice is gone, and what waited runs once"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await leave(page);
    await page.answer("accept");
    await back(page);
    await page.untilRan("u-one", "marked");
    await page.noticeGone();
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), ["marked", "u-one"]);
  },

  async "nothing of ours keeps a page from being kept for going back"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.promise("window.menshen.rejectAll()");
    await page.settled();
    const listened = await page.run("return window.__listened");
    assert.ok(listened.includes("pageshow"), "ours are among them");
    assert.deepEqual(listened.filter((/** @type {string} */ type) => /unload|pagehide/.test(type)), []);
    await leave(page);
    const isKept = await back(page);
    assert.equal(isKept, true);
  },

  async "a prerendered page shows nothing, writes nothing and hears of no new grant until it is visited"(/** @type {Page} */ page) {
    await page.open(OTHER);
    if (!(await page.run("return 'prerendering' in document"))) {
      assert.notEqual(page.engine, "chromium", "it knows how");
      return;
    }
    const loaded = { when: "loaded", prerendering: true, shown: false, ran: [], status: "ready", analytics: "undecided", written: "" };
    await prerendered(page, async () => {
      assert.deepEqual(said(page), [loaded]);
      await page.answer("accept");
      await page.wait(() => said(page).length > 1, "it could have heard");
      assert.deepEqual({ ...said(page)[1], written: "" }, { ...loaded, when: "heard" }, "and changed nothing");
      assert.deepEqual(page.requests(), []);
    });
    assert.deepEqual(said(page)[2], { ...loaded, when: "visited", prerendering: false, ran: ["marked"], analytics: "granted", written: "menshen" });
  },

  async "a prerendered page asks once it is visited"(/** @type {Page} */ page) {
    await page.open(OTHER);
    if (!(await page.run("return 'prerendering' in document"))) {
      assert.notEqual(page.engine, "chromium", "it knows how");
      return;
    }
    await prerendered(page, async () => {});
    const { prerendering, shown, ran } = said(page)[1];
    assert.deepEqual({ prerendering, shown, ran }, { prerendering: false, shown: true, ran: [] });
  },

  async "a page that replaces its body keeps the notice and open settings; taken away alone, it stays away"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("document.body.innerHTML = '<main><h1>Another view</h1></main>'");
    await page.seeNotice();
    await page.openSettings();
    await page.run("const body = document.createElement('body'); body.innerHTML = '<main><h1>A third</h1></main>'; document.body = body");
    await page.seeSettings();
    await page.answer("save");
    await page.run("document.body.innerHTML = '<main><h1>A fourth</h1></main>'");
    await page.settled();
    await page.noticeGone();

    await page.promise("window.menshen.erase()");
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("document.querySelector('.menshen-notice').remove()");
    await page.settled();
    await page.noticeGone();
    assert.equal(await page.run("return window.menshen.granted('analytics')"), false, "and nothing is granted");
  },

  async "a document that is written anew asks no third party"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    page.forgetRequests();
    await page.run(
      `document.open();
       document.write('<!doctype html><title>anew</title><h1>Anew</h1><script src="' + arguments[0] + '/js/u-anew.js"><\\/script><img alt="" src="' + arguments[0] + '/img.gif">');
       document.close();`,
      page.servers.trackers.alpha,
    );
    await page.settled();
    assert.deepEqual(page.asked(), []);
    assert.equal(await page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "held");
    page.expectError(/held\.invalid/);
  },
};
