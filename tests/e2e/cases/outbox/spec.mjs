// Receipts on their way to the site's own server: once, whatever happens on the way, and to nobody else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import Ajv from "ajv/dist/2020.js";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/outbox/page.html";
const SCHEMA = JSON.parse(await readFile(new URL("../../../../src/api/receipt.schema.json", import.meta.url), "utf8"));

/** What the server got, in order. @param {Page} page */
const got = (page) => page.servers.log().filter(({ path, body }) => path === "/__receipts" && body !== undefined);

/** Waits for so many requests. @param {Page} page @param {number} count */
const arrived = (page, count) => page.wait(() => got(page).length >= count, `${count} requests with receipts`);

/** Waits until nothing is left to send. @param {Page} page */
const sent = (page) => page.until("(localStorage.getItem('menshen-outbox') || '[]') === '[]'", "an empty outbox");

export const cases = {
  async "each answer arrives once, as it is kept"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await arrived(page, 1);
    await sent(page);
    await page.promise("window.menshen.withdraw()");
    await arrived(page, 2);
    await sent(page);
    await page.reload();
    await page.settled();
    const requests = got(page);
    const kept = await page.run("return JSON.parse(localStorage.getItem('menshen-receipts'))");
    assert.deepEqual(requests.map(({ body }) => body), kept, "each once, and none again on the next page");
    for (const { method, headers, body } of requests) {
      const receipt = JSON.parse(/** @type {string} */ (body));
      assert.equal(method, "POST");
      assert.equal(headers["content-type"], "application/json");
      assert.equal(headers["idempotency-key"], receipt.id);
      const validate = new Ajv({ strict: false }).compile(SCHEMA);
      assert.ok(validate(receipt), JSON.stringify(validate.errors));
    }
  },

  async "a server that is down gets it later, under the same key, from the next page too"(/** @type {Page} */ page) {
    page.expectError(/503/);
    await page.open(`${PAGE}?fails=2`);
    await page.answer("reject");
    await arrived(page, 1);
    // Another page, before it is tried again.
    await page.reload();
    await arrived(page, 3);
    await sent(page);
    const keys = got(page).map(({ headers }) => headers["idempotency-key"]);
    assert.equal(new Set(keys).size, 1);
    assert.equal(new Set(got(page).map(({ body }) => body)).size, 1);
    await page.reload();
    await page.settled();
    assert.equal(got(page).length, 3, "and then no more");
  },

  async "who leaves at once has sent it all the same"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("window.menshen.rejectAll(); document.addEventListener('menshen:decided', () => { location.href = '/__marker?name=left'; })");
    await arrived(page, 1);
    assert.equal(got(page).length, 1);
  },

  async "nobody else gets one, and the site is told so"(/** @type {Page} */ page) {
    page.expectError(/notice\.receipts\.endpoint/);
    await page.open(`${PAGE}?to=other`);
    await page.answer("reject");
    await page.until("(window.__events || []).some(([name]) => name === 'error')", "an error");
    const [{ code, path }] = await page.events("error");
    assert.deepEqual([code, path], ["not-first-party", "notice.receipts.endpoint"]);
    await page.settled();
    assert.deepEqual(page.requests(), []);
    assert.equal((await page.state()).purposes.analytics, "denied", "the answer counts");
  },

  async "the last ones are kept, each naming the one before"(/** @type {Page} */ page) {
    await page.open(PAGE);
    for (let answer = 0; answer < 5; answer++) {
      await page.promise("window.menshen.rejectAll()");
    }
    const { receipts } = await page.promise("window.menshen.export()");
    assert.equal(receipts.length, 3);
    assert.equal(new Set(receipts.map((/** @type {any} */ { id }) => id)).size, 3);
    const hash = async (/** @type {string} */ text) => `sha256-${Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex")}`;
    const kept = await page.run("return JSON.parse(localStorage.getItem('menshen-receipts'))");
    for (const [place, text] of kept.entries()) {
      if (place) {
        assert.equal(JSON.parse(text).previous, await hash(kept[place - 1]), "the hash of the text before");
      }
    }
  },

  async "an answer from within an answer has a receipt of its own, after the visitor's"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("let first = true; window.menshen.on('decided', () => { if (first) { first = false; window.menshen.set({ analytics: false }); } })");
    await page.answer("accept");
    await page.until("JSON.parse(localStorage.getItem('menshen-receipts') || '[]').length === 2");
    const [one, other] = (await page.run("return JSON.parse(localStorage.getItem('menshen-receipts'))")).map((/** @type {string} */ text) => JSON.parse(text));
    const analytics = (/** @type {any} */ { purposes }) => purposes.find((/** @type {any} */ { id }) => id === "analytics").granted;
    assert.deepEqual([one.source, analytics(one), other.source, analytics(other)], ["notice", true, "settings", false]);
    assert.equal(one.previous, undefined);
    assert.match(other.previous, /^sha256-/);
  },
};
