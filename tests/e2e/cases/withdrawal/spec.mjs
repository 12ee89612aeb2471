// Taking a yes back: at once, without a reload, with a report of what could be deleted; and for good on the next page.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/withdrawal/page.html";
const RUNS = ["u-unmarked", "alpha-one", "beta-one"];

/** Opens the page and says yes to everything. @param {Page} page @param {string} [path] */
async function granted(page, path = PAGE) {
  await page.open(path);
  await page.answer("accept");
  await page.untilRan(...RUNS);
  await page.request("beta", "/collect?from=frame");
  await page.settled();
}

/** @param {any[]} entries @param {string} kind */
const names = (entries, kind) => entries.filter((entry) => entry.kind === kind).map(({ name, service }) => `${name} of ${service}`).sort();

/** Adds what would run if the purpose were granted. @param {Page} page */
const tempt = (page) =>
  page.run(
    `const late = document.createElement("script");
     late.type = "text/plain";
     late.dataset.consent = "analytics";
     late.dataset.src = arguments[0] + "/js/alpha-late.js";
     document.body.append(late);
     const inline = document.createElement("script");
     inline.type = "text/plain";
     inline.dataset.consent = "marketing";
     inline.text = "window.__ran.push('late-inline')";
     document.body.append(inline);
     document.cookie = "beta-late=1; path=/"`,
    page.servers.trackers.alpha,
  );

/** What a withdrawal must have done to this page. @param {Page} page */
async function assertWithdrawn(page) {
  const { purposes, services } = await page.state();
  assert.equal(purposes.analytics, "denied");
  assert.equal(services.alpha, false);
  assert.equal((await page.marks()).marketing, "denied");
  assert.deepEqual(await page.cookieNames(), ["menshen", "not-declared"], "declared cookies are gone, others are the page's own");
  assert.deepEqual(await page.keys(), ["not-declared"], "declared keys are gone");

  const told = await page.events("withdrawn");
  assert.equal(told.length, 1, "told once");
  assert.deepEqual(told[0].purposes, ["identity", "analytics", "personalization", "marketing"]);
  const { deleted, kept } = told[0].report;
  assert.deepEqual(names(deleted, "cookie"), ["alpha-everywhere of alpha", "alpha-one_id of alpha", "beta-one_id of beta", "u-unmarked_id of alpha"]);
  assert.deepEqual(names(deleted, "local"), ["alpha-one_key of alpha", "beta-one_key of beta", "u-unmarked_key of alpha"]);
  assert.deepEqual(names(deleted, "session"), ["alpha-one_session of alpha", "beta-one_session of beta", "u-unmarked_session of alpha"]);
  assert.equal(deleted.length, 10);
  const { host } = new URL(page.servers.trackers.alpha);
  assert.ok(kept.every((/** @type {any} */ { kind, reason }) => kind === "site" && reason === "other-site"), "what other sites keep is out of reach");
  assert.ok(kept.some((/** @type {any} */ { name, service }) => service === "alpha" && (name === host || name === "alpha.example")));

  const before = await page.ran();
  page.forgetRequests();
  await tempt(page);
  await page.settled();
  assert.deepEqual(await page.ran(), before, "nothing further is released");
  assert.deepEqual(page.asked().filter((each) => !each.includes("/collect")), [], "nothing further is requested");
  assert.ok(!(await page.cookieNames()).includes("beta-late"));
}

/** @param {Page} page */
async function assertNextPageSilent(page) {
  page.forgetRequests();
  await page.reload();
  assert.deepEqual(await page.ran(), [], "the next page: 0 executions");
  assert.deepEqual(page.asked().filter((each) => !each.endsWith("/js/u-unmarked.js")), [], "the next page: 0 requests from marked tags");
  assert.deepEqual(await page.cookieNames(), ["menshen", "not-declared"]);
  assert.deepEqual(await page.keys(), ["not-declared"]);
  assert.equal((await page.all("region")).length, 0, "nobody is asked again");
}

export const cases = {
  async "by a program"(/** @type {Page} */ page) {
    await granted(page);
    assert.ok((await page.cookieNames()).includes("alpha-everywhere"), "there is something to delete");
    await page.promise("window.menshen.withdraw()");
    assert.equal((await page.state()).record.source, "withdraw");
    await assertWithdrawn(page);
    await assertNextPageSilent(page);
  },

  async "by the visitor, in the settings"(/** @type {Page} */ page) {
    await granted(page);
    await page.promise("window.menshen.open()");
    await page.answer("reject");
    await assertWithdrawn(page);
    await assertNextPageSilent(page);
  },

  async "of one purpose, and of what requires it"(/** @type {Page} */ page) {
    await granted(page);
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    assert.deepEqual(await page.switchedOn(), ["identity", "analytics", "personalization", "marketing"], "the settings open with what is");
    await page.setSwitches(["identity", "marketing"]);
    await page.answer("save");
    const [{ purposes, report }] = await page.events("withdrawn");
    assert.deepEqual(purposes, ["analytics", "personalization"]);
    assert.ok(report.deleted.every((/** @type {any} */ { service }) => service === "alpha"), "the granted service keeps its own");
    assert.ok((await page.cookieNames()).includes("beta-one_id"));
    assert.ok(!(await page.cookieNames()).includes("alpha-one_id"));
    page.forgetRequests();
    await page.reload();
    await page.untilRan("beta-one");
    await page.settled();
    assert.deepEqual(await page.ran(), ["beta-one"]);
  },

  async "cookies on parent domains and on paths go as well"(/** @type {Page} */ page) {
    const site = `s${Date.now().toString(36)}.slow-kettle.example`;
    await page.moveTo(`a.b.${site}`);
    await granted(page);
    const everywhere = (await page.driver.manage().getCookies()).filter(({ name }) => name === "alpha-everywhere");
    const domains = new Set(everywhere.map(({ domain }) => String(domain).replace(/^\./, "")));
    assert.deepEqual([...domains].sort(), ["slow-kettle.example", `a.b.${site}`, `b.${site}`].sort(), "there are cookies on parent domains");
    assert.ok(everywhere.length >= 16, `on several paths (${everywhere.length})`);
    await page.promise("window.menshen.withdraw()");
    await assertWithdrawn(page);
    assert.deepEqual((await page.driver.manage().getCookies()).map(({ name }) => name).sort(), ["menshen", "not-declared"], "the browser keeps none");
    await assertNextPageSilent(page);
  },

  async "what cannot be deleted is named with its reason"(/** @type {Page} */ page) {
    // On a page further down than any path that is tried: browsers and our server take empty segments for segments.
    await granted(page, PAGE.replace("withdrawal/", `withdrawal${"/".repeat(30)}`));
    await page.run("document.cookie = 'alpha-deep=1; max-age=999; path=' + arguments[0]", `/cases/withdrawal${"/".repeat(20)}`);
    assert.ok((await page.cookieNames()).includes("alpha-deep"));
    await page.promise("window.menshen.withdraw()");
    const [{ report }] = await page.events("withdrawn");
    assert.deepEqual(report.kept.filter((/** @type {any} */ { kind }) => kind === "cookie"), [{ kind: "cookie", name: "alpha-deep", service: "alpha", reason: "out-of-reach" }]);
    assert.ok((await page.cookieNames()).includes("alpha-deep"), "and it is true");
  },

  async "cookies that were there before the first question go with a no"(/** @type {Page} */ page) {
    await page.plant();
    await page.run(`
      document.cookie = "alpha-old=1; max-age=999; path=/";
      document.cookie = "not-declared=1; max-age=999; path=/";
      localStorage.setItem("alpha-old", "1");
      sessionStorage.setItem("beta-old", "1")`);
    await page.open(PAGE);
    await page.answer("reject");
    await page.settled();
    assert.deepEqual(await page.cookieNames(), ["menshen", "not-declared"]);
    assert.deepEqual(await page.keys(), []);
    assert.deepEqual(await page.events("withdrawn"), [], "nothing was granted, so nothing was withdrawn");
  },
};
