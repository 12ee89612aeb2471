// Services one by one: found among very many, allowed and refused by themselves.

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/services/page.html";

/** The services that can be seen in the settings, each once. @param {Page} page @returns {Promise<string[]>} */
const seen = (page) => page.run("return [...new Set([...document.querySelectorAll('.menshen-settings .menshen-service')].filter((each) => each.getClientRects().length).map((each) => each.querySelector('.menshen-service-name').textContent))]");

/** What was said of the search. @param {Page} page @returns {Promise<string>} */
const said = (page) => page.run("return document.querySelector('.menshen-found').textContent");

/** Types into the search in place of what stands there. @param {Page} page @param {string} words */
async function search(page, words) {
  const field = await page.run("return document.querySelector('.menshen-field')");
  await field.clear();
  await field.sendKeys(words);
}

/** The switches of a service. @param {Page} page @param {string} id @returns {Promise<import("selenium-webdriver").WebElement[]>} */
const switches = (page, id) => page.run("return [...document.querySelectorAll(`[data-menshen-service][value=${arguments[0]}]`)]", id);

/** Clicks a switch where a person would. @param {Page} page @param {import("selenium-webdriver").WebElement} element */
async function flip(page, element) {
  await page.run("arguments[0].scrollIntoView({ block: 'center' })", element);
  await element.click();
}

export const whole = {
  engine: "chromium",
  elsewhere: [
    "personalisation goes off at once, and the site is asked to delete interest tags",
  ],
};

export const cases = {
  async "among five hundred one is found by any of its words, and the rest comes back"(/** @type {Page} */ page) {
    // The reset shows even what is hidden.
    await page.open(`${PAGE}?reset=unset`);
    await page.until("document.querySelector('.menshen-notice')");
    const link = await page.run("return document.querySelector('[data-menshen=services]')");
    assert.match(await link.getText(), /\b500\b/, "the first layer says how many there are");
    await link.click();
    await page.until("document.querySelector('.menshen-settings')");
    assert.equal((await seen(page)).length, 500, "the link shows all of them");
    await search(page, "vendor 77");
    await page.until("/\\b1\\b/.test(document.querySelector('.menshen-found').textContent)", "it is said that one is found");
    assert.deepEqual(await seen(page), ["Vendor 77"]);
    await search(page, "GRÖSSE");
    assert.deepEqual(await seen(page), [], "ß is not ss in any lower case");
    const none = await said(page);
    assert.ok(none && !/\d/.test(none), none);
    await search(page, "GRÖẞE & söhne 12");
    await page.until("/\\b5\\b/.test(document.querySelector('.menshen-found').textContent)", "it is said how many are found");
    assert.deepEqual(await seen(page), ["Vendor 12", "Vendor 120", "Vendor 126", "Vendor 123", "Vendor 129"]);
    assert.equal(await page.run("return document.querySelector('.menshen-found').getAttribute('role')"), "status");
    const field = await page.run("return document.querySelector('.menshen-field')");
    await field.sendKeys(...Array(20).fill(Key.BACK_SPACE));
    await page.until("!document.querySelector('.menshen-found').textContent", "nothing is searched");
    await page.run("document.querySelectorAll('.menshen-settings details').forEach((each) => (each.open = true))");
    assert.equal((await seen(page)).length, 500);
    assert.equal(await page.run("return document.querySelectorAll('.menshen-service[hidden]').length"), 0);
  },

  async "a search changes no switch, and what is hidden is saved as it stands"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    await page.run("document.querySelectorAll('.menshen-settings details').forEach((each) => (each.open = true))");
    const [first] = await switches(page, "vendor-1");
    await flip(page, first);
    await search(page, "vendor 77");
    const [found] = await switches(page, "vendor-77");
    await flip(page, found);
    await page.answer("save");
    const { services, purposes } = await page.state();
    assert.deepEqual(Object.keys(services).filter((id) => services[id]).sort(), ["vendor-1", "vendor-77"]);
    assert.equal(purposes.marketing, "denied");
  },

  async "one service is refused of a purpose that is allowed, under both of its purposes"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    await page.setSwitches(["analytics", "marketing"]);
    await page.run("document.querySelectorAll('.menshen-settings details').forEach((each) => (each.open = true))");
    const both = await switches(page, "vendor-107");
    assert.equal(both.length, 2);
    for (const each of both) {
      assert.equal(await page.run("return arguments[0].checked", each), true, "it goes where its purposes are");
    }
    await flip(page, both[0]);
    for (const each of both) {
      assert.equal(await page.run("return arguments[0].checked", each), false, "both switches are one");
    }
    await page.answer("save");
    const { services, purposes } = await page.state();
    assert.deepEqual([purposes.analytics, purposes.marketing, services["vendor-107"], services["vendor-106"], services["vendor-109"]], ["granted", "granted", false, true, true]);
    await page.run("document.getElementById('services').click()");
    await page.seeSettings();
    assert.deepEqual(await page.run("return [...document.querySelectorAll('[data-menshen-service]:not(:checked)')].map((each) => each.value)"), ["vendor-107", "vendor-107"], "it is shown as it was left");
  },

  async "a button of the page's opens the services, or one purpose"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.run("document.getElementById('one').click()");
    await page.seeSettings();
    const open = () => page.run("return [...document.querySelectorAll('.menshen-settings .menshen-purpose')].filter((each) => each.querySelector('details[open]')).map((each) => each.querySelector('[role=switch]').value)");
    assert.deepEqual(await open(), ["marketing"]);
    const top = await page.run("const purpose = document.querySelector('details[open]').closest('.menshen-purpose'); return purpose.getBoundingClientRect().top - document.querySelector('.menshen-body').getBoundingClientRect().top");
    assert.ok(top > -5 && top < 60, `in sight: ${top}`);
    await page.press("ESCAPE");
    await page.gone("dialog", WORDS.dialog);
    await page.promise("window.menshen.open('services')");
    await page.seeSettings();
    assert.deepEqual(await open(), ["analytics", "marketing"]);
  },

  async "personalisation goes off at once, and the site is asked to delete interest tags"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    await page.setSwitches(["analytics", "personalization"]);
    await page.answer("save");
    assert.equal((await page.marks()).personalization, "granted");
    await page.promise("window.menshen.open('personalization')");
    await page.seeSettings();
    await page.setSwitches(["analytics"]);
    await page.answer("save");
    assert.equal((await page.marks()).personalization, "denied", "without a reload");
    await page.promise("window.menshen.open('settings')");
    await page.seeSettings();
    await page.click("button", "Delete my interest tags");
    await page.until("window.__events.some(([name]) => name === 'profile-reset')", "the site is told");
    assert.deepEqual(await page.events("profile-reset"), [{ purposes: ["personalization"] }]);
    await page.until("document.querySelector('.menshen-settings .menshen-message').textContent", "and the visitor");
  },
};
