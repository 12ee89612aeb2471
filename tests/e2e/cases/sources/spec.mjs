// Where a policy comes from, when it counts, and what happens while there is none.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const FIXTURES = new URL("../../../fixtures/policies/broken/", import.meta.url);

/** Without a policy in force nothing of a third party and nothing marked may run, and the page itself works. @param {Page} page @param {string} [what] */
async function assertHoldsThirdParties(page, what = "") {
  await page.assertUntouched(what);
  assert.equal(await page.run("return window.__own === 1 && window.__ownInline === true"), true, `${what} the page's own scripts run`);
  const kinds = (await page.state()).held.map((/** @type {any} */ { kind }) => kind).sort();
  assert.deepEqual(kinds, ["frame", "script", "script", "script", "script"], what);
  assert.deepEqual(page.asked().filter((each) => each.includes("alpha-marked")), [], `${what} nothing marked is requested`);
}

/** Waits for an error that the page was told of. @param {Page} page @param {string} [what] */
async function firstError(page, what) {
  await page.until("window.__events.some(([event]) => event === 'error')", `an error: ${what}`);
  return (await page.events("error"))[0];
}

/** Brings a policy to the gate of the page by the npm package. @param {Page} page @param {unknown} [policy] */
const start = (page, policy) =>
  page.promise(`import("/menshen/index.js").then(({ start }) => start(${policy === undefined ? "" : JSON.stringify(policy)})).then((it) => it === window.menshen)`);

const POLICY = { controller: { name: "x", contact: "y" }, statement: { url: "/p", version: "1" } };

export const whole = {
  engine: "chromium",
  elsewhere: [
    "in the page: at once",
    "at an address: until it is here, every third party waits",
    "at an address: an answer of before counts as soon as it is here",
    "broken or out of reach: the gate stays closed, says why, and the page works",
    "a stored yes opens nothing while the policy is broken",
    "none: the built-in one at once",
    "behind the tag: too late",
    "in the page and at an address: the one in the page",
    "by a program: announced it is awaited, and no other comes after it",
    "by a program after another: too late",
    "a page in another charset gets the same gate and the same notice",
  ],
};

export const cases = {
  async "in the page: at once"(/** @type {Page} */ page) {
    await page.open("/cases/sources/inline.html?policy=whole");
    assert.deepEqual(await page.ran(), ["beta-stranger"]);
    await page.seeNotice();
    assert.match(await page.run("return document.body.innerText"), /The Lantern/);
    await page.answer("accept");
    await page.untilRan("alpha-named", "marked", "alpha-marked");
  },

  async "at an address: until it is here, every third party waits"(/** @type {Page} */ page) {
    await page.visit("/cases/sources/fetched.html?policy=slow");
    assert.equal((await page.state()).status, "waiting");
    await assertHoldsThirdParties(page, "while waiting:");
    assert.equal((await page.all("region")).length, 0, "nobody is asked yet");
    assert.equal(await page.run("return window.menshen.granted('necessary')"), false, "nothing is granted yet");
    assert.deepEqual(await page.promise("window.menshen.rejectAll()"), { rejected: "not-ready" });
    assert.deepEqual(await page.promise("window.menshen.open()"), { rejected: "not-ready" });
    await page.until("window.menshen.state().status === 'ready'");
    await page.untilRan("beta-stranger");
    await page.request("beta", "/collect?from=frame");
    await page.settled();
    assert.deepEqual(await page.ran(), ["beta-stranger"], "what the policy does not name is let go, once");
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { service }) => service), ["alpha", null, null]);
    await page.answer("accept");
    await page.untilRan("alpha-named", "marked", "alpha-marked");
    assert.equal((await page.events("ready")).length, 1);
  },

  async "at an address: an answer of before counts as soon as it is here"(/** @type {Page} */ page) {
    await page.open("/cases/sources/fetched.html?policy=whole");
    await page.answer("accept");
    await page.untilRan("alpha-marked");
    await page.open("/cases/sources/fetched.html?policy=slow");
    await page.untilRan("beta-stranger", "alpha-named", "marked", "alpha-marked");
    assert.equal((await page.all("region")).length, 0);
  },

  async "broken or out of reach: the gate stays closed, says why, and the page works"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /, /__status/, /127\.0\.0\.1:1\b/, /Cross-Origin Request Blocked|CORS|ERR_/);
    for (const [path, code, place, message] of /** @type {[string, string, string, RegExp][]} */ ([
      ["fetched.html?policy=misspelt", "unknown-key", "serivces", /services/],
      ["fetched.html?policy=cut", "not-json", "", /JSON/],
      ["fetched.html?policy=empty", "not-json", "", /JSON/],
      ["fetched.html?policy=list", "wrong-type", "", /array.*object/],
      ["fetched.html?policy=missing", "policy-unreachable", "", /404/],
      ["fetched.html?policy=failing", "policy-unreachable", "", /500/],
      ["fetched.html?policy=unreachable", "policy-unreachable", "", /./],
      ["inline.html?policy=misspelt", "unknown-key", "serivces", /services/],
      ["inline.html?policy=cut", "not-json", "", /JSON/],
      ["inline.html?policy=empty", "not-json", "", /JSON/],
    ])) {
      await page.open(`/cases/sources/${path}`);
      const error = await firstError(page, path);
      assert.equal(error.code, code, path);
      assert.equal(error.path, place, path);
      assert.ok(error.isError && error.name === "ConsentError", `${path}: an Error`);
      assert.ok(error.found && error.expected, `${path}: what was found and expected (${error.message})`);
      assert.match(error.message, message, path);
      assert.equal((await page.state()).status, "failed", path);
      assert.equal((await page.all("region")).length, 0, `${path}: nobody is asked`);
      await assertHoldsThirdParties(page, path);
      assert.deepEqual(await page.promise("window.menshen.acceptAll()"), { rejected: "not-ready" }, path);
    }
  },

  async "a stored yes opens nothing while the policy is broken"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /);
    await page.open("/cases/sources/inline.html?policy=whole");
    await page.answer("accept");
    await page.untilRan("alpha-marked");
    await page.settled();
    await page.promise("(sessionStorage.clear(), localStorage.removeItem('alpha-named_key'), localStorage.removeItem('alpha-marked_key'), localStorage.removeItem('beta-stranger_key'))");
    await page.run("for (const name of ['alpha-named_id', 'alpha-marked_id', 'beta-stranger_id']) document.cookie = name + '=; path=/; max-age=0'");
    page.forgetRequests();
    await page.open("/cases/sources/inline.html?policy=misspelt");
    assert.equal((await page.state()).status, "failed");
    await assertHoldsThirdParties(page);
  },

  async "none: the built-in one at once"(/** @type {Page} */ page) {
    await page.open("/cases/sources/none.html");
    const { status, purposes, services } = await page.state();
    assert.equal(status, "ready");
    assert.deepEqual(Object.keys(purposes).sort(), ["analytics", "identity", "marketing", "necessary", "personalization"]);
    assert.deepEqual(services, {});
    assert.deepEqual((await page.ran()).sort(), ["alpha-named", "beta-stranger"], "it names no service; what is marked waits");
    await page.seeNotice();
    assert.ok((await page.run("return document.body.innerText")).includes(new URL(page.origin).host), "without a controller the page's host asks");
    await page.answer("accept");
    await page.untilRan("marked", "alpha-marked");
  },

  async "behind the tag: too late"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /);
    await page.open("/cases/sources/late.html");
    assert.equal((await firstError(page)).code, "policy-late");
    const { status, services } = await page.state();
    assert.equal(status, "ready");
    assert.deepEqual(services, {}, "the built-in one stays in force");
    await page.seeNotice();
  },

  async "in the page and at an address: the one in the page"(/** @type {Page} */ page) {
    await page.open("/cases/sources/both.html");
    assert.equal((await page.state()).status, "ready");
    assert.deepEqual(Object.keys((await page.state()).services), ["alpha"]);
    assert.deepEqual(await page.ran(), ["beta-stranger"]);
  },

  async "by a program: announced it is awaited, and no other comes after it"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /);
    await page.open("/cases/sources/announced.html");
    assert.equal((await page.state()).status, "waiting");
    await assertHoldsThirdParties(page, "until it comes:");
    assert.equal(await start(page, POLICY), true, "the package attaches to the gate of the page");
    assert.equal((await page.state()).status, "ready");
    assert.equal((await page.state()).degraded, null);
    await page.untilRan("alpha-named", "beta-stranger");
    await page.seeNotice();
    assert.equal(await start(page, POLICY), true, "the same again is no other");
    assert.equal(await start(page), true, "none is no other");
    assert.deepEqual(await start(page, { ...POLICY, statement: { url: "/p", version: "2" } }), { rejected: "policy-late" });
    assert.equal((await page.events("error")).at(-1).code, "policy-late");
  },

  async "by a program after another: too late"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /);
    await page.open("/cases/sources/none.html");
    assert.deepEqual(await start(page, POLICY), { rejected: "policy-late" });
    assert.equal((await firstError(page)).code, "policy-late");
    assert.equal(await start(page), true);
  },

  async "by a program, and broken: each fixture with its error"(/** @type {Page} */ page) {
    page.expectError(/found [^]*, expected /);
    // A page of its own for each, a handful at once.
    await page.open("/cases/sources/blank.html");
    const names = (await readdir(FIXTURES)).filter((name) => name.endsWith(".json"));
    assert.ok(names.length >= 20, `${names.length} fixtures`);
    const fixtures = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(name, FIXTURES), "utf8"))));
    const ask = (/** @type {any[]} */ some) => page.later(
      `const [policies] = arguments;
       Promise.all(policies.map((policy) => new Promise((resolve) => {
         const frame = document.createElement("iframe");
         frame.onload = () => {
           const { contentWindow } = frame;
           // As text on the way here, because WebDriver puts keys in another order.
           contentWindow.policy = JSON.parse(policy);
           contentWindow.eval("import('/menshen/index.js').then(({ start }) => start(policy))").then(
             // What only the notice's file reads, it tells of once it is there.
             (handle) => handle.on("error", tell),
             tell);
           function tell({ code, path, found, expected }) {
             resolve({ code, path, found, expected, status: contentWindow.menshen.state().status, ran: contentWindow.__ran });
             frame.remove();
           }
         };
         frame.src = "/cases/sources/bare.html";
         document.body.append(frame);
       }))).then(done)`,
      some.map(({ policy }) => JSON.stringify(policy)),
    );
    const told = [];
    while (told.length < fixtures.length) {
      told.push(...(await ask(fixtures.slice(told.length, told.length + 6))));
    }
    for (const [index, { code, path, found, expected, status, ran }] of told.entries()) {
      assert.deepEqual({ code, path, found, expected }, fixtures[index].errors[0], names[index]);
      assert.equal(status, "failed", names[index]);
      assert.deepEqual(ran, [], names[index]);
    }
  },

  async "a page in another charset gets the same gate and the same notice"(/** @type {Page} */ page) {
    for (const charset of ["windows-1252", "gbk", "shift_jis"]) {
      await page.open(`/cases/sources/charset.html?charset=${charset}`);
      assert.equal((await page.run("return document.characterSet")).toLowerCase(), charset);
      assert.equal((await page.state()).status, "ready", charset);
      await page.answer("accept");
      await page.untilRan("marked");
      await page.promise("window.menshen.erase()");
    }
  },
};
