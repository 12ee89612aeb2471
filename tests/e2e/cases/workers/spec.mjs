// Workers that scripts make of text: what they ask for and store waits as in the page, follows each answer without being
// made anew, and goes on as without us once it may.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/workers/page.html";

/** Has the worker do something. @param {Page} page @param {string} what @param {string} [given] */
const work = (page, what, given = "") => page.promise(`window.work(${JSON.stringify(what)}, ${JSON.stringify(given)})`);

/** Whether the worker may do all there is. @param {Page} page */
async function may(page) {
  const { alpha } = page.servers.trackers;
  page.forgetRequests();
  const got = [await work(page, "fetch", `${alpha}/collect?work`), await work(page, "base", "alpha_base")];
  // What comes is no script.
  assert.equal(await work(page, "imported", `${alpha}/collect?imported`), "NetworkError");
  return [...got, page.requests().filter(({ tracker }) => tracker === "alpha").length];
}

const HELD = ["TypeError", "AbortError", 0];
const FREE = ["answered", "open", 2];

export const cases = {
  async "a worker that runs follows each answer"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid|NetworkError|importScripts|cross-origin|access control|Load failed/i);
    await page.open(PAGE);
    assert.deepEqual(await may(page), HELD, "before any choice");
    assert.equal(await work(page, "own", `${page.origin}/__marker?name=own`), true, "the site itself can be asked");
    await page.answer("accept");
    await page.wait(async () => (await work(page, "fetch", `${page.servers.trackers.alpha}/collect?until`)) === "answered", "the worker hears of the yes");
    assert.deepEqual(await may(page), FREE, "after a yes");
    assert.equal(await work(page, "stream", `${page.servers.trackers.alpha}/stream`), "open");
    await page.promise("window.menshen.withdraw()");
    await page.wait(async () => (await work(page, "state")) === 2, "what stood open is closed");
    assert.deepEqual(await may(page), HELD, "taken back");
    await page.reload();
    assert.deepEqual(await may(page), HELD, "and on the next page");
  },

  async "with a yes it is as without us"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    await page.reload();
    assert.deepEqual(await may(page), FREE);
    assert.equal(await work(page, "global"), "undefined", "nothing of ours is left for its text to call");
    assert.equal(await work(page, "line"), String(await page.run("return window.lineOf")), "lines keep their numbers");
    assert.equal(await work(page, "length"), "1,fetch,importScripts");
  },

  async "where WebAssembly is refused it comes as a script there too"(/** @type {Page} */ page) {
    page.expectError(/wasm|WebAssembly|unsafe-eval/i, /held\.invalid|NetworkError|importScripts|cross-origin|access control|Load failed/i, /script-src/);
    await page.open(`${PAGE}?csp=anything`);
    assert.deepEqual(await may(page), HELD);
    await page.answer("accept");
    await page.reload();
    assert.deepEqual(await may(page), FREE);
  },

  async "without its file nothing of a third party's is asked for"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open("/cases/workers/alone.html");
    const { alpha } = page.servers.trackers;
    page.forgetRequests();
    const { failed } = await work(page, "fetch", `${alpha}/collect?alone`);
    assert.equal(typeof failed, "string", "the worker does not start, and its page hears of it");
    assert.deepEqual(page.requests().filter(({ tracker }) => tracker === "alpha"), []);
  },
};
