// The handle that programs hold: what is free for all, what needs the visitor, and what it tells.

import assert from "node:assert/strict";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/notice/en.html";
const OPTIONAL = ["identity", "analytics", "personalization", "marketing"];

/** Runs an expression in the midst of a visitor's click. @param {Page} page @param {string} expression @returns {Promise<any>} */
async function byVisitor(page, expression) {
  await page.run(`window.__action = () => ${expression}; window.__result = undefined`);
  await page.click("button", "Act");
  await page.until("window.__result", expression);
  return page.run("return window.__result");
}

/** Clicks a button as a script does. @param {Page} page @param {"accept" | "reject" | "save"} which */
const clickByScript = async (page, which) => page.run("arguments[0].click()", await page.see("button", WORDS[which]));

export const whole = {
  engine: "firefox",
  elsewhere: [
    "a script cannot grant",
    "a click made by a script on a granting button grants nothing",
    "the visitor's own click lets a script grant",
    "a way back in from any element",
    "the gate as a string guards a page that it is put into",
  ],
};

export const cases = {
  async "a script cannot grant"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    for (const call of ["acceptAll()", "set({ analytics: true })", "set({ alpha: true })", "set({ analytics: true, marketing: false })"]) {
      assert.deepEqual(await page.promise(`window.menshen.${call}`), { rejected: "needs-visitor" }, call);
    }
    await page.run("Object.defineProperty(navigator, 'userActivation', { value: { isActive: true } })");
    assert.deepEqual(await page.promise("window.menshen.acceptAll()"), { rejected: "needs-visitor" }, "on a page that says the visitor acts");
    assert.equal((await page.state()).record, null, "nothing is recorded");
    assert.deepEqual((await page.state()).ask, OPTIONAL, "not even the refusal that was in it");
    assert.deepEqual(await page.events("decided"), []);
  },

  async "a click made by a script on a granting button grants nothing"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await clickByScript(page, "accept");
    await page.settled();
    assert.equal((await page.state()).record, null);
    await page.seeNotice();
    // Nor does one in the midst of something that the visitor does.
    await byVisitor(page, "Promise.resolve(document.querySelector('[data-menshen=accept]').click())");
    await page.settled();
    assert.equal((await page.state()).record, null);
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.run("document.querySelectorAll('dialog input').forEach((input) => input.disabled || input.click())");
    for (const which of /** @type {const} */ (["accept", "save"])) {
      await clickByScript(page, which);
      await page.settled();
      assert.equal((await page.state()).record, null, which);
    }
    // The visitor's own hand works all the same afterwards.
    await page.answer("accept");
    assert.equal((await page.state()).purposes.marketing, "granted");
  },

  async "a click made by a script on refuse refuses"(/** @type {Page} */ page) {
    for (const layer of ["notice", "settings"]) {
      await page.open(PAGE);
      if (layer === "settings") {
        await page.promise("window.menshen.open()");
        await page.seeSettings();
      }
      await clickByScript(page, "reject");
      await page.noticeGone();
      const { purposes, record } = await page.state();
      assert.deepEqual(OPTIONAL.map((id) => purposes[id]), Array(4).fill("denied"), layer);
      assert.equal(record.source, layer);
      await page.promise("window.menshen.erase()");
    }
  },

  async "a script may refuse, withdraw, open, export and erase"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    const refused = await page.promise("window.menshen.rejectAll()");
    assert.equal(refused.purposes.analytics, "denied");
    assert.equal((await page.state()).record.source, "api");
    await page.gone("region", WORDS.notice);
    await page.promise("window.menshen.set({ marketing: false })");
    assert.equal((await page.state()).record.source, "api");
    await page.promise("window.menshen.withdraw()");
    assert.equal((await page.state()).record.source, "withdraw");
    await page.promise("window.menshen.erase()");
    assert.equal((await page.state()).record, null);
  },

  async "the visitor's own click lets a script grant"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const { value } = await byVisitor(page, "window.menshen.acceptAll()");
    assert.equal(value.purposes.personalization, "granted");
    assert.equal((await page.state()).record.source, "settings", "the site's own settings");
    assert.equal(await page.run("return window.menshen.granted('marketing')"), true);
    assert.equal(await page.run("return window.menshen.granted('beta')"), true, "and its services");
    assert.equal(await page.run("return window.menshen.granted('no-such')"), false);
    assert.equal((await page.marks()).analytics, "granted");
    await page.noticeGone();
  },

  async "where a site allows scripted grants, the record says so"(/** @type {Page} */ page) {
    await page.open(`${PAGE}?policy=scripted`);
    const state = await page.promise("window.menshen.acceptAll()");
    assert.equal((await page.state()).record.source, "api");
    assert.equal(state.purposes.marketing, "granted");
    await page.reload();
    assert.equal((await page.state()).record.source, "api");
    await page.promise("window.menshen.erase()");
    await page.answer("accept");
    assert.equal((await page.state()).record.source, "notice", "the visitor's own grant is theirs");
  },

  async "every refusal has a name and a code, and changes nothing"(/** @type {Page} */ page) {
    await page.open(PAGE);
    for (const [call, code] of [
      ["set({ personalization: true })", "missing-requirement"],
      ["set({ personalization: true, analytics: false })", "missing-requirement"],
      ["set({ necessary: false })", "required-purpose"],
      ["set({ nonsense: true })", "unknown-id"],
      ["set({ analytics: true, nonsense: true })", "unknown-id"],
      ["set({ analytics: 1 })", "wrong-type"],
      ["set({ analytics: 'granted' })", "wrong-type"],
      ["set(null)", "wrong-type"],
      ["set()", "wrong-type"],
      ["set(true)", "wrong-type"],
    ]) {
      const result = await byVisitor(page, `window.menshen.${call}`);
      assert.equal(result.code, code, call);
      assert.equal(result.name, "ConsentError", call);
      assert.ok(result.isError && result.message.includes(code), `${call}: ${result.message}`);
    }
    const { record, purposes } = await page.state();
    assert.equal(record, null);
    assert.equal(purposes.analytics, "undecided");
  },

  async "granting and refusing by id leaves the rest as it is"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const both = await byVisitor(page, "window.menshen.set({ analytics: true, personalization: true })");
    assert.deepEqual(both.value.purposes, { necessary: "granted", identity: "undecided", analytics: "granted", personalization: "granted", marketing: "undecided" });
    assert.deepEqual(both.value.ask, ["identity", "marketing"]);
    await page.seeNotice();
    const less = await byVisitor(page, "window.menshen.set({ analytics: false })");
    assert.equal(less.value.purposes.personalization, "denied", "refusing a purpose takes along what requires it");
    assert.equal(less.value.purposes.marketing, "undecided");
  },

  async "a service can be refused by itself, and granted by itself"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    await byVisitor(page, "window.menshen.set({ beta: false })");
    const { purposes, services, record } = await page.state();
    assert.equal(purposes.marketing, "granted");
    assert.equal(services.beta, false);
    assert.deepEqual(record.services, { beta: "denied" });
    await page.reload();
    assert.equal((await page.state()).services.beta, false, "on the next page too");
    await byVisitor(page, "window.menshen.set({ beta: true })");
    assert.equal((await page.state()).services.beta, true);
  },

  async "a way back in from any element"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.run("scrollTo(0, 0)");
    for (const target of ["#way-back", "#way-back b", "#later", "#later-with-value"]) {
      if (target === "#later") {
        await page.run(`document.querySelector("header").insertAdjacentHTML("beforeend", '<button type="button" id="later" data-menshen-open>Later</button> <span id="later-with-value" data-menshen-open="settings">With a value</span>')`);
      }
      await page.driver.findElement({ css: target }).click();
      await page.seeSettings();
      assert.deepEqual(await page.switchedOn(), [], "with what is");
      await page.choose("close");
      await page.noticeGone();
    }
    assert.equal(await page.run("return location.hash"), "", "the link does not lead away");
    assert.equal((await page.state()).record.source, "notice", "opening decides nothing");
  },

  async "events are told on document and to listeners, until they leave"(/** @type {Page} */ page) {
    // One of them fails: that is reported, and stops nobody.
    page.expectError(/a listener that fails/);
    await page.open(PAGE);
    await page.seeNotice();
    await page.run(`
      window.__heard = [];
      window.menshen.on("ready", ({ status }) => window.__heard.push("ready " + status));
      const leave = window.menshen.on("decided", ({ source }) => window.__heard.push("first " + source));
      window.menshen.on("decided", () => { leave(); throw new Error("a listener that fails"); });
      window.menshen.on("decided", () => window.__heard.push("after"))`);
    await page.until("window.__heard.includes('ready ready')", "ready is heard late too");
    await page.promise("window.menshen.rejectAll()");
    await page.promise("window.menshen.withdraw()");
    assert.deepEqual(await page.run("return window.__heard"), ["ready ready", "first api", "after", "after"]);
    const names = await page.run("return window.__events.map(([name]) => name)");
    assert.ok(names.indexOf("shown") < names.indexOf("decided"), String(names));
    const [decided] = await page.events("decided");
    assert.deepEqual(decided.changed, OPTIONAL);
    assert.equal(decided.source, "api");
    assert.deepEqual(decided.purposes, (await page.state()).purposes);
    assert.deepEqual((await page.events("shown"))[0], { layer: "notice" });
  },

  async "a listener may call back"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.run(`
      window.__states = [];
      document.addEventListener("menshen:decided", () => {
        window.__states.push(window.menshen.state().purposes.analytics, window.menshen.granted("analytics"));
        if (window.__states.length === 2) window.menshen.withdraw();
      })`);
    await page.answer("accept");
    await page.until("window.__states.length === 4");
    assert.deepEqual(await page.run("return window.__states"), ["granted", true, "denied", false]);
    assert.equal((await page.state()).record.source, "withdraw");
  },

  async "export tells the record as it is"(/** @type {Page} */ page) {
    await page.open(PAGE);
    assert.deepEqual(await page.promise("window.menshen.export()"), { host: new URL(page.origin).host }, "before any answer");
    await byVisitor(page, "window.menshen.set({ analytics: true, marketing: false })");
    const told = await page.promise("window.menshen.export()");
    const { decided, expires, receipts, processing, schema_version, record_id, ...rest } = told;
    assert.deepEqual(rest, {
      host: new URL(page.origin).host, version: 1, source: "settings", language: "en", statement: "3.1",
      purposes: { analytics: "granted", marketing: "denied" }, services: {},
    });
    assert.equal(schema_version, "ISO/IEC TS 27560:2023");
    assert.equal(receipts.at(-1).id, record_id);
    assert.deepEqual(processing.map((/** @type {any} */ { purposes, events }) => [purposes[0].id, events.at(-1).event_state]), [["analytics", "ConsentGiven"], ["marketing", "ConsentRefused"]]);
    assert.equal((Date.parse(expires) - Date.parse(decided)) / 86_400_000, 180);
    assert.ok(Math.abs(Date.parse(decided) - Date.now()) < 60_000);
  },

  async "erase forgets the answer and what services left, and reports"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    await page.run("document.cookie = 'alpha_id=1; path=/'; localStorage.setItem('beta-key', '1'); document.cookie = 'basket=tea; path=/'");
    const { deleted, kept } = await page.promise("window.menshen.erase()");
    assert.deepEqual(deleted, [{ kind: "cookie", name: "alpha_id", service: "alpha" }, { kind: "local", name: "beta-key", service: "beta" }]);
    assert.deepEqual([...new Set(kept.map((/** @type {any} */ { reason }) => reason))], ["other-site"]);
    assert.deepEqual(await page.cookieNames(), ["basket"]);
    assert.equal(await page.run("return localStorage.length"), 0);
    assert.equal((await page.state()).record, null);
    assert.deepEqual(await page.marks(), { necessary: "granted", identity: "undecided", analytics: "undecided", personalization: "undecided", marketing: "undecided" });
    await page.seeNotice();
    await page.reload();
    await page.seeNotice();
  },

  async "a policy that a program alters afterwards stays the one that was taken"(/** @type {Page} */ page) {
    await page.open("/cases/door/altered.html");
    await page.until("window.__started");
    assert.deepEqual((await page.promise("window.menshen.rejectAll()")).ask, [], "the answer counts");
    assert.equal((await page.state()).record.source, "api");
  },

  async "without the notice's file nothing is answered, and forgetting works"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    page.expectError(/menshen-nowhere/);
    await page.open("/cases/parts/elsewhere.html?script=/menshen-nowhere.js");
    for (const call of ["rejectAll()", "withdraw()", "set({ marketing: false })", "open()"]) {
      assert.deepEqual(await page.promise(`window.menshen.${call}`), { rejected: "notice-unavailable" }, call);
    }
    assert.equal((await page.state()).purposes.marketing, "granted", "nothing has changed");
    await page.promise("window.menshen.erase()");
    assert.equal((await page.state()).purposes.marketing, "undecided");
  },

  async "the gate as a string guards a page that it is put into"(/** @type {Page} */ page) {
    page.expectError(/notice-unavailable/);
    await page.open("/cases/sources/blank.html");
    const state = await page.later(
      `import("/menshen/source.js").then(({ source }) => {
         const frame = document.createElement("iframe");
         document.body.append(frame);
         const it = frame.contentDocument;
         it.open();
         it.write("<!doctype html><html><head><script>" + source + "<\\/script><script src='" + arguments[0] + "/js/alpha-in-frame.js'><\\/script></head><body><script type='text/plain' data-consent='analytics'>parent.__marked = true<\\/script>");
         it.close();
         const look = () => it.readyState === "complete" && frame.contentWindow.menshen.state().status === "ready" ? done([frame.contentWindow.menshen.state().held.length, !!window.__marked, typeof frame.contentWindow.menshen.on]) : setTimeout(look, 10);
         look();
       })`,
      page.servers.trackers.alpha,
    );
    assert.deepEqual(state, [1, false, "function"]);
  },
};
