// Tags that do not stand where they should: the gate works from where it is, and says what was past it.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** @param {Page} page */
const ready = (page) => page.until("window.menshen && window.menshen.state().status === 'ready'", "the gate");

/** What is marked waits and is let go, wherever the tag stands. @param {Page} page */
async function assertWorks(page) {
  assert.ok(!(await page.ran()).some((name) => name.includes("marked")), "what is marked waits");
  assert.deepEqual(page.asked().filter((each) => each.includes("alpha-marked")), []);
  await page.answer("accept");
  await page.untilRan("marked", "alpha-marked");
  await page.settled();
  const ran = await page.ran();
  assert.equal(ran.length, new Set(ran).size, `each once: ${ran}`);
}

export const cases = {
  async "in its place: nothing to say"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/first.html");
    assert.equal((await page.state()).degraded, null);
    assert.deepEqual(await page.events("degraded"), []);
    assert.deepEqual(await page.ran(), ["beta-stranger"]);
  },

  async "async"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/async.html");
    await ready(page);
    const { degraded } = await page.state();
    assert.ok(degraded.reasons.includes("async"), String(degraded.reasons));
    assert.deepEqual(degraded.ran, [`${page.servers.trackers.alpha}/js/alpha-named.js`], "what had run and needs a yes");
    assert.deepEqual(await page.events("degraded"), [degraded], "the page is told");
    await assertWorks(page);
  },

  async "deferred"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/defer.html");
    await ready(page);
    const { degraded } = await page.state();
    assert.ok(degraded.reasons.includes("deferred"), String(degraded.reasons));
    assert.deepEqual(degraded.ran, [`${page.servers.trackers.alpha}/js/alpha-named.js`]);
    await assertWorks(page);
  },

  async "not first"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/second.html");
    const { degraded } = await page.state();
    assert.deepEqual(degraded.reasons, ["not-first"]);
    assert.deepEqual(degraded.ran, [`${page.servers.trackers.alpha}/js/alpha-before.js`]);
    assert.deepEqual((await page.ran()).sort(), ["alpha-before", "beta-before", "beta-stranger"], "what comes after it is held all the same");
    const heard = await page.later("window.menshen.on('degraded', done)");
    assert.deepEqual(heard, degraded, "who listens later hears it too");
    await assertWorks(page);
  },

  async "late, put in by a script"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/late.html");
    await ready(page);
    const { degraded } = await page.state();
    assert.ok(degraded.reasons.includes("late"), String(degraded.reasons));
    assert.deepEqual(degraded.ran, [`${page.servers.trackers.alpha}/js/alpha-named.js`]);
    await assertWorks(page);
  },

  async "late, as a module of a bundle"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/module.html");
    await page.until("window.__handle");
    assert.equal(await page.run("return window.__imported"), true, "importing does nothing");
    assert.equal(await page.run("return window.__handle === window.menshen"), true, "one handle");
    const { degraded, status } = await page.state();
    assert.equal(status, "ready");
    assert.ok(degraded.reasons.includes("late"), String(degraded.reasons));
    assert.deepEqual(degraded.ran, [`${page.servers.trackers.alpha}/js/alpha-named.js`]);
    await page.seeNotice();
    await assertWorks(page);
  },

  async "late: what no service names stays as it is"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/stranger.html");
    await page.until("window.__started");
    await page.settled();
    assert.deepEqual(page.asked().filter((each) => /frame.html|img.gif/.test(each)).sort(), ["beta /frame.html", "gamma /img.gif"], "each asked for once");
    assert.ok(await page.run("return window.__frame === document.querySelector('iframe').contentWindow"), "the same frame");
  },

  async "twice is once"(/** @type {Page} */ page) {
    await page.open("/cases/degraded/twice.html");
    assert.equal((await page.all("region")).length, 1);
    assert.equal((await page.state()).degraded, null);
    await assertWorks(page);
    assert.equal((await page.events("decided")).length, 1);
    assert.equal((await page.events("shown")).length, 1);
    const cookies = (await page.driver.manage().getCookies()).filter(({ name }) => name === "menshen");
    assert.equal(cookies.length, 1);
  },
};
