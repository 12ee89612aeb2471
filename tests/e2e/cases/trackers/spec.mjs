// Twelve real libraries from npm, put into the page as their vendors publish them, under the names the web knows.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/trackers/page.html";
const ALL = ["amplitude", "appinsights", "clarity", "countly", "datadog", "elastic", "fingerprint", "mixpanel", "posthog", "rrweb", "segment", "snowplow"];
/** Those among them that send something by themselves. */
const TALKERS = ["amplitude", "appinsights", "clarity", "countly", "elastic", "posthog", "rrweb", "segment", "snowplow"];
/** What the page's own markup asks for; parser and preload scanner may be ahead of the gate. */
const MARKUP = ["/static/array.js", "/libs/mixpanel.globals.js", "/libs/analytics-browser-min.umd.js", "/sdk/web/countly.min.js", "/tag/lantern", "/sp.umd.js", "/scripts/b/ai.3.gbl.min.js", "/us1/v6/datadog-rum.js", "/elastic-apm-rum.umd.min.js", "/v5/iife.min.js", "/rrweb.umd.min.js", "/next/index.js"];

/** What was asked for that no parser can have asked for, by whom. @param {Page} page */
const sent = (page) => page.requests().filter(({ tracker, path }) => ALL.includes(tracker || "") && !MARKUP.includes(path)).map(({ tracker, path }) => `${tracker} ${path}`);

/** Nothing ran, nothing was sent, nothing is kept. @param {Page} page @param {string} when */
async function assertQuiet(page, when) {
  await page.settled();
  assert.deepEqual(await page.run("return window.__began"), [], `${when}: executions`);
  assert.deepEqual(await page.run("return ['posthog', 'mixpanel', 'amplitude', 'clarity', 'snowplowBrowserTracking', 'Microsoft', 'DD_RUM', 'elasticApm', 'FingerprintJS', 'rrweb', 'AnalyticsNext'].filter((name) => name in window)"), [], `${when}: globals`);
  assert.deepEqual(sent(page), [], `${when}: requests`);
  await assertNothingKept(page, when);
}

/** @param {Page} page @param {string} when */
async function assertNothingKept(page, when) {
  assert.deepEqual((await page.cookieNames()).filter((name) => name !== "menshen"), [], `${when}: cookies`);
  assert.deepEqual((await page.keys()).filter((name) => name !== "menshen"), [], `${when}: keys`);
  assert.deepEqual(await page.promise("(async () => (await indexedDB.databases()).map(({ name }) => name))()"), [], `${when}: databases`);
}

export const cases = {
  async "before any choice, after a no, and on the next page: none runs, asks or writes"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await assertQuiet(page, "undecided");
    await page.answer("reject");
    await assertQuiet(page, "refused");
    page.forgetRequests();
    await page.reload();
    await assertQuiet(page, "the next page");
  },

  async "with a yes all twelve run; taken back, nothing of theirs leaves or stays, without a reload"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await page.answer("accept");
    await page.until(`window.__began.length >= ${ALL.length}`);
    await page.settled();
    assert.deepEqual((await page.run("return window.__began")).sort(), ALL, "each once");
    for (const name of TALKERS) {
      await page.wait(() => sent(page).some((each) => each.startsWith(name + " ")), `${name} sends`);
    }
    assert.ok((await page.cookieNames()).length > 4, "and they write");
    await page.promise("window.menshen.withdraw()");
    assert.equal((await page.state()).record.source, "withdraw");
    await page.settled();
    page.forgetRequests();
    await page.run("for (let n = 0; n < 3; n++) { document.body.click(); history.pushState({}, '', '?' + n); window.dispatchEvent(new Event('pagehide')); }");
    await page.settled();
    assert.deepEqual(sent(page), [], "requests after it");
    await assertNothingKept(page, "taken back");
    page.forgetRequests();
    await page.reload();
    await assertQuiet(page, "the next page");
  },
};
