// A page's life besides being loaded and read: it is prerendered, left and visited again, replaced by a router.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/lifecycle/page.html";
const OTHER = "/cases/added/page.html";
const SPECULATING = "/cases/lifecycle/speculating.html";

/** What a prerendered page told the server. @param {Page} page @returns {any[]} */
const said = (page) =>
  page.servers
    .log()
    .filter(({ path, query }) => path === "/__marker" && query.startsWith("?says="))
    .map(({ query }) => JSON.parse(decodeURIComponent(query.slice(6))));

/**
 * Answers on another page: Firefox keeps no page for going back in which its driver has clicked, whoever made it.
 * @param {Page} page
 * @param {"accept" | "reject"} which
 */
async function answeredBefore(page, which) {
  await page.open(OTHER);
  await page.answer(which);
}

/** Leaves the page for another one. @param {Page} page */
async function leave(page) {
  // What it was told when it came is not what it will be told when it comes back.
  await page.run("window.__persisted = undefined");
  await page.open(OTHER);
}

/** Goes back, and waits for the page that was left. @param {Page} page */
async function back(page) {
  await page.driver.navigate().back();
  await page.until("location.pathname.endsWith('lifecycle/page.html') && window.__persisted !== undefined && document.readyState === 'complete'");
  return page.run("return window.__persisted");
}

/**
 * Has a page prerendered in a tab of its own and then visited: the driver loses such a tab, so the page itself tells the
 * server how things stand.
 * @param {Page} page
 * @param {() => Promise<void>} before what is done before it is visited
 */
async function prerendered(page, before) {
  const first = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  await page.open(SPECULATING);
  await page.wait(() => said(page).length > 0, "the prerendered page speaks");
  await before();
  const heard = said(page).length;
  await page.run("setTimeout(() => document.getElementById('on').click())");
  await page.wait(() => said(page).length > heard, "it is visited");
  await page.driver.switchTo().window(first);
}

/** How routers put a new view in the place of the whole body. */
const WAYS = [
  "document.body = body",
  "document.body.replaceWith(body)",
  "document.documentElement.replaceChild(body, document.body)",
  "document.body.innerHTML = ''; document.body.append(...body.childNodes)",
];

/** Makes a view with what waits, marked and not. */
const VIEW = `
  const make = (tag, more) => Object.assign(document.createElement(tag), more);
  const view = (name, alpha, beta) => {
    const body = document.createElement("body");
    const marked = make("script", { type: "text/plain" });
    marked.dataset.consent = "analytics";
    const inline = marked.cloneNode();
    inline.text = "window.__ran.push('" + name + "-inline')";
    marked.dataset.src = alpha + "/js/alpha-" + name + "-marked.js";
    const picture = make("img", { alt: "" });
    picture.dataset.consent = "marketing";
    picture.dataset.src = beta + "/img.gif?" + name;
    body.append(
      make("h1", { textContent: name }),
      make("script", { src: alpha + "/js/alpha-" + name + ".js" }),
      make("iframe", { title: name, src: beta + "/frame.html?" + name }),
      marked, inline, picture,
    );
    return body;
  };`;

export const cases = {
  async "left after a yes and taken back elsewhere: back here it is taken back"(/** @type {Page} */ page) {
    await answeredBefore(page, "accept");
    await page.open(PAGE);
    await page.untilRan("u-one", "marked");
    await leave(page);
    await page.promise("window.menshen.withdraw()");
    assert.equal(await back(page), true, "it was kept");
    await page.until("window.menshen.state().purposes.analytics === 'denied'");
    await page.until("window.__events.some(([name]) => name === 'withdrawn')");
    page.forgetRequests();
    assert.equal(await page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "held");
    assert.deepEqual(page.asked(), []);
    page.expectError(/held\.invalid/);
  },

  async "left after a no and forgotten elsewhere: back here it asks again"(/** @type {Page} */ page) {
    await answeredBefore(page, "reject");
    await page.open(PAGE);
    await page.noticeGone();
    await leave(page);
    await page.promise("window.menshen.erase()");
    assert.equal(await back(page), true, "it was kept");
    await page.seeNotice();
    assert.equal((await page.state()).record, null);
    await page.answer("accept");
    await page.untilRan("u-one", "marked");
  },

  async "left undecided and answered elsewhere: back here the notice is gone, and what waited runs once"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await leave(page);
    await page.answer("accept");
    assert.equal(await back(page), true, "it was kept");
    await page.untilRan("u-one", "marked");
    await page.noticeGone();
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), ["marked", "u-one"]);
  },

  async "nothing of ours keeps a page from being kept for going back"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    // By programs: see `answeredBefore`.
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.promise("window.menshen.withdraw()");
    await page.settled();
    const listened = await page.run("return window.__listened");
    assert.ok(listened.includes("pageshow") && listened.includes("visibilitychange"), "ours are among them");
    assert.deepEqual(listened.filter((/** @type {string} */ type) => /unload|pagehide/.test(type)), []);
    assert.deepEqual(await page.run("return [window.onunload, window.onbeforeunload]"), [null, null]);
    await leave(page);
    assert.equal(await back(page), true);
  },

  async "a page that is seen again reads the answer anew"(/** @type {Page} */ page) {
    await page.open(OTHER);
    await page.answer("accept");
    // Nobody is told of what a page does to its own storage.
    const before = await page.run(`
      localStorage.removeItem("menshen");
      document.cookie = "menshen=; path=/; max-age=0";
      return window.menshen.granted("analytics")`);
    assert.equal(before, true);
    await page.run("document.dispatchEvent(new Event('visibilitychange'))");
    assert.equal(await page.run("return window.menshen.granted('analytics')"), false);
    await page.seeNotice();
  },

  async "a prerendered page shows nothing, writes nothing and hears of no new grant until it is visited"(/** @type {Page} */ page) {
    await page.open(OTHER);
    if (!(await page.run("return 'prerendering' in document"))) {
      assert.notEqual(page.engine, "chromium", "it knows how");
      return;
    }
    page.expectError(/held\.invalid/);
    const loaded = { when: "loaded", prerendering: true, shown: false, ran: [], status: "ready", analytics: "undecided", written: "", tried: "held" };
    await prerendered(page, async () => {
      assert.deepEqual(said(page), [loaded]);
      await page.answer("accept");
      await page.wait(() => said(page).length > 1, "it could have heard");
      assert.deepEqual({ ...said(page)[1], written: "" }, { ...loaded, when: "heard" }, "and changed nothing");
      assert.deepEqual(page.requests(), []);
    });
    assert.deepEqual(said(page)[2], { ...loaded, when: "visited", prerendering: false, ran: ["marked"], analytics: "granted", written: "menshen", tried: "passes" });
  },

  async "a yes that is taken back counts in a prerendered page at once"(/** @type {Page} */ page) {
    await answeredBefore(page, "accept");
    if (!(await page.run("return 'prerendering' in document"))) {
      assert.notEqual(page.engine, "chromium", "it knows how");
      return;
    }
    page.expectError(/held\.invalid/);
    await prerendered(page, async () => {
      const [{ prerendering, analytics, tried }] = said(page);
      assert.deepEqual({ prerendering, analytics, tried }, { prerendering: true, analytics: "granted", tried: "passes" }, "a yes from before counts");
      await page.promise("window.menshen.withdraw()");
      await page.wait(() => said(page).length > 1, "it has heard");
      assert.deepEqual([said(page)[1].prerendering, said(page)[1].tried], [true, "held"]);
    });
    const { prerendering, analytics, tried } = said(page)[2];
    assert.deepEqual({ prerendering, analytics, tried }, { prerendering: false, analytics: "denied", tried: "held" });
  },

  async "a prerendered page asks once it is visited"(/** @type {Page} */ page) {
    await page.open(OTHER);
    if (!(await page.run("return 'prerendering' in document"))) {
      assert.notEqual(page.engine, "chromium", "it knows how");
      return;
    }
    page.expectError(/held\.invalid/);
    await prerendered(page, async () => {});
    const { prerendering, shown, ran } = said(page)[1];
    assert.deepEqual({ prerendering, shown, ran }, { prerendering: false, shown: true, ran: [] });
  },

  async "a page that replaces its body keeps the notice and open settings; taken away alone, it stays away"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("document.body.innerHTML = '<main><h1>Another view</h1></main>'");
    await page.seeNotice();
    await page.openSettings();
    await page.run("const body = document.createElement('body'); body.innerHTML = '<main><h1>A third</h1></main>'; document.body = body");
    await page.seeSettings();
    await page.answer("save");
    await page.run("document.body.innerHTML = '<main><h1>A fourth</h1></main>'");
    await page.settled();
    await page.noticeGone();

    await page.promise("window.menshen.erase()");
    await page.open(PAGE);
    await page.seeNotice();
    await page.run("document.querySelector('.menshen-notice').remove()");
    await page.settled();
    await page.noticeGone();
    assert.equal(await page.run("return window.menshen.granted('analytics')"), false, "and nothing is granted");
  },

  async "a new view that is the whole body waits like any other, and of the old one nothing runs"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const { alpha, beta } = page.servers.trackers;
    for (const [at, way] of WAYS.entries()) {
      await page.run(`${VIEW} const body = view("view-${at}", ...arguments); ${way}`, alpha, beta);
      await page.settled();
      assert.deepEqual(page.asked().filter((each) => each.includes("view-")), [], way);
      assert.deepEqual(await page.ran(), [], way);
      await page.seeNotice();
    }
    await page.answer("accept");
    const name = `view-${WAYS.length - 1}`;
    await page.untilRan(`alpha-${name}`, `alpha-${name}-marked`, `${name}-inline`);
    await page.request("beta", `/frame.html?${name}`);
    await page.settled();
    // The script in the head has stayed all along.
    assert.deepEqual((await page.ran()).sort(), [`alpha-${name}`, `alpha-${name}-marked`, "u-one", `${name}-inline`], "each once, and none of a view that is gone");
    const asked = page.asked().filter((each) => each.includes("view-") && !each.includes("/collect"));
    assert.deepEqual(asked, [`alpha /js/alpha-${name}-marked.js`, `alpha /js/alpha-${name}.js`, `beta /frame.html?${name}`, `beta /img.gif?${name}`], "each asked for once");
  },

  async "a document that is written anew asks no third party"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    page.forgetRequests();
    await page.run(
      `document.open();
       document.write('<!doctype html><title>anew</title><h1>Anew</h1><script src="' + arguments[0] + '/js/u-anew.js"><\\/script><img alt="" src="' + arguments[0] + '/img.gif">');
       document.close();`,
      page.servers.trackers.alpha,
    );
    await page.settled();
    assert.deepEqual(page.asked(), []);
    assert.equal(await page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "held");
    page.expectError(/held\.invalid/);
  },

  async "in a document that is written anew programs still rule, but our listeners went with the old one"(/** @type {Page} */ page) {
    await answeredBefore(page, "accept");
    await page.open(PAGE);
    await page.untilRan("u-one", "marked");
    await page.run(
      `document.open();
       document.write('<!doctype html><title>anew</title><button data-menshen-open>Choices</button><script type="text/plain" data-consent="analytics">window.__ran.push("anew")<\\/script><p>The end.</p>');
       document.close();`,
    );
    await page.untilRan("anew");
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.answer("save");
    await page.run("document.querySelector('[data-menshen-open]').click()");
    await page.settled();
    assert.deepEqual(await page.all("dialog"), [], "the way back leads nowhere");
    // What an answer in another tab leads to.
    await page.run("localStorage.removeItem('menshen'); document.cookie = 'menshen=; path=/; max-age=0'; dispatchEvent(new StorageEvent('storage', { key: 'menshen' }))");
    await page.settled();
    assert.equal(await page.run("return window.menshen.granted('analytics')"), true, "other tabs are not heard");
    await page.promise("window.menshen.withdraw()");
    assert.equal(await page.promise(`fetch("${page.servers.trackers.alpha}/collect").then(() => "passes", () => "held")`), "held");
    page.expectError(/held\.invalid/);
  },

  async "a page that is left while the notice is on its way tells of no fault"(/** @type {Page} */ page) {
    await answeredBefore(page, "reject");
    await page.open(`/cases/parts/elsewhere.html?script=${encodeURIComponent("/menshen/menshen-notice.js?delay=600")}`);
    page.forgetRequests();
    await page.run("document.querySelector('button').click()");
    await page.servers.waitFor(({ path }) => path === "/menshen/menshen-notice.js");
    // The page is there until the other one answers; its errors fail this case.
    await page.open(`${OTHER}?delay=300`);
    assert.equal(await page.run("return location.pathname"), OTHER);
  },
};
