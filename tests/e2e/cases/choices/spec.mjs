// Your choices: the visitor sees what was answered, takes it along, and has it forgotten (GDPR 15, 17, 20; PIPL 45, 47).

import assert from "node:assert/strict";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/looks/page.html?next=none";

/** Opens the settings at what was answered. @param {Page} page */
async function open(page) {
  await page.promise("window.menshen.open('settings')");
  await page.seeSettings();
  return /** @type {string} */ (await page.run("return document.querySelector('.menshen-choices').innerText"));
}

/** Presses a button there. @param {Page} page @param {string} what */
async function press(page, what) {
  const button = await page.run("return document.querySelector(`.menshen-choices [data-menshen=${arguments[0]}]`)", what);
  await page.run("arguments[0].scrollIntoView({ block: 'center' })", button);
  await button.click();
}

export const cases = {
  async "what was answered is shown: when, how, until when, and by which receipt"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    assert.match(await open(page), /No choice of yours is recorded/);
    await page.answer("reject");
    const { receipts } = await page.promise("window.menshen.export()");
    const year = String(new Date().getFullYear());
    const text = await open(page);
    assert.ok(text.includes(receipts[0].id), text);
    assert.ok(text.includes(year), text);
    const until = await page.run("return document.querySelector('.menshen-about').innerText");
    assert.match(until, /Your present answer holds until/);
  },

  async "the export is a file with the record and its receipts"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await open(page);
    // What a browser would save.
    await page.run(`
      window.saved = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => (window.saved.push(blob.text()), make.call(URL, blob));
      HTMLAnchorElement.prototype.click = function () { window.named = this.download; };`);
    await press(page, "export");
    await page.until("window.named");
    assert.match(await page.run("return window.named"), /-consent\.json$/);
    const told = JSON.parse(await page.promise("window.saved[0]"));
    assert.equal(told.purposes.marketing, "denied");
    assert.equal(told.receipts.length, 1);
    assert.deepEqual(told, await page.promise("window.menshen.export()"), "as a program gets it");
  },

  async "forgetting is done at once, says what is out of reach, and asks anew"(/** @type {Page} */ page) {
    await page.open(`${PAGE}&cookie=_lode`);
    await page.openSettings();
    await page.setSwitches(["analytics"]);
    await page.answer("save");
    await page.run("document.cookie = '_count=1; path=/'");
    await open(page);
    await press(page, "erase");
    await page.until("document.querySelector('.menshen-settings .menshen-message').textContent", "it is said");
    const { record, purposes } = await page.state();
    assert.deepEqual([record, purposes.analytics], [null, "undecided"]);
    assert.equal(await page.run("return localStorage.getItem('menshen-receipts')"), null);
    assert.doesNotMatch(await page.run("return document.querySelector('.menshen-settings').innerText"), /Your present answer holds|Recorded on/, "nothing is said to hold any more");
    assert.equal(await page.run("return document.querySelector('.menshen-settings').contains(document.activeElement)"), true, "the focus is not lost");
    assert.deepEqual(await page.cookieNames(), [], "what the service had written is gone");
    assert.match(await page.run("return document.querySelector('.menshen-choices').innerText"), /cookies that only a server can read/, "what no page can delete is not hidden");
    await page.choose("close");
    await page.gone("dialog", WORDS.dialog);
    await page.seeNotice();
  },
};
