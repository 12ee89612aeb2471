// Where a policy comes from and when it counts; and tags that do not stand where they should.

import assert from "node:assert/strict";

const at = (/** @type {string} */ name) => `/cases/sources/${name}.html`;

/** @param {any} page */
async function assertHoldsThirdParties(page) {
  assert.deepEqual(await page.ran(), [], "no third-party and no marked script ran");
  assert.equal(await page.run("return window.__own"), true, "the page's own did");
  const kinds = (await page.state()).held.map((/** @type {any} */ { kind }) => kind).sort();
  assert.deepEqual(kinds, ["frame", "script", "script", "script"]);
}

export const cases = {
  async "until an announced policy is here, every third party waits"(/** @type {any} */ page) {
    await page.driver.get(new URL(at("fetched"), page.origin).href);
    await page.until("window.__own");
    assert.equal((await page.state()).status, "waiting");
    await assertHoldsThirdParties(page);
    assert.deepEqual(await page.promise("window.menshen.rejectAll()"), { rejected: "not-ready" });
    await page.until("window.menshen.state().status === 'ready'");
    await page.until("window.__ran.some((entry) => entry.name === 'beta-other')", "what the policy does not name is let go");
    await page.settled();
    assert.deepEqual(await page.ran(), ["beta-other"]);
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { service }) => service), ["alpha", null]);
    await page.choose("accept");
    await page.until("window.__ran.length === 3");
  },

  async "a broken policy keeps the gate closed and says why"(/** @type {any} */ page) {
    for (const [name, code, path] of [
      ["broken", "unknown-key", "serivces"],
      ["inline-broken", "wrong-type", "statement.version"],
      ["cut", "not-json", ""],
      ["missing", "policy-unreachable", ""],
    ]) {
      await page.open(at(name));
      await page.until("window.__events.some(([event]) => event === 'error')", name);
      const [error] = await page.events("error");
      assert.equal(error.code, code, name);
      assert.equal(error.path, path, name);
      assert.ok(error.found && error.expected, `${name}: what was found and expected`);
      if (name === "broken") {
        assert.match(error.message, /services/, "the nearest known key");
      }
      assert.equal((await page.state()).status, "failed");
      await assertHoldsThirdParties(page);
      assert.deepEqual(await page.errors(), [], "the page works");
    }
  },

  async "without a policy the built-in one counts at once"(/** @type {any} */ page) {
    await page.open(at("none"));
    assert.equal((await page.state()).status, "ready");
    assert.deepEqual(await page.ran(), ["beta-other", "alpha-first"].sort().reverse().sort(), "it names no service");
    await page.see(".menshen-notice");
  },

  async "a policy behind the tag is late"(/** @type {any} */ page) {
    await page.open(at("late"));
    await page.until("window.__events.some(([event]) => event === 'error')");
    assert.equal((await page.events("error"))[0].code, "policy-late");
    assert.equal((await page.state()).status, "ready");
  },

  async "a program brings an announced policy, and no other afterwards"(/** @type {any} */ page) {
    await page.open(at("announced"));
    assert.equal((await page.state()).status, "waiting");
    await assertHoldsThirdParties(page);
    const start = (/** @type {string} */ policy) => page.promise(`import("/menshen/index.js").then(({ start }) => start(${policy})).then((it) => it === window.menshen)`);
    const policy = JSON.stringify({ controller: { name: "x", contact: "y" }, statement: { url: "/p", version: "1" } });
    assert.equal(await start(policy), true);
    assert.equal((await page.state()).status, "ready");
    assert.equal(await start(policy), true, "the same again is no other");
    assert.equal(await start(""), true);
    assert.deepEqual(await start(policy.replace('"1"', '"2"')), { rejected: "policy-late" });
  },

  async "the npm package starts a gate by itself and says that it is late"(/** @type {any} */ page) {
    await page.open(at("module"));
    await page.until("window.__handle");
    assert.equal(await page.run("return window.__imported"), true, "importing does nothing");
    assert.equal(await page.run("return window.__handle === window.menshen"), true);
    const { degraded, status } = await page.state();
    assert.equal(status, "ready");
    assert.ok(degraded.reasons.includes("late"));
    assert.deepEqual(await page.ran(), ["beta-before"]);
    await page.choose("accept");
    await page.until("window.__ran.includes('marked')");
  },

  async "a tag that comes late works and says so"(/** @type {any} */ page) {
    for (const [name, reason] of [["async", "async"], ["defer", "deferred"], ["second", "not-first"]]) {
      await page.open(at(name));
      await page.until("window.menshen && window.menshen.state().status === 'ready'");
      const { degraded } = await page.state();
      assert.ok(degraded.reasons.includes(reason), `${name}: ${degraded.reasons}`);
      await page.choose("accept");
      await page.until("window.__ran.includes('marked')", name);
      await page.promise("window.menshen.erase()");
    }
  },

  async "a tag that is there twice is there once"(/** @type {any} */ page) {
    await page.open(at("twice"));
    await page.choose("accept");
    await page.until("window.__ran.includes('marked')");
    await page.settled();
    assert.equal((await page.ran()).filter((/** @type {string} */ name) => name === "marked").length, 1);
    assert.equal((await page.events("ready")).length, 0, "told before the page could listen");
    assert.equal((await page.events("decided")).length, 1);
  },

  async "a page in another charset gets the same gate"(/** @type {any} */ page) {
    for (const charset of ["windows-1252", "gbk", "shift_jis"]) {
      await page.open(at("charset") + "?charset=" + charset);
      assert.equal((await page.state()).status, "ready", charset);
      await page.choose("accept");
      await page.until("window.__ran.includes('marked')");
      await page.promise("window.menshen.erase()");
    }
  },
};
