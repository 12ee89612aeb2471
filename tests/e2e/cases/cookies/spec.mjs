// What the page's own scripts write to `document.cookie` under names that a service declares.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/cookies/page.html";
const YEAR = 31_536_000;

/** @param {Page} page @param {string} text */
const write = (page, text) => page.run("document.cookie = arguments[0]; return document.cookie", text);

/** How many days a cookie lasts; `null` if it ends with the session. @param {Page} page @param {string} name */
async function days(page, name) {
  const cookie = await page.cookie(name);
  assert.ok(cookie, `${name} is there`);
  const { expiry } = cookie;
  return expiry ? Math.round((Number(expiry) * 1000 - Date.now()) / 86_400_000) : null;
}

export const cases = {
  async "cookies of a service are dropped until it is granted"(/** @type {Page} */ page) {
    await page.open(PAGE);
    for (const when of ["undecided", "refused"]) {
      for (const text of ["alpha_id=1", "alphabet=1; path=/", "beta=1; max-age=99; samesite=lax", " gamma-x = 1"]) {
        assert.doesNotMatch(await write(page, text), /alpha|beta|gamma/, `${when}: ${text}`);
      }
      assert.match(await write(page, "basket=tea; path=/"), /basket=tea/, `${when}: what no service declares is the page's own`);
      assert.match(await write(page, "my_alpha=1; path=/"), /my_alpha=1/, `${when}: another name`);
      await write(page, "my_alpha=; path=/; max-age=0");
      assert.doesNotMatch(await write(page, "\x07alpha_id=1; path=/"), /alpha/, `${when}: with what no cookie may contain`);
      if (when === "undecided") {
        await page.answer("reject");
      }
    }
    assert.deepEqual((await page.driver.manage().getCookies()).map(({ name }) => name).sort(), ["basket", "menshen"], "the browser keeps nothing else");
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    assert.match(await write(page, `alpha_id=1; path=/; max-age=${YEAR}`), /alpha_id=1/);
    assert.equal(await days(page, "alpha_id"), 365, "as it was written");
  },

  async "identity cookies end with the session until identity is granted"(/** @type {Page} */ page) {
    await page.open(PAGE);
    for (const [attribute, name] of [[`max-age=${YEAR}`, "remember"], [`expires=${new Date(Date.now() + YEAR * 1000).toUTCString()}`, "remember-me"]]) {
      assert.match(await write(page, `${name}=reader; path=/; ${attribute}`), new RegExp(`${name}=reader`), "it is there, so that signing in works");
      assert.equal(await days(page, name), null, "undecided: softened");
    }
    await page.answer("reject");
    assert.match(await write(page, `remember=again; path=/; max-age=${YEAR}`), /remember=again/);
    assert.equal(await days(page, "remember"), null, "refused: softened");
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.setSwitches(["identity"]);
    await page.answer("save");
    await write(page, `remember=reader; path=/; max-age=${YEAR}`);
    assert.equal(await days(page, "remember"), 365, "granted: as it was written");
  },

  async "deleting needs nobody's yes"(/** @type {Page} */ page) {
    await page.plant();
    await page.run("document.cookie = 'alpha_old=1; path=/; max-age=999'");
    await page.open(PAGE);
    assert.match(await page.run("return document.cookie"), /alpha_old/, "left by an earlier time");
    assert.doesNotMatch(await write(page, "alpha_old=; path=/; max-age=0"), /alpha_old/);
  },

  async "reading and the property itself are as the browser made them"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const facts = await page.run(`
      document.cookie = "plain=1";
      const own = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
      return { read: document.cookie, own: "cookie" in document, getter: typeof own.get, setter: typeof own.set, configurable: own.configurable, enumerable: own.enumerable, other: document.implementation.createHTMLDocument().cookie }`);
    assert.deepEqual(facts, { read: "plain=1", own: true, getter: "function", setter: "function", configurable: true, enumerable: true, other: "" });
  },

  async "the record's own cookie is written as documented"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    const cookie = await page.cookie("menshen");
    assert.equal(cookie?.path, "/");
    assert.equal(cookie?.sameSite, "Lax");
    assert.equal(cookie?.secure, false, "this page came without TLS");
    assert.ok(!cookie?.httpOnly);
    assert.equal(await days(page, "menshen"), 180);
    assert.match(String(cookie?.value), /^1~[0-9a-z]+~[0-9a-z]+~[0-9a-z]+~en~n~3_2e1~identity\.d\.[0-9a-z]+~analytics\.d\.[0-9a-z]+~personalization\.d\.[0-9a-z]+~marketing\.d\.[0-9a-z]+~[0-9a-z]+$/);
    assert.equal(await page.run("return localStorage.getItem('menshen')"), cookie?.value, "mirrored");
  },
};
