// A visitor who lets no site store anything: the page works, and an answer lasts as long as the page.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** WebKitGTK's driver has no such switch; there a sandboxed frame stands for it (see `record`). */
export const settings = { cookies: "blocked" };

const PAGE = "/cases/purposes/page.html";

export const cases = {
  async "nothing can be kept, and nothing breaks"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const refuses = await page.run("try { localStorage.setItem('x', '1'); document.cookie = 'x=1'; return !document.cookie && !localStorage.getItem('x'); } catch (error) { return error.name === 'SecurityError'; }");
    await page.run("try { localStorage.removeItem('x'); document.cookie = 'x=; max-age=0'; } catch {}");
    assert.equal(refuses, page.engine !== "webkit", "the browser stores nothing");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), ["necessary"]);
    await page.answer("accept");
    await page.untilRan("analytics", "marketing", "gamma-personalization");
    assert.equal((await page.state()).record.source, "notice");
    const { purposes } = await page.promise("window.menshen.withdraw()");
    assert.equal(purposes.marketing, "denied");
    const report = await page.promise("window.menshen.erase()");
    assert.ok(Array.isArray(report.deleted));
    await page.seeNotice();
  },
};
