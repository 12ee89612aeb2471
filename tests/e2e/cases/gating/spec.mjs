// Marked and unmarked tags of third parties: before a choice, after each choice, and on the page after.

import assert from "node:assert/strict";

const PAGE = "/cases/gating/page.html";
const MARKED = ["alpha-slow", "alpha-inline", "alpha-async", "alpha-defer", "alpha-module", "alpha-last"];
const UNMARKED = ["u-slow", "u-async", "u-defer", "u-module", "u-last"];

/** Names of one kind in the order in which they ran. @param {string[]} ran @param {string[]} names */
const only = (ran, names) => ran.filter((name) => names.includes(name));

/** Requests of marked things: those must not have left at all. @param {any} page */
const markedRequests = (page) =>
  page.requests().filter((/** @type {any} */ { path, query }) => /(alpha|beta)-|style\.css/.test(path) || /[?&]?marked/.test(query ?? "") && !/unmarked/.test(query));

/** @param {any} page */
async function assertClosed(page) {
  await page.assertUntouched();
  assert.deepEqual(markedRequests(page), [], "marked tags asked for nothing");
}

export const cases = {
  async "nothing runs before a choice"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.see(".menshen-notice");
    await assertClosed(page);
    const { purposes, ask, held, status } = await page.state();
    assert.equal(status, "ready");
    assert.deepEqual(purposes, { necessary: "granted", identity: "undecided", analytics: "undecided", personalization: "undecided", marketing: "undecided" });
    assert.deepEqual(ask, ["identity", "analytics", "personalization", "marketing"]);
    assert.equal(held.filter((/** @type {any} */ { kind }) => kind === "script").length, MARKED.length + UNMARKED.length + 3);
    assert.ok(held.some((/** @type {any} */ { kind, service }) => kind === "frame" && service === "gamma"));
    assert.deepEqual(await page.errors(), []);
  },

  async "nothing runs after a refusal, nor on the next page"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.choose("reject");
    await page.noticeGone();
    await page.settled();
    await assertClosed(page);
    page.forgetRequests();
    await page.reload();
    await assertClosed(page);
    assert.equal(await page.run("return !!document.querySelector('.menshen-notice')"), false, "asked once");
    assert.deepEqual((await page.state()).ask, []);
    assert.equal((await page.state()).record.source, "notice");
  },

  async "everything runs once and in order after a yes, and on the next page"(/** @type {any} */ page) {
    await page.open(PAGE);
    page.forgetRequests();
    await page.choose("accept");
    await page.until("window.__ran.length >= 13 && window.__ran.some((e) => e.name === 'u-module')", "all scripts");
    await page.settled();
    const ran = await page.ran();
    assert.deepEqual([...ran].sort(), [...MARKED, ...UNMARKED, "beta-service", "beta-both"].sort(), "each exactly once");
    const classic = ["u-slow", "u-last", "alpha-slow", "alpha-inline", "alpha-last"];
    assert.deepEqual(only(ran, classic), classic, "classic scripts in document order, inline after its external");
    const late = ["u-defer", "u-module", "alpha-defer", "alpha-module"];
    assert.deepEqual(only(ran, late), late, "deferred ones and modules in document order");
    assert.ok(ran.indexOf("alpha-last") < ran.indexOf("u-defer"), "deferred ones after all classic ones");
    assert.ok(ran.indexOf("u-async") < ran.indexOf("u-slow"), "an async script does not wait for a slow one");
    const entries = await page.run("return window.__ran");
    assert.ok(entries.filter((/** @type {any} */ { name }) => classic.includes(name)).every((/** @type {any} */ { current }) => current), "document.currentScript");
    assert.equal(page.requests("beta").filter((/** @type {any} */ { path }) => path === "/frame.html").length, 1);
    assert.equal(page.requests("gamma").filter((/** @type {any} */ { path }) => path === "/frame.html").length, 1);
    assert.equal(page.requests("gamma").filter((/** @type {any} */ { path }) => path === "/style.css").length, 1);
    assert.equal((await page.events("released")).length, 1);
    const { held } = await page.state();
    assert.deepEqual(held.map((/** @type {any} */ { url }) => new URL(url).pathname), ["/js/beta-unknown.js"], "an unknown id is never granted");
    assert.deepEqual(await page.errors(), []);

    page.forgetRequests();
    await page.reload();
    await page.until("window.__ran.length >= 13");
    await page.settled();
    const again = await page.ran();
    assert.deepEqual([...again].sort(), [...ran].sort(), "again on the next page, each once");
    assert.equal(await page.run("return !!document.querySelector('.menshen-notice')"), false, "without asking");
  },

  async "a script keeps all its attributes"(/** @type {any} */ page) {
    await page.open(PAGE + "?csp=" + encodeURIComponent("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' http://127.0.0.1:*"));
    await page.choose("accept");
    await page.until("window.__ran.some((e) => e.name === 'alpha-last')");
    const carried = await page.run(`
      const script = document.getElementById("carried");
      return Object.fromEntries(script.getAttributeNames().map((name) => [name, script.getAttribute(name)]))`);
    assert.equal(new URL(carried.src).pathname, "/js/alpha-last.js");
    delete carried.src;
    assert.deepEqual(carried, {
      id: "carried", class: "a b", crossorigin: "anonymous", referrerpolicy: "no-referrer", fetchpriority: "low",
      "data-own": "kept", "data-consent": "analytics",
    });
    const [request] = page.requests("alpha").filter((/** @type {any} */ { path }) => path === "/js/alpha-last.js");
    assert.equal(request.headers.referer, undefined, "referrerpolicy holds");
    assert.ok(request.headers.origin, "crossorigin holds");
  },

  async "withdrawal deletes at once, and nothing runs afterwards"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.choose("accept");
    await page.until("window.__ran.length >= 13");
    await page.settled();
    assert.ok((await page.cookieNames()).includes("alpha-slow_id"));
    const state = await page.promise("window.menshen.withdraw()");
    assert.equal(state.purposes.analytics, "denied");
    assert.deepEqual((await page.cookieNames()).filter((/** @type {string} */ name) => name !== "menshen"), []);
    assert.deepEqual(await page.keys(), []);
    const [withdrawn] = await page.events("withdrawn");
    assert.deepEqual(withdrawn.purposes, ["identity", "analytics", "personalization", "marketing"]);
    const { deleted, kept } = withdrawn.report;
    for (const kind of ["cookie", "local", "session"]) {
      assert.ok(deleted.some((/** @type {any} */ entry) => entry.kind === kind && entry.service === "alpha"), kind);
    }
    assert.deepEqual(kept.map((/** @type {any} */ { kind, reason }) => kind + " " + reason), Array(3).fill("site other-site"));
    await page.run(`
      const late = document.createElement("script");
      late.type = "text/plain";
      late.dataset.consent = "analytics";
      late.text = 'window.__ran.push("late")';
      document.body.append(late)`);
    const before = (await page.ran()).length;
    await page.settled();
    assert.equal((await page.ran()).length, before, "nothing further is released");
    page.forgetRequests();
    await page.reload();
    await assertClosed(page);
  },

  async "one purpose grants just that purpose"(/** @type {any} */ page) {
    const expected = {
      identity: [],
      analytics: [...MARKED, ...UNMARKED],
      marketing: ["beta-service"],
    };
    for (const [purpose, names] of Object.entries(expected)) {
      await page.run("return 0");
      await page.open(PAGE);
      await page.click('[data-menshen="settings"]');
      await page.click(`.menshen-settings input[value="${purpose}"]`);
      await page.choose("save");
      await page.noticeGone();
      await page.until(`window.__ran.length >= ${names.length}`);
      await page.settled();
      assert.deepEqual([...(await page.ran())].sort(), [...names].sort(), purpose);
      const { purposes } = await page.state();
      for (const [id, word] of Object.entries(purposes)) {
        assert.equal(word, id === "necessary" || id === purpose ? "granted" : "denied", `${id} when only ${purpose} is granted`);
      }
      await page.promise("window.menshen.erase()");
    }
  },

  async "nodes added later wait and are released too"(/** @type {any} */ page) {
    await page.open(PAGE);
    await page.run(`
      const node = document.createElement("div");
      node.innerHTML = '<script type="text/plain" data-consent="analytics">window.__ran.push("by-inner-html")<' + '/script>';
      document.body.append(node);
      const script = document.createElement("script");
      script.type = "text/plain";
      script.dataset.consent = "analytics";
      script.text = 'window.__ran.push("by-append")';
      document.body.append(script)`);
    await page.settled();
    assert.deepEqual(await page.ran(), []);
    await page.choose("accept");
    await page.until("window.__ran.includes('by-append')");
    const ran = await page.ran();
    assert.equal(ran.filter((/** @type {string} */ name) => name === "by-inner-html").length, 1);
    assert.equal(ran.filter((/** @type {string} */ name) => name === "by-append").length, 1);
    await page.run(`
      const script = document.createElement("script");
      script.type = "text/plain";
      script.dataset.consent = "analytics";
      script.text = 'window.__ran.push("after-the-yes")';
      document.body.append(script)`);
    await page.until("window.__ran.includes('after-the-yes')");
  },

  async "cookies wait as their service does"(/** @type {any} */ page) {
    await page.open(PAGE);
    const write = (/** @type {string} */ text) => page.run("document.cookie = arguments[0]; return document.cookie", text);
    assert.doesNotMatch(await write("alpha_id=1; path=/"), /alpha/, "of a service that is not granted");
    assert.match(await write("unknown=1; path=/"), /unknown=1/, "of nobody we know");
    assert.match(await write("remember=me; path=/; max-age=31536000"), /remember=me/, "softened, it is there");
    const lasts = () => page.driver.manage().getCookie("remember").then((/** @type {any} */ cookie) => cookie.expiry);
    assert.equal(await lasts(), undefined, "and ends with the session");
    await page.choose("accept");
    await page.noticeGone();
    await write("remember=me; path=/; max-age=31536000");
    assert.ok((await lasts()) * 1000 > Date.now() + 300 * 86400_000, "once granted it lasts as written");
    assert.match(await write("alpha_id=1; path=/"), /alpha_id=1/);
  },
};
