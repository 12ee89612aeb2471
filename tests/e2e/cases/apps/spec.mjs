// Applications that are the site's own run under the gate as they do without it: with a yes, with a no, and while
// nothing is answered.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** What an application did on a page. @param {Page} page @param {string} app @param {"on" | "off"} mode */
async function transcript(page, app, mode) {
  await page.run("document.cookie = 'app-cookie=; path=/; Max-Age=0'; for (const key of Object.keys(localStorage)) { key.startsWith('app-') && localStorage.removeItem(key); }");
  await page.open(`/cases/apps/${app}.html?with=${mode}`);
  await page.until("window.__transcript");
  const found = await page.run("return window.__transcript");
  assert.ok(found.length > 5, `${found.length} entries`);
  return found.map(([what, value]) => [what, JSON.stringify(value).replaceAll(`with=${mode}`, "with=?")]);
}

/** @param {string} app */
const isTheSame = (app) => async (/** @type {Page} */ page) => {
  const without = await transcript(page, app, "off");
  assert.deepEqual(without.filter(([what]) => what === "error" || what === "warn"), [], "it works by itself");
  assert.deepEqual(await transcript(page, app, "on"), without, "undecided");
  await page.promise("window.menshen.rejectAll()");
  assert.deepEqual(await transcript(page, app, "on"), without, "refused");
  await page.promise("window.menshen.erase()");
  await page.open(`/cases/apps/${app}.html?with=on`);
  await page.until("window.__transcript");
  await page.answer("accept");
  assert.deepEqual(await transcript(page, app, "on"), without, "granted");
};

export const cases = {
  "jQuery builds, moves and loads as without us": isTheSame("jquery"),
  "htmx swaps as without us": isTheSame("htmx"),
  "React hydrates and renders as without us": isTheSame("react"),
  "Vue hydrates and renders as without us": isTheSame("vue"),
  "Turbo replaces pages as without us": isTheSame("turbo"),

  async "a router that replaces the body keeps the notice, and what comes with the next page waits and runs once"(/** @type {Page} */ page) {
    await page.open("/cases/apps/turbo.html");
    await page.until("window.__transcript");
    await page.seeNotice();
    await page.promise("window.visitSecond()");
    await page.settled();
    await page.seeNotice();
    assert.equal(await page.run("return window.markedRan ?? 0"), 0);
    await page.answer("accept");
    await page.until("window.markedRan");
    await page.settled();
    assert.equal(await page.run("return window.markedRan"), 1);
  },
};
