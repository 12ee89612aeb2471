// What comes after a grant, and how it differs from what came in time: scripts that write, scripts that wait for events
// that are over, forty at once, requests that are sent later; and what waits too long or is too much.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/late";
/** What a script is told that asks in time. @param {string} name */
const EVENTS = (name) => [
  `${name}: document DOMContentLoaded at document`,
  `${name}: document readystatechange at document`,
  `${name}: object DOMContentLoaded at document`,
  `${name}: twice load at document`,
  `${name}: window load at document`,
];

/** What is told to the functions that the marked one writes to properties. */
const HANDLERS = ["marked: property load at window", "marked: property readystatechange at document"];

/** What the body has, by ids. @param {Page} page @returns {Promise<string[]>} */
const ids = (page) => page.run("return [...document.querySelectorAll('body [id]')].map(({ id }) => id).filter((id) => !id.startsWith('menshen'))");

/** @param {Page} page */
async function assertWritten(page) {
  const names = ["inline", "external", "written", "inner true", "behind true", "async"];
  await page.untilRan(...names);
  await page.settled();
  const ran = await page.ran();
  assert.deepEqual([...ran].sort(), [...names].sort(), "each once");
  assert.deepEqual(ran.filter((name) => name !== "async"), names.slice(0, -1), "in the order in which the parser would have run them");
  assert.deepEqual(await ids(page), ["first", "pieces", "second", "held", "outer", "nested", "again", "last"], "each where it was written, and all else still there");
  assert.equal(await page.run("return document.getElementById('pieces').outerHTML"), '<div id="pieces"><b>in two pieces</b></div>');
  const held = (await page.state()).held.map((/** @type {any} */ { kind, url }) => `${kind} ${new URL(url).pathname}`);
  assert.deepEqual(held.sort(), ["image /img.gif", "script /js/beta-written.js"], "what it writes is judged like all else");
  assert.deepEqual(page.asked("beta"), []);
}

export const cases = {
  async "what a late script writes stands behind it, in order, and wipes nothing"(/** @type {Page} */ page) {
    await page.open(`${PAGE}/written.html`);
    assert.deepEqual(await ids(page), ["first", "second", "last"]);
    await page.openSettings();
    await page.setSwitches(["analytics"]);
    await page.answer("save");
    await assertWritten(page);
    // On the next page the parser has gone on by then too.
    page.forgetRequests();
    await page.reload();
    await assertWritten(page);
  },

  async "forty at once: the answer is painted first, and each that takes long has a task of its own"(/** @type {Page} */ page) {
    await page.open(`${PAGE}/pieces.html`);
    await page.answer("accept");
    await page.until("window.__tasks.length === 40");
    assert.deepEqual(await page.run("return window.__first"), { painted: true });
    assert.equal(new Set(await page.run("return window.__tasks")).size, 40);
  },

  async "taken back before their turn, they do not run"(/** @type {Page} */ page) {
    await page.open(`${PAGE}/pieces.html`);
    await page.run("const { busy } = window; window.busy = () => { busy(); if (window.__tasks.length === 1) { window.menshen.withdraw(); } }");
    await page.answer("accept");
    await page.until("window.menshen.state().record?.split('~')[5] === 'w'");
    await page.settled();
    const [ran, waits] = await page.run("return [window.__tasks.length, window.menshen.state().held.length]");
    assert.ok(ran < 40, `${ran} ran`);
    assert.equal(ran + waits, 40, "those that did not run wait again");
  },

  async "events that are over are told to those who ask for it, each once"(/** @type {Page} */ page) {
    await page.open(`${PAGE}/events.html`);
    await page.answer("accept");
    await page.untilRan("marked", "other", "service");
    const told = [...EVENTS("marked"), ...HANDLERS, ...EVENTS("service")].sort();
    await page.until(`window.__told.length >= ${told.length}`);
    await page.settled();
    assert.deepEqual((await page.run("return window.__told")).sort(), told, "nobody else's listeners hear anything");
    // On the next page all come in time, and the browser itself tells them: its two changes of the ready state.
    await page.reload();
    await page.untilRan("marked", "other", "service");
    await page.settled();
    const inTime = (/** @type {string} */ name) => [...EVENTS(name), `${name}: document readystatechange at document`];
    const all = [...inTime("marked"), ...HANDLERS, HANDLERS[1], ...inTime("other"), ...inTime("service")];
    assert.deepEqual((await page.run("return window.__told")).sort(), all.sort());
  },

  async "a service that wants it has its requests sent after the grant; all others have failed"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid/);
    await page.open(`${PAGE}/replay.html`);
    const { alpha, beta } = page.servers.trackers;
    await page.run(
      `const [alpha, beta] = arguments;
       window.off = new AbortController();
       send("alpha", alpha + "/collect?fetch");
       send("beta", beta + "/collect?fetch", { method: "POST", body: "as it was", mode: "cors" });
       send("over", beta + "/collect?over", { signal: AbortSignal.abort() });
       send("off", new Request(beta + "/collect?off", { signal: window.off.signal }));
       window.beacon = navigator.sendBeacon(beta + "/collect?beacon", "as it was");`,
      alpha,
      beta,
    );
    await page.until("window.__sent.alpha === 'TypeError' && window.__sent.over === 'AbortError'");
    await page.run("window.off.abort()");
    await page.until("window.__sent.off === 'AbortError'");
    await page.settled();
    assert.deepEqual(await page.run("return [window.__sent.beta, window.beacon]"), ["waits", true]);
    assert.deepEqual(page.requests(), [], "nothing before it");
    await page.answer("reject");
    await page.settled();
    assert.equal(await page.run("return window.__sent.beta"), "waits", "a no leaves them waiting for a yes");
    assert.deepEqual(page.requests(), []);
    await page.promise("window.menshen.open()");
    await page.answer("accept");
    await page.until("window.__sent.beta === '200'");
    const { method, bytes } = await page.request("beta", "/collect?fetch");
    assert.deepEqual([method, bytes], ["POST", 9]);
    await page.wait(() => page.requests("beta").some((entry) => entry.query === "?beacon" && entry.bytes === 9), "the beacon with its body");
    await page.settled();
    assert.deepEqual(page.asked(), ["beta /collect?beacon", "beta /collect?fetch"], "each once, and nothing that was called off");
  },

  async "requests that wait too long or are too many fail, and are not sent"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid/);
    await page.open(`${PAGE}/replay.html`);
    await page.run(
      `const { setTimeout } = window;
       // Ten minutes pass when the page says so.
       window.setTimeout = (work, time, ...rest) => time === 600000 ? (window.pass = () => work(...rest), 0) : setTimeout(work, time, ...rest);
       send("one", arguments[0] + "/collect?one");`,
      page.servers.trackers.beta,
    );
    await page.until("window.pass");
    await page.run("window.pass()");
    await page.until("window.__sent.one === 'TypeError'");
    await page.run("for (let count = 0; count < 101; count++) { send('many' + count, arguments[0] + '/collect?' + count); }", page.servers.trackers.beta);
    await page.until("window.__sent.many100 === 'TypeError'");
    assert.equal(await page.run("return Object.values(window.__sent).filter((what) => what === 'waits').length"), 100);
    await page.answer("accept");
    await page.until("Object.values(window.__sent).filter((what) => what === '200').length === 100");
    assert.equal(page.requests("beta").length, 100);
  },

  async "of more than 4,096 the first are lost, and what has waited for a day: the report says so"(/** @type {Page} */ page) {
    await page.open(`${PAGE}/replay.html`);
    await page.run(
      `for (let count = 0; count < 4099; count++) {
         const image = document.createElement("img");
         image.alt = "";
         image.src = arguments[0] + "/img.gif?" + count;
         document.body.append(image);
       }`,
      page.servers.trackers.alpha,
    );
    assert.equal((await page.state()).held.length, 4096);
    const names = (/** @type {any} */ { lost }) => lost.map((/** @type {any} */ { url, reason }) => `${new URL(url).search} ${reason}`);
    assert.deepEqual(names(await page.promise("window.menshen.report()")), ["?0 too-many", "?1 too-many", "?2 too-many"]);
    await page.reload();
    await page.run(
      `const image = document.createElement("img");
       image.alt = "";
       image.src = arguments[0] + "/img.gif?old";
       document.body.append(image);
       const { now } = performance;
       performance.now = () => now.call(performance) + 25 * 3600 * 1000;`,
      page.servers.trackers.alpha,
    );
    await page.answer("accept");
    await page.settled();
    assert.deepEqual(names(await page.promise("window.menshen.report()")), ["?old too-long"]);
    assert.deepEqual(page.asked(), []);
  },

  async "with ?menshen-debug the page shows its own report, before and after the answer"(/** @type {Page} */ page) {
    await page.open("/cases/modes/page.html?mode=known&menshen-debug");
    const panel = await page.see("region", "Menshen report");
    const says = (/** @type {string} */ what) => page.wait(async () => (await panel.getText()).includes(what), `the overlay says ${what}`);
    await says("4 waiting now");
    await page.answer("accept");
    await says("4 let go");
    await says("0 waiting now");
    await page.run("document.querySelectorAll('.menshen-debug details').forEach((each) => (each.open = true))");
    await says("alpha-one.js");
    await page.promise("window.menshen.withdraw()");
    await page.settled();
    await says("analytics denied");
    await page.driver.manage().addCookie({ name: "alpha-server", value: "1" });
    await page.run("document.dispatchEvent(new CustomEvent('menshen:held'))");
    await says("1 stored all the same");
    await says("alpha-one.js");
    // Who has answered gets no notice, and the overlay all the same; without the word in the address nobody does.
    await page.reload();
    await page.see("region", "Menshen report");
    await page.open("/cases/modes/page.html?mode=known");
    await page.gone("region", "Menshen report");
  },

  async "a gate that a program brought can be taken out of the page again, and brought once more"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid/);
    await page.open(`${PAGE}/stopped.html`);
    await page.until("window.__package");
    const policy = {
      controller: { name: "The Lantern", contact: "privacy@lantern.example" },
      statement: { url: "/privacy", version: "3.1" },
      services: [{ id: "alpha", name: "Alpha", purposes: ["analytics"], hosts: [new URL(page.servers.trackers.alpha).hostname], cookies: ["alpha*"] }],
    };
    const asks = () => page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`);
    const writes = () => page.run("document.cookie = 'alpha=1'; localStorage.setItem('menshen-probe', '1'); return document.cookie.includes('alpha=1')");
    for (let round = 0; round < 2; round++) {
      assert.equal(await page.run("return window.__package.stop()"), false, "nothing to take out");
      await page.run("window.__package.start(arguments[0])", policy);
      await page.seeNotice();
      assert.ok((await page.run("return window.__changed()")).length > 50);
      assert.equal(await asks(), "held");
      assert.equal(await writes(), false);
      await page.run(`const { body } = document;
        const host = Object.assign(document.createElement("div"), { id: "host" });
        body.append(host);
        host.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("iframe"), { src: arguments[0] + "/frame.html" }));`, page.servers.trackers.alpha);
      await page.until("document.getElementById('host').shadowRoot.querySelector('.menshen-held')?.offsetHeight", "a placeholder in a shadow root");
      await page.run("window.kept = window.fetch");
      assert.equal(await page.run("return window.__package.stop()"), true);
      await page.noticeGone();
      assert.deepEqual(await page.run("return window.__changed().filter((name) => name !== 'kept')"), [], "every descriptor as it was");
      assert.deepEqual(await page.run("return window.__ours()"), [], "nobody listens any more");
      assert.deepEqual(await page.run("return [typeof window.menshen, document.adoptedStyleSheets.length, document.querySelectorAll('[class^=menshen]').length]"), ["undefined", 0, 0]);
      assert.deepEqual(await page.run(`const { shadowRoot } = document.getElementById("host");
        const found = [shadowRoot.querySelectorAll(".menshen-held").length, shadowRoot.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).length];
        shadowRoot.host.remove();
        return found`), [0, 0], "nor does anything say how it looks");
      assert.equal(await asks(), "passes");
      assert.equal(await page.promise(`window.kept("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "passes", "also what somebody kept of us");
      assert.equal(await writes(), true);
      await page.run("document.cookie = 'alpha=; Max-Age=0'; localStorage.removeItem('menshen-probe')");
    }
  },
};
