// Every way out that a script can take: nothing leaves before a yes and after a no, and with
// a yes the page gets what it would have without us.

import assert from "node:assert/strict";
import { ROWS } from "./rows.mjs";
import { asked, NAMES, named, PAGE, PARSED, takeAll } from "./take.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/** The scripts of the parsed page that run, once they may. */
const RUN = ["p-script", "p-async", "p-defer", "p-module", "p-written", "p-shadow-script", "p-svg-script"];
/** What browsers need not ask for, even when they may. */
const NEVER = ["p-nomodule", "p-icon", "p-prefetch"];
/** What is not asked for either before a yes. The rest may be: parser and preload scanner are ahead; see `docs/ways.md`. */
const KEPT = ["p-written", "p-written-img", "p-nomodule"];

/** The ways whose rows fulfil something. @param {(row: typeof ROWS[0]) => boolean} is */
const ways = (is) => ROWS.filter(is).map(({ way }) => way);

/** The ways that nothing holds in this engine: the true outcome. @param {Page} page */
const leaks = ({ engine }) => ways(({ leaks = [] }) => leaks.includes(engine));

/** The ways by which something left, but for those of which nobody knows in this engine. @param {Page} page @param {string} [round] */
const left = (page, round) => {
  const counts = asked(page, round);
  return ways(({ way, sometimes = [] }) => counts[way] > 0 && !sometimes.includes(page.engine));
};

export const cases = {
  async "before any choice nothing leaves"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await takeAll(page);
    assert.deepEqual(left(page), leaks(page));
    assert.deepEqual(await page.ran(), []);
  },

  async "after a no, and on the next page, neither"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await page.answer("reject");
    await page.reload();
    await takeAll(page);
    assert.deepEqual(left(page), leaks(page));
    assert.deepEqual(await page.ran(), []);
  },

  async "with a yes everything is as without us"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await page.answer("accept");
    await page.reload();
    await takeAll(page);
    // A socket of a worker's may arrive after the worker has said that it is done.
    const missing = () => {
      const counts = asked(page);
      return ways(({ way, with: times = 1, idle = [] }) => counts[way] < times && !idle.includes(page.engine));
    };
    await page.wait(() => !missing().length, "all of them").catch(() => assert.deepEqual(missing(), []));
  },

  async "taken back, nothing leaves any more, without a reload"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await page.answer("accept");
    await takeAll(page);
    await page.promise("window.menshen.withdraw()");
    // Other addresses than before: those may have been on their way, or the browser may have kept the answer.
    await takeAll(page, "v");
    assert.deepEqual(left(page, "v"), leaks(page));
  },

  async "a yes lets go of what stands in the page, and sends nothing afterwards"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PAGE);
    await takeAll(page);
    page.forgetRequests();
    await page.answer("accept");
    await page.settled();
    const counts = asked(page);
    assert.deepEqual(ways(({ way, granted }) => counts[way] < granted), [], "let go");
    assert.deepEqual(ways(({ way, granted }) => granted === 0 && counts[way] > 0), [], "not sent");
    const ran = await page.ran();
    assert.equal(new Set(ran).size, ran.length, "each once");
  },

  async "what is let go of has what its author wrote, letter by letter"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const { alpha } = page.servers.trackers;
    const written = await page.run(
      `const [alpha] = arguments;
       const said = ["<p title='<img alt>'>Hi</p><img src='" + alpha + "/img.gif?letters'><noscript>no</noscript>", alpha + "/img.gif?q=<img >&r=<noscript>"];
       const [frame, image] = ["iframe", "img"].map((name) => document.createElement(name));
       frame.setAttribute("srcdoc", said[0]);
       image.setAttribute("alt", "");
       const markup = frame.outerHTML.replace(/&lt;/g, "<").replace(/&gt;/g, ">") + '<img alt="" src="' + said[1] + '">';
       document.getElementById("room").innerHTML = markup;
       return said`,
      alpha,
    );
    await page.settled();
    assert.deepEqual(page.requests().filter(({ query }) => /letters|q=/.test(query)), []);
    await page.answer("accept");
    await page.request("alpha", /letters/);
    assert.deepEqual(await page.run("const { firstChild, lastChild } = document.getElementById('room'); return [firstChild.getAttribute('srcdoc'), lastChild.getAttribute('src')]"), written);
  },

  async "of what the parser puts in nothing runs before a yes, and all of it works with one"(/** @type {Page} */ page) {
    page.expectError(/./);
    await page.open(PARSED);
    const early = named(page);
    assert.deepEqual(early.filter((name) => KEPT.includes(name)), [], "nothing leaves but what a script is too late for");
    // A frame's document comes in a process of its own, and under load it has been there before any script of the page was.
    await page.assertUntouched("before any choice", page.engine === "chromium" ? /from=frame/ : undefined);
    page.forgetRequests();
    await page.answer("accept");
    await page.untilRan(...RUN);
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), [...RUN].sort(), "each once");
    const got = [...early, ...named(page)];
    assert.deepEqual(NAMES.filter((name) => !got.includes(name) && !NEVER.includes(name)), [], "all are asked for in the end");
    page.forgetRequests();
    await page.reload();
    await page.untilRan(...RUN);
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), [...RUN].sort(), "and on the next page again");
  },

  async "what a service would write is not written, by method, by property or in a frame's name"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const write = () =>
      page.promise(`(async () => {
        for (const storage of [localStorage, sessionStorage]) {
          storage.setItem("alpha_method", "1");
          storage.alpha_property = "1";
          storage["alpha_index"] = "1";
          Object.assign(storage, { alpha_assigned: "1" });
          Object.defineProperty(storage, "alpha_defined", { value: "1", configurable: true, enumerable: true, writable: true });
          Storage.prototype.setItem.call(storage, "alpha_called", "1");
          storage.setItem("basket", "tea");
          storage.own = 2;
        }
        const frame = document.body.appendChild(document.createElement("iframe"));
        frame.contentWindow.localStorage.setItem("alpha_frame", "1");
        frame.contentWindow.document.cookie = "alpha_frame=1; path=/";
        frame.remove();
        if (window.cookieStore) {
          await cookieStore.set("alpha_store", "1");
          await cookieStore.set({ name: "basket", value: "tea" });
        }
        const { length } = localStorage;
        const same = localStorage === window.localStorage && localStorage instanceof Storage && localStorage.setItem === Storage.prototype.setItem;
        return [Object.keys(localStorage).sort(), Object.keys(sessionStorage).sort(), localStorage.getItem("own"), localStorage.basket, "alpha_method" in localStorage, length, same];
      })()`);
    const alphas = ["assigned", "called", "defined", "index", "method", "property"].map((name) => "alpha_" + name);
    for (const when of ["undecided", "refused"]) {
      assert.deepEqual(await write(), [["basket", "own", ...(when === "refused" ? ["menshen", "menshen-receipts"] : [])].sort(), ["basket", "own"], "2", "tea", false, when === "refused" ? 4 : 2, true], when);
      assert.deepEqual((await page.cookieNames()).filter((name) => name.startsWith("alpha")), [], when);
      if (when === "undecided") {
        await page.answer("reject");
        // Its receipt is made by then.
        await page.promise("window.menshen.export()");
      }
    }
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    await page.promise("window.menshen.export()");
    const [local, session] = await write();
    assert.deepEqual(local, [...alphas, "alpha_frame", "basket", "menshen", "menshen-receipts", "own"].sort());
    assert.deepEqual(session, [...alphas, "basket", "own"].sort());
    await page.promise("window.menshen.withdraw()");
    assert.deepEqual(await page.keys(), ["basket", "basket", "own", "own"], "and taking it back deletes them");
  },

  async "databases and caches are refused, then made, then gone, and what stood open is closed"(/** @type {Page} */ page) {
    page.expectError(/held/);
    await page.open(PAGE);
    /** What becomes of opening each. */
    const open = () =>
      page.promise(`(async () => {
        window.bases = window.bases || [];
        const base = (name) => new Promise((done) => {
          const request = indexedDB.open(name);
          request.onupgradeneeded = () => request.result.createObjectStore("things");
          request.onsuccess = () => (bases.push(request.result), done("open"));
          request.onerror = (event) => (event.preventDefault(), done(request.error.name));
        });
        const cache = (name) => window.caches ? caches.open(name).then(() => "open", (error) => error.name) : "none";
        return [await base("alpha_base"), await base("basket"), await cache("alpha_cache"), await cache("basket")];
      })()`);
    const names = () =>
      page.promise(`(async () => [(await indexedDB.databases()).map(({ name }) => name).sort().join(), window.caches ? (await caches.keys()).sort().join() : "none"])()`);
    const hasCaches = await page.run("return !!window.caches");
    for (const when of ["undecided", "refused"]) {
      assert.deepEqual(await open(), ["AbortError", "open", ...(hasCaches ? ["SecurityError", "open"] : ["none", "none"])], when);
      assert.deepEqual(await names(), ["basket", hasCaches ? "basket" : "none"], when);
      if (when === "undecided") {
        await page.answer("reject");
        // Its receipt is made by then.
        await page.promise("window.menshen.export()");
      }
    }
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    await page.promise("window.menshen.export()");
    assert.deepEqual(await open(), ["open", "open", ...(hasCaches ? ["open", "open"] : ["none", "none"])]);
    await page.promise(`new Promise((opened) => {
      window.stream = new EventSource("${page.servers.trackers.alpha}/stream");
      stream.onopen = () => opened();
    })`);
    assert.equal(await page.run("return stream.readyState"), 1, "it is open");
    await page.promise("window.menshen.withdraw()");
    assert.equal(await page.run("return stream.readyState"), 2, "it is closed");
    assert.deepEqual(await names(), ["basket", hasCaches ? "basket" : "none"]);
    const [{ report }] = await page.events("withdrawn");
    const gone = report.deleted.map((/** @type {any} */ { kind, name }) => `${kind} ${name}`);
    assert.ok(gone.includes("database alpha_base"), gone.join());
    assert.equal(gone.includes("cache alpha_cache"), hasCaches);
  },

  async "of several addresses the one that may not pass is told of, and a mark counts for all of them"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const { alpha, gamma } = page.servers.trackers;
    await page.run(
      `const [alpha, gamma] = arguments;
       const room = document.getElementById("room");
       const frame = document.createElement("iframe");
       frame.srcdoc = '<img src="http://cdn.example/img.gif"><img src="' + alpha + '/img.gif?in-frame">';
       room.append(frame);
       room.insertAdjacentHTML("beforeend", '<img alt="" data-consent="identity" data-src="' + alpha + '/img.gif?marked" data-srcset="' + alpha + '/img.gif?marked-one 1x, ' + gamma + '/img.gif?marked-two 2x">');`,
      alpha,
      gamma,
    );
    const { held } = await page.state();
    assert.deepEqual(held.map((/** @type {any} */ { kind, url, service, purposes }) => [kind, url.replace(/.*\?/, ""), service, purposes.join()]), [
      ["frame", "in-frame", "alpha", "analytics"],
      ["image", "marked-one", null, "identity"],
    ]);
    assert.deepEqual(await page.events("error"), [], "nobody is said to be unassigned");
    await page.openSettings();
    await page.setSwitches(["identity"]);
    await page.answer("save");
    await page.request("alpha", /marked/);
    assert.deepEqual((await page.state()).held.map((/** @type {any} */ { kind }) => kind), ["frame"], "which still waits for its own");
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    await page.request("alpha", /in-frame/);
  },

  async "what no log shows: a peer connection is left without the third party's servers, and has them with a yes"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const has = await page.run("return 'RTCPeerConnection' in window");
    const servers = () =>
      page.run(
        `const made = new RTCPeerConnection({ iceServers: [{ urls: "stun:" + arguments[0] }, { urls: "stun:own." + location.hostname }] });
         const { iceServers } = made.getConfiguration();
         made.close();
         return iceServers.length`,
        new URL(page.servers.trackers.alpha).host,
      );
    if (has) {
      assert.equal(await servers(), 1);
      await page.answer("accept");
      assert.equal(await servers(), 2);
    } else {
      assert.equal(page.engine, "webkit", "only this build of it has none");
    }
  },
};
