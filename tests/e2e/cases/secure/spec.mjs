// What is different over HTTPS: cookies of ours are marked as secure, and secure or partitioned ones of others can
// be deleted.

import assert from "node:assert/strict";
import { startTls } from "../../harness/tls.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const settings = { tls: true };

const PAGE = "/cases/cookies/page.html";

/** Runs steps on a page that comes over TLS. @param {Page} page @param {() => Promise<void>} steps */
async function overTls(page, steps) {
  const front = await startTls(page.servers.site);
  const { origin } = page;
  try {
    page.origin = `https://${new URL(page.origin).hostname}:${front.port}`;
    await page.open(PAGE);
    assert.equal(await page.run("return location.protocol + isSecureContext"), "https:true");
    await steps();
    await page.settled();
    // Back to where the server will still be.
    page.origin = origin;
    await page.plant();
  } finally {
    await front.close();
  }
}

export const cases = {
  async "the record is a secure cookie"(/** @type {Page} */ page) {
    await overTls(page, async () => {
      await page.answer("accept");
      const cookie = await page.cookie("menshen");
      assert.equal(cookie?.secure, true);
      assert.equal(cookie?.sameSite, "Lax");
      assert.ok(!cookie?.httpOnly);
      await page.reload();
      assert.equal((await page.state()).purposes.marketing, "granted");
      await page.promise("window.menshen.erase()");
      assert.deepEqual(await page.cookieNames(), []);
    });
  },

  async "secure and partitioned cookies of refused services go"(/** @type {Page} */ page) {
    await overTls(page, async () => {
      await page.answer("accept");
      await page.run(`
        document.cookie = "alpha-secure=1; path=/; max-age=999; secure";
        document.cookie = "alpha-none=1; path=/; max-age=999; secure; samesite=none";
        document.cookie = "alpha-strict=1; path=/cases; max-age=999; secure; samesite=strict";
        document.cookie = "alpha-partitioned=1; path=/; max-age=999; secure; samesite=none; partitioned";
        document.cookie = "__Secure-other=1; path=/; secure"`);
      assert.ok((await page.cookieNames()).filter((name) => name.startsWith("alpha-")).length >= 3, "there is something to delete");
      await page.promise("window.menshen.withdraw()");
      assert.deepEqual(await page.cookieNames(), ["__Secure-other", "menshen"]);
      const [{ report }] = await page.events("withdrawn");
      assert.deepEqual(report.kept.filter((/** @type {any} */ { kind }) => kind !== "site"), []);
    });
  },
};
