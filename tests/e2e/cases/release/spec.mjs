// How held things are let go: in the order in which the page meant them to run, each once, and with all they had.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/release/page.html";
const CLASSIC = ["u-slow", "u-last", "alpha-slow", "alpha-inline", "alpha-last", "beta-one", "beta-inline", "alpha-inline-defer"];
const LATE = ["u-defer", "u-module", "alpha-defer", "alpha-inline-module", "alpha-module"];
const ASYNC = ["u-async", "alpha-async"];
const ALL = [...CLASSIC, ...LATE, ...ASYNC];

/** The names that are among some, in the order in which they ran. @param {string[]} ran @param {string[]} names */
const among = (ran, names) => ran.filter((name) => names.includes(name));

/** @param {any[]} runs what each noted about itself */
function assertOrder(runs) {
  const ran = runs.map(({ name }) => name);
  assert.deepEqual([...ran].sort(), [...ALL].sort(), "each exactly once");
  assert.deepEqual(among(ran, CLASSIC), CLASSIC, "classic scripts in document order, inline ones after the external ones before them");
  assert.deepEqual(among(ran, LATE), LATE, "deferred ones and modules in document order");
  assert.ok(ran.indexOf("u-defer") > ran.indexOf("alpha-inline-defer"), "deferred ones after all classic ones");
  for (const name of ASYNC) {
    // Not the unmarked slow one: a browser that preloads has fetched that before anything is let go.
    assert.ok(ran.indexOf(name) < ran.indexOf("alpha-slow"), `${name} does not wait for a slow one: ${ran}`);
  }
  for (const { name, current } of runs) {
    assert.equal(!!current, !LATE.includes(name) || name.endsWith("-defer"), `document.currentScript of ${name}`);
  }
}

export const cases = {
  async "after a yes in the order of the page, with a slow one among them"(/** @type {Page} */ page) {
    page.expectError(/alpha-broken\.js/);
    await page.open(PAGE);
    await page.answer("accept");
    await page.untilRan(...ALL);
    await page.settled();
    assertOrder(await page.runs());
    assert.equal((await page.events("released")).length, 1, "told of once, together");
    const [{ items }] = await page.events("released");
    assert.equal(items.length, ALL.length + 1, "all of them, and one that could not be fetched");
  },

  async "on the next page in the same order"(/** @type {Page} */ page) {
    page.expectError(/alpha-broken\.js/);
    await page.open(PAGE);
    await page.answer("accept");
    await page.untilRan(...ALL);
    await page.reload();
    await page.untilRan(...ALL);
    await page.settled();
    const ran = await page.ran();
    assert.deepEqual([...ran].sort(), [...ALL].sort(), "each exactly once");
    // The parser runs what is not marked by itself, and waits for nothing that is marked: to it that is text.
    for (const isUnmarked of [true, false]) {
      const ours = ran.filter((name) => name.startsWith("u-") === isUnmarked);
      for (const names of [CLASSIC, LATE]) {
        assert.deepEqual(among(ours, names), names.filter((name) => ours.includes(name)), "in the order of the page");
      }
      const first = ours.findIndex((name) => LATE.includes(name));
      assert.deepEqual(among(ours.slice(first), CLASSIC), [], "deferred ones after all classic ones");
    }
  },

  async "what is granted later runs later, and nothing twice"(/** @type {Page} */ page) {
    page.expectError(/alpha-broken\.js/);
    await page.open(PAGE);
    await page.openSettings();
    await page.setSwitches(["marketing"]);
    await page.answer("save");
    await page.untilRan("beta-one", "beta-inline");
    await page.settled();
    assert.deepEqual(await page.ran(), ["beta-one", "beta-inline"]);
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    await page.untilRan(...ALL);
    await page.settled();
    const ran = await page.ran();
    assert.deepEqual([...ran].sort(), [...ALL].sort(), "each exactly once");
    const rest = CLASSIC.filter((name) => !name.startsWith("beta"));
    assert.deepEqual(among(ran, rest), rest);
    assert.equal((await page.events("released")).length, 2);
    for (const again of ["acceptAll()", "set({ analytics: true })"]) {
      await page.promise(`window.menshen.${again}`);
    }
    await page.settled();
    assert.equal((await page.ran()).length, ALL.length, "another yes runs nothing again");
  },

  async "every attribute is carried over and does its work"(/** @type {Page} */ page) {
    page.expectError(/whole\.js\?altered/, /integrity/i, /digest/);
    await page.open("/cases/release/attributes.html");
    // A frame without an address has loaded already: that was its empty document.
    assert.deepEqual(await page.run("return window.__loaded.splice(0)"), ["frame"]);
    await page.answer("accept");
    const loaded = ["altered refused", "frame", "image", "listener of loud", "script", "style", "unmarked", "whole"];
    await page.until(`${JSON.stringify(loaded)}.every((what) => window.__loaded.includes(what))`, "all load events");
    await page.settled();
    assert.deepEqual((await page.run("return window.__loaded")).sort(), loaded, "each load event once");
    assert.deepEqual((await page.ran()).sort(), ["alpha-carried", "u-loud", "whole"], "integrity holds");
    const attributes = (/** @type {string} */ id) =>
      page.run("const it = document.getElementById(arguments[0]); return Object.fromEntries(it.getAttributeNames().map((name) => [name, it.getAttribute(name)]))", id);
    const { alpha, beta, gamma } = page.servers.trackers;
    assert.deepEqual(await attributes("carried"), {
      "data-consent": "analytics", "data-consent-released": "", src: `${alpha}/js/alpha-carried.js`, id: "carried", class: "a b", crossorigin: "anonymous",
      referrerpolicy: "no-referrer", fetchpriority: "low", charset: "utf-8", "data-own": "kept", "aria-label": "kept too",
      onload: "window.__loaded.push('script')",
    });
    assert.deepEqual(await attributes("loud"), {
      src: `${alpha}/js/u-loud.js`, id: "loud", onload: "window.__loaded.push('unmarked')", referrerpolicy: "origin",
    });
    assert.deepEqual(await attributes("frame"), {
      "data-consent": "marketing", src: `${beta}/frame.html`, id: "frame", title: "a frame", width: "300", allow: "fullscreen",
      referrerpolicy: "no-referrer", onload: "window.__loaded.push('frame')",
    });
    assert.deepEqual(await attributes("image"), {
      "data-consent": "marketing", src: `${beta}/img.gif`, id: "image", alt: "a picture", width: "20", height: "20",
      referrerpolicy: "no-referrer", onload: "window.__loaded.push('image')",
    });
    assert.deepEqual(await attributes("style"), {
      "data-consent": "personalization", href: `${gamma}/style.css`, id: "style", rel: "stylesheet", media: "all", title: "",
      crossorigin: "anonymous", onload: "window.__loaded.push('style')",
    });
    const headers = (/** @type {string} */ path) => page.requests().find((entry) => entry.path === path && entry.tracker !== "")?.headers ?? {};
    assert.equal(headers("/js/alpha-carried.js").referer, undefined, "referrerpolicy of a script");
    assert.equal(headers("/js/alpha-carried.js").origin, page.origin, "crossorigin of a script");
    assert.equal(headers("/frame.html").referer, undefined, "referrerpolicy of a frame");
    assert.equal(headers("/img.gif").referer, undefined, "referrerpolicy of an image");
    assert.equal(headers("/style.css").origin, page.origin, "crossorigin of a style sheet");
  },

  async "nonces hold under a strict content security policy, and are lent to nobody"(/** @type {Page} */ page) {
    page.expectError(/Content[ -]Security[ -]Policy/i, /script-src/, /alpha-without-nonce/);
    await page.open("/cases/release/nonces.html?csp=strict");
    await page.answer("accept");
    const trusted = ["u-with-nonce", "inline-with-nonce", "alpha-with-nonce", "module-with-nonce"];
    await page.untilRan(...trusted);
    await page.settled();
    assert.deepEqual(await page.ran(), ["inline-with-nonce", "alpha-with-nonce", "u-with-nonce", "module-with-nonce"]);
    assert.equal(await page.run("return [...document.scripts].filter((script) => script.hasAttribute('nonce')).every((script) => script.getAttribute('nonce') === '')"), true, "no nonce can be read from the page");
  },

  async "what does not run stops nothing behind it, and what is copied runs no second time"(/** @type {Page} */ page) {
    page.expectError(/data\.json/, /unknown-id/);
    await page.open("/cases/release/beside.html");
    assert.deepEqual(await page.ran(), []);
    assert.ok((await page.state()).held.some((/** @type {any} */ { url }) => url.includes("u-scripted")), "what a script put in waits too");
    await page.run("document.getElementById('removed').remove(); window.__moved = document.getElementById('moved'); window.__moved.remove()");
    await page.answer("accept");
    await page.run("document.getElementById('too-late').remove()");
    await page.untilRan("alpha-odd-name", "inline", "alpha-last", "behind-the-last");
    await page.settled();
    const ran = ["alpha-odd-name", "inline", "alpha-last", "behind-the-last", "u-scripted"];
    assert.deepEqual(await page.ran(), ran, "in order, and nothing that was taken out meanwhile");
    const [{ items }] = await page.events("released");
    assert.ok(items.every((/** @type {any} */ { url }) => !/alpha-(removed|moved|misspelt)/.test(url)), "nor is that told of");
    const [{ code, found }] = await page.events("error");
    assert.deepEqual([code, found], ["unknown-id", "alpah"], "a misspelt mark is told of, and held for good");
    await page.run("document.getElementById('room').append(window.__moved)");
    await page.untilRan("alpha-moved");
    await page.run(`
      const room = document.getElementById("room");
      room.innerHTML += "<p>More.</p>";
      document.body.append(room.cloneNode(true));`);
    await page.settled();
    assert.deepEqual(await page.ran(), [...ran, "alpha-moved"], "each once");
  },
};
