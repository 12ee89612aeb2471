// The handle that programs hold: what is free for all, what needs the visitor, and what it tells.

import assert from "node:assert/strict";

const PAGE = "/cases/door/page.html";

/** Runs an expression in the midst of a visitor's click. @param {any} page @param {string} expression */
async function byVisitor(page, expression) {
  await page.run(`window.__action = () => ${expression}; window.__result = undefined`);
  await page.click("#act");
  await page.until("window.__result");
  return page.run("return window.__result");
}

export const cases = {
  async "a script cannot grant"(/** @type {any} */ page) {
    await page.open(PAGE);
    assert.deepEqual(await page.promise("window.menshen.acceptAll()"), { rejected: "needs-visitor" });
    assert.deepEqual(await page.promise("window.menshen.set({ analytics: true })"), { rejected: "needs-visitor" });
    await page.see(".menshen-notice");
    await page.run(`document.querySelector('[data-menshen="accept"]').click()`);
    await page.settled();
    assert.equal((await page.state()).record, null, "a click made by a script is no visitor");
    assert.equal(await page.run("return window.menshen.granted('analytics')"), false);
  },

  async "a script may refuse and open"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.promise("window.menshen.open()");
    await page.see(".menshen-settings[open]");
    const state = await page.promise("window.menshen.rejectAll()");
    assert.equal(state.purposes.analytics, "denied");
    assert.equal(state.record.source, "api");
    await page.noticeGone();
  },

  async "a script may click refuse in the notice"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.see(".menshen-notice");
    await page.run(`document.querySelector('[data-menshen="reject"]').click()`);
    await page.noticeGone();
    assert.equal((await page.state()).purposes.marketing, "denied");
  },

  async "the visitor's click lets a script grant"(/** @type {any} */ page) {
    await page.open(PAGE);
    const { value } = await byVisitor(page, "window.menshen.acceptAll()");
    assert.equal(value.purposes.personalization, "granted");
    assert.equal(value.record.source, "settings");
    assert.equal(await page.run("return window.menshen.granted('marketing')"), true);
    assert.equal(await page.run("return window.menshen.granted('no-such')"), false);
    assert.equal(await page.run("return document.documentElement.dataset.consentAnalytics"), "granted");
  },

  async "grants by script are marked where a site allows them"(/** @type {any} */ page) {
    await page.open("/cases/door/scripted.html");
    const state = await page.promise("window.menshen.acceptAll()");
    assert.equal(state.record.source, "api");
    assert.equal(state.purposes.marketing, "granted");
  },

  async "every error has a name and a code"(/** @type {any} */ page) {
    await page.open(PAGE);
    for (const [call, code] of [
      ["set({ personalization: true })", "missing-requirement"],
      ["set({ necessary: false })", "required-purpose"],
      ["set({ nonsense: true })", "unknown-id"],
      ["set({ analytics: 1 })", "wrong-type"],
      ["set(null)", "wrong-type"],
    ]) {
      const result = await byVisitor(page, `window.menshen.${call}`);
      assert.equal(result.code, code, call);
      assert.equal(result.name, "ConsentError");
      assert.ok(result.isError && result.message.includes(code));
    }
    assert.equal((await page.state()).record, null);
  },

  async "refusing a purpose takes along what requires it"(/** @type {any} */ page) {
    await page.open(PAGE);
    await byVisitor(page, "window.menshen.set({ analytics: true, personalization: true })");
    const { value } = await byVisitor(page, "window.menshen.set({ analytics: false })");
    assert.equal(value.purposes.personalization, "denied");
    assert.equal(value.purposes.marketing, "undecided");
    assert.deepEqual(value.ask, ["identity", "marketing"]);
  },

  async "a way back in from any element"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.choose("reject");
    await page.noticeGone();
    await page.click("#open");
    await page.see(".menshen-settings[open]");
    assert.equal(await page.run("return location.hash"), "", "the link does not lead away");
    assert.equal(await page.run("return document.querySelectorAll('.menshen-settings input:checked:not(:disabled)').length"), 0);
  },

  async "events are told on document and to listeners, until they leave"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.run(`
      window.__heard = [];
      window.menshen.on("ready", () => window.__heard.push("ready"));
      const leave = window.menshen.on("decided", ({ source }) => window.__heard.push(source));
      window.menshen.on("decided", () => { leave(); throw new Error("a listener that fails"); });
      window.menshen.on("decided", () => window.__heard.push("after"))`);
    await page.until("window.__heard.includes('ready')", "ready is heard late too");
    await page.promise("window.menshen.rejectAll()");
    await page.promise("window.menshen.withdraw()");
    assert.deepEqual(await page.run("return window.__heard"), ["ready", "api", "after", "after"]);
    const names = await page.run("return window.__events.map((event) => event[0])");
    assert.ok(names.indexOf("ready") < names.indexOf("shown"));
    assert.ok(names.indexOf("shown") < names.indexOf("decided"));
    const [decided] = await page.events("decided");
    assert.deepEqual(decided.changed, ["identity", "analytics", "personalization", "marketing"]);
  },

  async "export tells the record, erase forgets it"(/** @type {any} */ page) {
    await page.open(PAGE);
    await byVisitor(page, "window.menshen.set({ analytics: true })");
    const record = await page.run("return window.menshen.export()");
    assert.equal(record.version, 1);
    assert.deepEqual(record.purposes, { analytics: "granted" });
    const days = (Date.parse(record.expires) - Date.parse(record.decided)) / 86_400_000;
    assert.equal(days, 180);
    assert.ok((await page.cookieNames()).includes("menshen"));
    const report = await page.promise("window.menshen.erase()");
    assert.deepEqual(report, { deleted: [], kept: [] });
    assert.ok(!(await page.cookieNames()).includes("menshen"));
    assert.equal(await page.run("return localStorage.getItem('menshen')"), null);
    assert.equal((await page.state()).record, null);
    assert.equal(await page.run("return document.documentElement.dataset.consentAnalytics"), "undecided");
  },
};
