// Hosts by their real names: which are the site's own, and which a service's host takes in.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const cases = {
  async "until the policy is here only the page's own host and its subdomains pass"(/** @type {Page} */ page) {
    await page.moveTo("shop.slow-kettle.example");
    await page.visit("/cases/hosts/page.html");
    assert.equal((await page.state()).status, "waiting");
    assert.deepEqual(await page.ran(), ["itself", "subdomain", "relative"]);
    await page.until("window.menshen.state().status === 'ready'");
    const free = ["itself", "subdomain", "relative", "parent", "sibling", "listed", "alike"];
    await page.untilRan(...free);
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), [...free].sort(), "then those whom the policy counts as its own, and strangers");
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { service, url }) => `${service} ${new URL(url).host}`), ["beta beta.example", "beta eu.beta.example"]);
    await page.answer("accept");
    await page.untilRan("named", "named-subdomain");
    const cookie = await page.cookie("menshen");
    assert.match(String(cookie?.domain), /^\.?slow-kettle\.example$/);
    await page.promise("window.menshen.erase()");
  },
};
