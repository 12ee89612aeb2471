// Machines that refuse for the visitor: they find the notice, and their no counts.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

export const cases = {
  async "a program that knows nothing of us finds the refusal by itself, in several languages"(/** @type {Page} */ page) {
    // What it takes for a notice, it has patterns of; in other languages those name things that ours does not say.
    for (const language of ["en", "de", "fr", "nl"]) {
      await page.open(`/cases/parts/plain.html?lang=${language}`);
      await page.run("document.body.append(Object.assign(document.createElement('script'), { src: '/bundled/machines/autoconsent.js' }))");
      await page.until("window.menshen.state().record", `${language}: it has answered`);
      const { record, purposes } = await page.state();
      assert.equal(record.source, "notice", language);
      assert.deepEqual([purposes.analytics, purposes.marketing], ["denied", "denied"], language);
      await page.until("!document.querySelector('.menshen-notice')", `${language}: the notice is gone`);
      assert.deepEqual(await page.run("return window.told.filter(({ type }) => type === 'optOutResult').map(({ cmp, result }) => [cmp, result])"), [["HEURISTIC-REJECT", true]], language);
      assert.deepEqual(await page.ran(), []);
      await page.promise("window.menshen.erase()");
    }
  },

  async "hidden or taken away by an extension: the page can be used, nothing is granted, and it is not put back"(/** @type {Page} */ page) {
    for (const how of ["arguments[0].style.setProperty('display', 'none', 'important')", "arguments[0].remove()"]) {
      await page.open("/cases/parts/plain.html");
      const notice = await page.seeNotice();
      await page.run(how, notice);
      await page.settled();
      assert.equal((await page.all("region")).length, 0, how);
      await page.click("link", "A link");
      assert.equal(await page.run("return location.hash"), "#there", how);
      const { record, purposes } = await page.state();
      assert.deepEqual([record, purposes.analytics], [null, "undecided"], how);
      assert.deepEqual(await page.ran(), [], how);
      await page.reload();
      await page.seeNotice();
    }
  },
};
