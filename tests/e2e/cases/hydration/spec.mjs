// A page of a server's is hydrated while the notice stands in it, and before: no error, and both work on.

import assert from "node:assert/strict";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** The application takes clicks and changes what it shows. @param {Page} page */
async function assertLive(page) {
  const before = Number(await page.run("return document.getElementById('count').textContent"));
  await page.run("document.getElementById('count').click()");
  await page.until(`document.getElementById('count').textContent === '${before + 1}'`, "the application hears clicks");
  await page.promise(`window.change(${before + 5})`);
  assert.equal(await page.run("return document.getElementById('count').textContent"), String(before + 5));
}

/** @param {string} app @returns {{ [title: string]: (page: Page) => Promise<void> }} */
const casesOf = (app) => ({
  async [`${app}: hydrated while the notice stands`](page) {
    await page.open(`/cases/hydration/${app}.html`);
    const notice = await page.seeNotice();
    assert.deepEqual(await page.promise("window.hydrate()"), [], "nothing is amiss");
    assert.equal(await page.run("return arguments[0].isConnected", notice), true, "the same notice stands");
    await assertLive(page);
    await page.openSettings();
    await page.setSwitches(["analytics"]);
    await page.answer("save");
    assert.equal((await page.state()).purposes.analytics, "granted");
    await page.see("button", WORDS.dialog);
    await assertLive(page);
  },

  async [`${app}: hydrated while the settings stand open`](page) {
    await page.open(`/cases/hydration/${app}.html`);
    const dialog = await page.openSettings();
    assert.deepEqual(await page.promise("window.hydrate()"), [], "nothing is amiss");
    assert.equal(await page.run("return arguments[0].isConnected && arguments[0].open", dialog), true);
    await page.answer("reject");
    await assertLive(page);
  },

  async [`${app}: hydrated before the notice comes, and with the way back`](page) {
    await page.open(`/cases/hydration/${app}.html`);
    await page.answer("reject");
    await page.reload();
    await page.see("button", WORDS.dialog);
    assert.deepEqual(await page.promise("window.hydrate()"), [], "nothing is amiss");
    await assertLive(page);
    await page.promise("window.menshen.erase()");
    await page.seeNotice();
    await assertLive(page);
    await page.answer("accept");
    assert.equal((await page.state()).purposes.analytics, "granted");
    assert.match(await page.run("return document.getElementById('list').innerText"), /Alpha Counts/, "the list of services stands");
  },
});

export const cases = {
  ...casesOf("react"),
  ...casesOf("vue"),

  async "what a router has kept of the page as a copy has no notice that nobody hears"(/** @type {Page} */ page) {
    await page.open("/cases/hydration/vue.html");
    await page.seeNotice();
    const leave = () => page.run("window.kept = document.body.cloneNode(true); document.body.replaceWith(Object.assign(document.createElement('body'), { innerHTML: '<main><h1>Another page</h1></main>' }))");
    const back = () => page.run("document.body.replaceWith(window.kept)");
    await leave();
    await page.seeNotice();
    await back();
    await page.until("document.querySelectorAll('.menshen-notice').length === 1", "one notice");
    await page.answer("reject");
    assert.equal((await page.state()).purposes.analytics, "denied", "that is heard");
    await page.promise("window.menshen.erase()");
    await page.seeNotice();
    await leave();
    await page.answer("reject");
    await back();
    await page.until("document.querySelectorAll('.menshen-notice').length === 0", "none, once it is answered");
    await leave();
    await page.promise("window.menshen.open('settings')");
    await page.seeSettings();
    await leave();
    await back();
    await page.until("document.querySelectorAll('.menshen-settings').length === 1", "the settings come along");
    assert.equal(await page.run("return document.querySelectorAll('.menshen-status').length"), 1, "and one place where they speak");
  },
};
