// A page whose content security policy refuses the module: the hand alone holds, and the page works.

import assert from "node:assert/strict";

/** `script-src` without `'wasm-unsafe-eval'`. WebKitGTK compiles synchronously all the same (measured). */
const POLICY = "?csp=" + encodeURIComponent("script-src 'self' 'unsafe-inline' http://127.0.0.1:*");

export const cases = {
  async "third parties and marked nodes stay held, the page's own runs"(/** @type {any} */ page) {
    await page.open("/cases/failed/page.html" + POLICY);
    if (page.engine === "webkit") {
      assert.equal((await page.state()).status, "ready", "this engine runs the module under that policy");
      return;
    }
    await page.until("window.__events.some(([event]) => event === 'error')");
    assert.equal((await page.events("error"))[0].code, "unavailable");
    assert.equal(await page.run("return window.__own"), true);
    assert.deepEqual(await page.ran(), []);
    const state = await page.state();
    assert.equal(state.status, "failed");
    assert.deepEqual(state.held.map((/** @type {any} */ { kind }) => kind).sort(), ["frame", "script", "script"]);
    assert.equal(await page.run("return window.menshen.granted('analytics')"), false);
    assert.deepEqual(await page.promise("window.menshen.acceptAll()"), { rejected: "unavailable" });
    assert.deepEqual(await page.errors(), []);
  },

  async "a site may have everything held then"(/** @type {any} */ page) {
    await page.open("/cases/failed/hold-all.html" + POLICY);
    if (page.engine === "webkit") {
      return;
    }
    assert.equal(await page.run("return window.__own"), null, "not even the page's own scripts");
    assert.equal((await page.state()).held.filter((/** @type {any} */ { kind }) => kind === "script").length, 4);
  },
};
