// Gated markup: what its author marked asks for nothing, runs nothing and leaves nothing before a yes.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/marked/page.html";
const OPTIONAL = ["identity", "analytics", "personalization", "marketing"];

/** What runs when everything is granted; the rest names ids that nobody knows. */
const SCRIPTS = [
  "alpha-head", "alpha-sync", "inline", "alpha-async", "alpha-defer", "alpha-module", "inline-module",
  "beta-service", "beta-both", "gamma-suggest", "gamma-services",
];
const UNKNOWN = ["beta-unknown", "beta-half-known", "beta-empty"];

/** @param {Page} page @param {string} when */
async function assertSilent(page, when) {
  assert.deepEqual(page.asked(), [], `${when}: no request`);
  await page.assertUntouched(when);
}

export const cases = {
  async "before any choice nothing is requested, run or kept"(/** @type {Page} */ page) {
    page.expectError(/unknown-id/);
    await page.open(PAGE);
    await page.seeNotice();
    await page.settled();
    await assertSilent(page, "before any choice");
    const { status, purposes, ask, fresh, held, record, degraded } = await page.state();
    assert.equal(status, "ready");
    assert.equal(record, null);
    assert.equal(degraded, null);
    assert.deepEqual(ask, OPTIONAL);
    assert.deepEqual(fresh, []);
    assert.deepEqual(purposes, { necessary: "granted", ...Object.fromEntries(OPTIONAL.map((id) => [id, "undecided"])) });
    assert.equal(held.filter((/** @type {any} */ { kind }) => kind === "script").length, SCRIPTS.length + UNKNOWN.length);
    assert.deepEqual(held.map((/** @type {any} */ { kind }) => kind).filter((/** @type {string} */ kind) => kind !== "script").sort(), ["frame", "image", "style"]);
    const both = held.find((/** @type {any} */ { url }) => url.endsWith("beta-both.js"));
    assert.deepEqual(both.purposes, ["analytics", "marketing"], "the purposes that it needs");
  },

  async "after a refusal, and after a reload, nothing either"(/** @type {Page} */ page) {
    page.expectError(/unknown-id/);
    await page.open(PAGE);
    await page.answer("reject");
    await page.settled();
    await assertSilent(page, "after a refusal");
    assert.deepEqual((await page.state()).purposes, { necessary: "granted", ...Object.fromEntries(OPTIONAL.map((id) => [id, "denied"])) });
    for (const time of ["the next page", "the one after it"]) {
      await page.reload();
      await assertSilent(page, time);
      assert.deepEqual((await page.state()).ask, [], `${time}: nobody is asked again`);
      assert.equal((await page.all("region")).length, 0, `${time}: no notice`);
    }
  },

  async "after a yes everything is requested and run exactly once, and on the next page again"(/** @type {Page} */ page) {
    page.expectError(/unknown-id/);
    await page.open(PAGE);
    await page.answer("accept");
    for (const time of ["this page", "the next page"]) {
      await page.untilRan(...SCRIPTS);
      await page.request("beta", "/collect?from=frame");
      await page.settled();
      assert.deepEqual((await page.ran()).sort(), [...SCRIPTS].sort(), `${time}: each once, and no unknown one`);
      const once = page.asked().filter((each) => !each.includes("/collect"));
      assert.deepEqual(once, [...new Set(once)], `${time}: each requested once`);
      for (const wanted of ["beta /frame.html", "gamma /style.css"]) {
        assert.ok(once.includes(wanted), `${time}: ${wanted}`);
      }
      assert.equal(once.filter((each) => each.startsWith("beta /img.gif")).length, 1, `${time}: one of the image's two addresses`);
      assert.ok(await page.run("return getComputedStyle(document.documentElement).getPropertyValue('--third-party-style')"), `${time}: the style sheet counts`);
      assert.ok(await page.run("return document.querySelector('img').naturalWidth > 0"), `${time}: the image is seen`);
      const { held } = await page.state();
      assert.deepEqual(held.map((/** @type {any} */ { url }) => /js\/(.*)\.js/.exec(url)?.[1]).sort(), [...UNKNOWN].sort(), `${time}: an unknown id is never granted`);
      assert.equal((await page.all("region")).length, 0, `${time}: no notice`);
      page.forgetRequests();
      await page.reload();
    }
  },

  async "several purposes are all needed, and a service stands for its own"(/** @type {Page} */ page) {
    page.expectError(/unknown-id/);
    await page.open(PAGE);
    await page.openSettings();
    await page.setSwitches(["marketing"]);
    await page.answer("save");
    await page.untilRan("beta-service");
    await page.settled();
    assert.deepEqual(await page.ran(), ["beta-service"], "marketing alone");

    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.setSwitches(["marketing", "analytics"]);
    await page.answer("save");
    await page.untilRan("beta-both", "inline-module");
    await page.settled();
    const ran = await page.ran();
    assert.ok(ran.includes("beta-both"), "both purposes of it are there now");
    assert.ok(!ran.includes("gamma-services"), "one of its two services is not");
    assert.equal(ran.length, new Set(ran).size, "what ran before does not run again");
  },
};
