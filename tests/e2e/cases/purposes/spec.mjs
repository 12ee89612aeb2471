// Each combination of purposes grants exactly that: to scripts, to services, to `<html>`, and to the record.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/purposes/page.html";
const OPTIONAL = ["identity", "analytics", "personalization", "marketing"];
/** What runs under each purpose. @type {{ [id: string]: string[] }} */
const UNDER = {
  necessary: ["necessary"],
  identity: ["identity"],
  analytics: ["analytics"],
  personalization: ["personalization", "gamma-personalization"],
  marketing: ["marketing", "beta-marketing"],
};
/** Which service may run under which purpose. @type {{ [service: string]: string }} */
const SERVICES = { alpha: "analytics", beta: "marketing", gamma: "personalization", remember: "identity", "own-counter": "analytics" };

/** All sets of optional purposes in which personalization has the analytics that it requires. */
const SETS = Array.from({ length: 16 }, (_, bits) => OPTIONAL.filter((_, place) => bits & (1 << place))).filter(
  (set) => set.includes("analytics") || !set.includes("personalization"),
);

/** @param {Page} page @param {string[]} set */
async function assertGrantsExactly(page, set) {
  const on = ["necessary", ...set];
  const what = set.join(" + ") || "nothing";
  const expected = on.flatMap((id) => UNDER[id]);
  await page.untilRan(...expected);
  await page.settled();
  assert.deepEqual((await page.ran()).sort(), expected.sort(), `what runs under ${what}`);
  const words = Object.fromEntries(["necessary", ...OPTIONAL].map((id) => [id, on.includes(id) ? "granted" : "denied"]));
  const { purposes, services, record, ask } = await page.state();
  assert.deepEqual(purposes, words, what);
  assert.deepEqual(await page.marks(), words, `<html> under ${what}`);
  assert.deepEqual(record.purposes, Object.fromEntries(OPTIONAL.map((id) => [id, words[id]])), `the record under ${what}`);
  assert.deepEqual(services, Object.fromEntries(Object.entries(SERVICES).map(([id, purpose]) => [id, on.includes(purpose)])), `services under ${what}`);
  assert.deepEqual(ask, [], what);
  for (const id of [...on, ...OPTIONAL]) {
    assert.equal(await page.run("return window.menshen.granted(arguments[0])", id), on.includes(id), `granted(${id}) under ${what}`);
  }
}

export const whole = {
  engine: "webkit",
  elsewhere: [
    "before any choice only what is required is granted",
    "a single purpose counts on the next page as well",
    "a switch takes along what it must, to be seen before saving",
  ],
};

export const cases = {
  async "before any choice only what is required is granted"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    const words = { necessary: "granted", ...Object.fromEntries(OPTIONAL.map((id) => [id, "undecided"])) };
    assert.deepEqual((await page.state()).purposes, words);
    assert.deepEqual(await page.marks(), words);
    assert.deepEqual(await page.ran(), ["necessary"]);
  },

  async "every combination of switches grants exactly that"(/** @type {Page} */ page) {
    for (const [count, set] of SETS.entries()) {
      await page.open(`${PAGE}?${count}`);
      await page.openSettings();
      await page.setSwitches(set);
      assert.deepEqual(await page.switchedOn(), set, "the switches show it before anything is saved");
      await page.answer("save");
      await assertGrantsExactly(page, set);
      await page.promise("window.menshen.erase()");
    }
  },

  async "a single purpose counts on the next page as well"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    await page.setSwitches(["marketing"]);
    await page.answer("save");
    await page.reload();
    await assertGrantsExactly(page, ["marketing"]);
    assert.equal((await page.all("region")).length, 0);
  },

  async "a switch takes along what it must, to be seen before saving"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    assert.deepEqual(await page.switchedOn(), [], "nothing is on beforehand");
    await (await page.switchOf("personalization")).click();
    assert.deepEqual(await page.switchedOn(), ["analytics", "personalization"], "on with what it requires");
    await (await page.switchOf("analytics")).click();
    assert.deepEqual(await page.switchedOn(), [], "off with what depends on it");
    const necessary = await page.switchOf("necessary");
    assert.deepEqual(await page.run("return [arguments[0].checked, arguments[0].disabled]", necessary), [true, true], "what is required cannot be switched off");
    assert.equal((await page.state()).record, null, "nothing is decided yet");
  },
};
