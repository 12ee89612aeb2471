// Content security policies that careful sites send: the gate holds and the notice asks under each, with and without
// WebAssembly, with Trusted Types, with nonces, with an integrity, and where nothing but scripts may be fetched.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/csp/page.html";
const RUN = ["alpha-marked", "inline-marked", "u-head", "u-later", "u-loaded", "u-sync"];

/** What is said of WebAssembly and of what the page itself may not do. @param {Page} page */
function expectRefusals(page) {
  page.expectError(/wasm|WebAssembly|unsafe-eval/i, /Content[ -]Security[ -]Policy/i, /Trusted|Sink type|refused to/i, /(script|img|connect|default)-src/);
}

/** Names of ours that were asked for. @param {Page} page */
const ours = (page) => page.servers.log().filter(({ path }) => path.startsWith("/menshen/")).map(({ path }) => path.slice(9));

export const cases = {
  async "before a yes nothing runs; with one all of it does, in this page and the next; and it can be taken back"(/** @type {Page} */ page) {
    expectRefusals(page);
    for (const csp of ["nowasm", "dynamicnowasm", "trusted", "trustednowasm"]) {
      await page.moveTo(`${csp}.localhost:${new URL(page.origin).port}`);
      page.servers.clear();
      await page.open(`${PAGE}?csp=${csp}`);
      await page.seeNotice();
      assert.deepEqual(await page.ran(), [], `${csp}: before a yes`);
      assert.equal((await page.state()).status, "ready", csp);
      assert.equal((await page.state()).degraded, null, csp);
      assert.deepEqual(ours(page).filter((name) => /nowasm/.test(name)), csp.endsWith("nowasm") ? ["menshen-nowasm.js", "menshen-notice-nowasm.js"] : [], csp);
      assert.deepEqual(page.asked().filter((each) => !/u-head|u-sync/.test(each)), [], `${csp}: nothing but what the parser is ahead with`);
      await page.answer("accept");
      await page.untilRan(...RUN);
      await page.reload();
      await page.untilRan(...RUN);
      await page.settled();
      assert.deepEqual((await page.ran()).sort(), RUN, `${csp}: each once`);
      await page.promise("window.menshen.withdraw()");
      assert.equal((await page.state()).purposes.analytics, "denied", csp);
      await page.reload();
      assert.deepEqual(await page.ran(), [], `${csp}: after taking back`);
    }
  },

  async "where nothing but scripts may be fetched the notice comes as one, and asks"(/** @type {Page} */ page) {
    expectRefusals(page);
    for (const csp of ["none", "nonenowasm"]) {
      // The page cannot even say that it has settled.
      await page.visit(`${PAGE}?csp=${csp}`);
      await page.seeNotice();
      assert.deepEqual(await page.ran(), [], `${csp}: before a yes`);
      await page.answer("accept");
      await page.untilRan(...RUN);
      await page.visit(`${PAGE}?csp=${csp}&again`);
      await page.untilRan(...RUN);
      await page.promise("window.menshen.erase()");
    }
    await page.plant();
  },

  async "what nobody trusted is not trusted because of us"(/** @type {Page} */ page) {
    expectRefusals(page);
    await page.open(`${PAGE}?csp=trusted`);
    await page.seeNotice();
    if (!(await page.run("return !!window.trustedTypes"))) {
      // An engine without them has nothing to trust; it holds all the same, as above.
      return;
    }
    assert.equal(await page.run("return window.__refused"), "TypeError", "markup, though an image in it is held");
    const held = (await page.state()).held.length;
    await page.run(`
      const script = document.createElement("script");
      document.head.append(script);
      try { script.src = "${page.servers.trackers.beta}/js/u-untrusted.js"; } catch {}
      try { script.setAttribute("src", "${page.servers.trackers.beta}/js/u-untrusted.js"); } catch {}`);
    assert.ok((await page.state()).held.length >= held);
    await page.answer("accept");
    await page.untilRan(...RUN);
    await page.settled();
    assert.ok(!(await page.ran()).includes("u-untrusted"), "an address that was only a text");
  },

  async "a module that comes as a script is late for nothing, and says so where the tag does not block"(/** @type {Page} */ page) {
    expectRefusals(page);
    await page.open("/cases/csp/late.html?csp=nowasm");
    await page.seeNotice();
    const { reasons } = (await page.state()).degraded;
    assert.ok(reasons.includes("async"), reasons.join());
    assert.deepEqual(await page.ran(), []);
    await page.answer("accept");
    await page.untilRan("alpha-marked");
  },

  async "an integrity on the tag holds"(/** @type {Page} */ page) {
    const bytes = readFileSync(new URL("../../../../pkg/menshen.js", import.meta.url));
    const digest = `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
    await page.open(`/cases/csp/whole.html`);
    const load = (/** @type {string} */ integrity) =>
      page.promise(`new Promise((done) => {
        const script = document.createElement("script");
        Object.assign(script, { src: "/menshen/menshen.js", integrity: ${JSON.stringify(integrity)}, onload: () => done("ran"), onerror: () => done("refused") });
        document.head.append(script);
      })`);
    page.expectError(/integrity|digest/i);
    assert.equal(await load(digest.replace(/.{8}$/, "AAAAAAAA")), "refused");
    assert.equal(await load(digest), "ran");
    await page.until("window.menshen.state().status === 'ready'", "the policy is in force");
  },
};
