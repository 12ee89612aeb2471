// What is held of third parties: what is known, all that nobody names, or nothing; and what the page is told about it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const SCHEMA = JSON.parse(await readFile(new URL("../../../../src/api/report.schema.json", import.meta.url), "utf8"));
const fits = new Ajv2020({ allErrors: true, formats: { "date-time": true } }).compile(SCHEMA);

/** The page's report, held against its schema. @param {Page} page */
async function report(page) {
  const found = await page.promise("window.menshen.report()");
  assert.ok(fits(found), JSON.stringify(fits.errors));
  return found;
}

/** @param {{ url: string }[]} items */
const names = (items) => items.map(({ url }) => url.split("/").at(-1) || "inline").sort();

/** @param {Page} page */
const writes = (page) =>
  page.run(`
    document.cookie = "alpha=1"; document.cookie = "anything=1"; document.cookie = "till=1";
    localStorage.alpha = "1"; localStorage.anything = "1";
    const kept = (names) => names.filter((name) => /^(alpha|anything|till)$/.test(name)).sort().join();
    return [kept(document.cookie.split("; ").map((pair) => pair.split("=")[0])), kept(Object.keys(localStorage))]`);

export const cases = {
  async "known: inline scripts are known by their text, also when they come in pieces"(/** @type {Page} */ page) {
    await page.open("/cases/modes/page.html?mode=known");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), ["inline-own", "stranger", "till"]);
    const { held } = await page.state();
    assert.deepEqual(names(held), ["alpha-marked.js", "alpha-one.js", "inline", "inline"]);
    assert.ok(held.every((/** @type {any} */ { purposes }) => purposes.join() === "analytics"));
    assert.deepEqual(await writes(page), ["anything,till", "anything"]);
    await page.answer("accept");
    await page.untilRan("inline-init", "inline-in-pieces", "alpha-one", "alpha-marked");
    await page.settled();
    assert.deepEqual((await page.ran()).slice(3), ["inline-init", "inline-in-pieces", "alpha-one", "alpha-marked"], "in order, each once");
  },

  async "strict: every third party, cookie and key waits that nobody names"(/** @type {Page} */ page) {
    page.expectError(/unassigned/, /held\.invalid|NetworkError|Load failed|fetch/i);
    await page.open("/cases/modes/page.html?mode=strict");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), ["inline-own", "till"]);
    assert.deepEqual(await writes(page), ["till", ""]);
    const [{ code, path }] = await page.events("error");
    assert.deepEqual([code, path], ["unassigned", new URL(page.servers.trackers.beta).host], "with the line to add");
    await page.answer("accept");
    await page.untilRan("inline-init", "inline-in-pieces", "alpha-one", "alpha-marked");
    await page.settled();
    assert.ok(!(await page.ran()).includes("stranger"), "nobody could say yes to it");
    assert.ok(!(await page.run("return fetch(arguments[0]).then(() => true, () => false)", page.servers.trackers.beta + "/collect")));
  },

  async "observe: nothing is held but what is marked, and the report says what would have been"(/** @type {Page} */ page) {
    await page.open("/cases/modes/page.html?mode=observe");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), ["inline-init", "inline-own", "inline-in-pieces", "alpha-one", "stranger", "till"]);
    assert.deepEqual(await writes(page), ["alpha,anything,till", "alpha,anything"]);
    const { mode, observed, escaped, held } = await report(page);
    assert.equal(mode, "observe");
    assert.ok(names(observed).includes("alpha-one.js"));
    assert.ok(!names(observed).includes("stranger.js"));
    assert.deepEqual(names(held), ["alpha-marked.js"]);
    assert.deepEqual(escaped, []);
  },

  async "explain and report say what happened, why, and how surely"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid|NetworkError|Load failed|fetch/i);
    await page.open("/cases/modes/page.html?mode=known");
    await page.seeNotice();
    const { alpha, beta, gamma } = page.servers.trackers;
    const explain = (/** @type {string} */ what) => page.run(`const all = window.menshen.explain(${what}); return all && [all.verdict, all.rule, all.service, all.purposes.join(), all.level]`);
    assert.deepEqual(await explain(`"${alpha}/x.js"`), ["hold", "service", "alpha", "analytics", "L1"]);
    assert.deepEqual(await explain(`"${beta}/x.js"`), ["allow", null, null, "", "L1"]);
    assert.deepEqual(await explain(`"${gamma}/x.js"`), ["allow", "service", "pay", "", "L1"]);
    assert.deepEqual(await explain(`"https://www.google-analytics.com/collect"`), ["hold", "catalogue", null, "analytics", "L1"]);
    assert.deepEqual(await explain(`"/own.js"`), ["allow", null, null, "", "L1"]);
    assert.deepEqual(await explain(`document.querySelector("[data-consent]")`), ["hold", "mark", null, "analytics", "L2"]);
    assert.deepEqual(await explain(`document.querySelector("script[src*=alpha-one]")`), ["hold", "service", "alpha", "analytics", "L1"]);
    assert.equal(await explain("document.querySelector('p')"), null);

    await page.run("fetch(arguments[0]).catch(() => {}); document.cookie = 'alpha=1'; localStorage.alpha = '1'", alpha + "/collect?x=1");
    const before = await report(page);
    assert.deepEqual(names(before.held), ["alpha-marked.js", "alpha-one.js", "collect?x=1", "inline", "inline"]);
    assert.deepEqual(before.dropped.map((/** @type {any} */ { name }) => name), ["alpha", "alpha"]);
    assert.deepEqual(before.released, []);
    // What the log of the third party says was asked for, the report must name, and nothing else.
    const asked = page.requests("alpha").map(({ path }) => path.split("/").at(-1));
    assert.deepEqual([...new Set(names(before.escaped))], [...new Set(asked)].sort());
    await page.answer("accept");
    await page.untilRan("alpha-one", "alpha-marked");
    await page.settled();
    const after = await report(page);
    assert.deepEqual(names(after.released), ["alpha-marked.js", "alpha-one.js", "inline", "inline"]);
    assert.deepEqual(after.waiting, []);
    await page.promise("window.menshen.withdraw()");
    const { withdrawn } = await report(page);
    assert.deepEqual(withdrawn[0].purposes, ["identity", "analytics", "personalization", "marketing"]);
  },

  async "what came past us is in the report: cookies of a server, and what the page's own policy refused"(/** @type {Page} */ page) {
    page.expectError(/Content[ -]Security[ -]Policy/i, /script-src/, /alpha-without-nonce/);
    await page.open("/cases/modes/page.html?mode=known");
    await page.seeNotice();
    assert.deepEqual((await report(page)).stored, []);
    for (const name of ["alpha-server", "till-server"]) {
      await page.driver.manage().addCookie({ name, value: "1" });
    }
    const { stored } = await report(page);
    assert.deepEqual(stored.map((/** @type {any} */ { kind, name }) => `${kind} ${name}`), ["cookie alpha-server"]);
    await page.open("/cases/release/nonces.html?csp=strict");
    await page.answer("accept");
    await page.untilRan("u-with-nonce");
    await page.settled();
    const { blocked } = await report(page);
    assert.ok(blocked.some((/** @type {any} */ { url, directive }) => url.includes("alpha-without-nonce") && directive.startsWith("script-src")), JSON.stringify(blocked));
  },
};
