// What a case does with a page: open it, act as a person or as a script, and read what became of it.

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { FIND, TITLES, WORDS } from "./roles.mjs";

/** How long anything may take; reached only when something is broken. */
const PATIENCE = 10_000;
/** How long a page may take to load. */
const LONGEST_LOAD = 30_000;
/** How often a condition is looked at while it does not hold. */
const PACE = 20;

let marks = 0;

export class Page {
  /** Errors that the case expects the page to have. @type {RegExp[]} */
  expected = [];

  /**
   * @param {import("./drivers.mjs").Browser} browser
   * @param {import("../../../www/server/index.mjs").Servers} servers
   * @param {string} host this case's own, fresh
   * @param {boolean} [isLong] whether there is time to look at what is most likely the same
   */
  constructor(browser, servers, host, isLong = false) {
    this.isLong = isLong;
    this.browser = browser;
    this.driver = browser.driver;
    this.engine = browser.engine;
    this.servers = servers;
    this.origin = `http://${host}`;
  }

  // Going places

  /**
   * Opens an address of this case and waits until all that its load brings about has had its turn: see `settled`.
   * @param {string} path
   */
  async open(path) {
    await this.visit(path);
    await this.settled();
  }

  /**
   * Opens an address and waits for no more than its load event; a hasty browser only until the page is another.
   * @param {string} path
   */
  async visit(path) {
    await this.leave(() => this.driver.get(new URL(path, this.origin).href), path);
  }

  async reload() {
    await this.leave(() => this.driver.navigate().refresh(), "the same again");
    await this.settled();
  }

  /**
   * Leaves the page and waits for the other as {@link visit} does. A driver may not wait by itself: see `drivers.mjs`.
   * @param {() => Promise<unknown>} go
   * @param {string} where
   */
  async leave(go, where) {
    await this.run("window.__left = true");
    await go();
    const is = this.browser.isHasty ? "document.documentElement" : "document.readyState === 'complete'";
    // Between two pages there is none to ask, or an empty one.
    const isThere = () => this.run(`return !window.__left && location.href !== "about:blank" && !!(${is})`).catch(() => false);
    await this.driver.wait(isThere, LONGEST_LOAD, `waited in vain for another page: ${where}`, PACE);
  }

  /** Goes to a site of another name, through the proxy; every case has names of its own. @param {string} host */
  async moveTo(host) {
    this.origin = `http://${host}`;
    await this.assertFresh();
  }

  /** An address here that runs nothing, to plant things before anything reads them. */
  async plant() {
    await this.visit("/__marker?name=plant");
  }

  /**
   * Proves that nothing of another case is here: no cookie, no key in storage.
   */
  async assertFresh() {
    await this.visit("/__marker?name=fresh");
    const left = await this.run(`
      const keys = (name) => { try { return Object.keys(window[name]); } catch { return []; } };
      return [document.cookie, ...keys("localStorage"), ...keys("sessionStorage")].filter(Boolean)`);
    assert.deepEqual(left, [], "this case starts with something that another one left");
  }

  // Waiting

  /**
   * The barrier behind which "nothing happened" can be said. It waits until
   *
   *   1. the load event is over: every script, frame, image and style sheet that the parser put in and that was not
   *      held has been fetched and run, or has failed;
   *   2. two frames were painted, so that whatever was put off to a task, a microtask or a frame has had its turn;
   *   3. a request of the page's own, sent after all that, has come to the server and back, so that whatever was
   *      sent before it is in the log;
   *   4. two more frames were painted, and no third party was asked for anything between 2 and here. Else it starts
   *      again at 2, since an answer may set off something more.
   */
  async settled() {
    await this.until("document.readyState === 'complete'", "the load event");
    for (let before = -1; before !== this.requests().length; ) {
      before = this.requests().length;
      const mark = `settled-${++marks}`;
      await this.later(
        `const mark = arguments[0];
         // A tab in the background paints no frames, and its timers come late; there a turn of the event loop stands for one.
         const turn = (then) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => (port1.close(), then()); port2.postMessage(0); };
         const frames = (then) => document.hidden ? turn(() => turn(then)) : requestAnimationFrame(() => requestAnimationFrame(then));
         const go = () => fetch("/__marker?name=" + mark, { mode: "no-cors" }).catch(() => {}).then(() => (document.hidden ? turn : setTimeout)(() => frames(done)));
         frames(go);`,
        mark,
      );
      await this.servers.waitFor(({ query }) => query === `?name=${mark}`);
    }
  }

  /** Waits until an expression holds in the page. @param {string} expression @param {string} [what] */
  async until(expression, what = expression) {
    await this.wait(() => this.run(`return !!(${expression})`), what);
  }

  /** Waits until something comes of asking. @template T @param {() => Promise<T> | T} ask @param {string} what @returns {Promise<T>} */
  wait(ask, what) {
    return this.driver.wait(async () => ask(), PATIENCE, `waited in vain for: ${what}`, PACE);
  }

  /** Waits for a request that a third party got. @param {string} tracker @param {string | RegExp} path with query */
  request(tracker, path) {
    return this.servers.waitFor(
      (entry) => entry.tracker === tracker && (typeof path === "string" ? entry.path + entry.query === path : path.test(entry.path + entry.query)),
      PATIENCE,
    );
  }

  // Acting as a script of the page

  /** @param {string} script @param {...any} args @returns {Promise<any>} */
  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }

  /** Runs a script that calls `done(value)`. @param {string} script @param {...any} args @returns {Promise<any>} */
  later(script, ...args) {
    return this.driver.executeAsyncScript(`const done = arguments[arguments.length - 1]; ${script}`, ...args);
  }

  /** Awaits a promise in the page; a rejection comes back as `{ rejected: code }`. @param {string} expression @returns {Promise<any>} */
  promise(expression) {
    return this.later(`
      Promise.resolve().then(() => ${expression}).then(
        (value) => done(value === undefined ? null : JSON.parse(JSON.stringify(value))),
        (error) => done({ rejected: error && error.code || String(error) }));
    `);
  }

  // Acting as a visitor

  /** Elements with a role that can be seen. @param {string} role @param {string[]} [names] @returns {Promise<import("selenium-webdriver").WebElement[]>} */
  all(role, names = []) {
    return this.run(`${FIND} return find(arguments[0], arguments[1])`, role, names);
  }

  /** Waits for an element with a role and a name. @param {string} role @param {string | string[]} [names] */
  async see(role, names = []) {
    const wanted = [names].flat();
    const [found] = await this.wait(async () => {
      // Of a page that is just being replaced Firefox answers nothing.
      const found = (await this.all(role, wanted)) ?? [];
      return found.length > 0 && found;
    }, `a ${role} called ${wanted.join(" or ")}`);
    return found;
  }

  /** Waits until no such element can be seen. @param {string} role @param {string | string[]} [names] */
  async gone(role, names = []) {
    await this.wait(async () => !(await this.all(role, [names].flat())).length, `no ${role} called ${[names].flat().join(" or ")}`);
  }

  /** @param {string} role @param {string | string[]} names */
  async click(role, names) {
    await (await this.see(role, names)).click();
  }

  /** Waits for the first layer. */
  seeNotice() {
    return this.see("region", WORDS.notice);
  }

  /** Waits for the settings. */
  seeSettings() {
    return this.see("dialog", WORDS.dialog);
  }

  /** Waits until no layer stands open. */
  async noticeGone() {
    await this.gone("region", WORDS.notice);
    await this.gone("dialog", WORDS.dialog);
  }

  /** Clicks a button of the notice. @param {"accept" | "reject" | "settings" | "save" | "close"} which */
  choose(which) {
    return this.click("button", WORDS[which]);
  }

  /** Answers, and waits until the layers are gone. @param {"accept" | "reject" | "save"} which */
  async answer(which) {
    await this.choose(which);
    await this.noticeGone();
  }

  /** Goes from the first layer to the settings. */
  async openSettings() {
    await this.choose("settings");
    return this.seeSettings();
  }

  /** The switch of a built-in purpose. @param {string} id @param {"en" | "zh"} [language] */
  switchOf(id, language = "en") {
    return this.see("switch", TITLES[language][/** @type {keyof typeof TITLES.en} */ (id)]);
  }

  /** Makes the switches say exactly this, flipping one after the other. @param {string[]} on ids of optional purposes */
  async setSwitches(on) {
    for (const id of ["identity", "analytics", "personalization", "marketing"]) {
      const each = await this.switchOf(id);
      if ((await this.run("return arguments[0].checked", each)) !== on.includes(id)) {
        await each.click();
      }
    }
  }

  /** Ids of the switches that are on and could be off, as shown. @returns {Promise<string[]>} */
  async switchedOn() {
    const names = await this.run(`
      ${FIND}
      return find("switch", []).filter((each) => each.checked && !each.disabled).map((each) => (each.labels[0] || each).textContent.trim())`);
    const titles = Object.values(TITLES).flatMap((table) => Object.entries(table));
    return names.map((/** @type {string} */ name) => titles.find(([, title]) => name === title || name.startsWith(title + " "))?.[0] ?? name);
  }

  /** Presses keys, wherever the focus is. @param {...string} keys names such as TAB, or characters */
  async press(...keys) {
    const actions = this.driver.actions();
    for (const key of keys) {
      actions.sendKeys(/** @type {any} */ (Key)[key] ?? key);
    }
    await actions.perform();
  }

  /**
   * Presses Tab until an element has the focus; returns how often. Not beyond the end of the page: from there headless
   * Firefox walks on in a page that no key reaches any more.
   * @param {import("selenium-webdriver").WebElement} element
   * @param {() => Promise<void>} [step]
   */
  async tabTo(element, step = () => this.press("TAB")) {
    for (let count = 1; count <= 60; count++) {
      await step();
      if (await this.run("return document.activeElement === arguments[0] && document.hasFocus()", element)) {
        return count;
      }
    }
    throw new Error("Tab never reaches it");
  }

  /** The same backwards. @param {import("selenium-webdriver").WebElement} element */
  tabBackTo(element) {
    return this.tabTo(element, () => this.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform());
  }

  // Looking

  /** What ran, in order: the names that the scripts of the case pushed. @returns {Promise<string[]>} */
  ran() {
    return this.run("return (window.__ran || []).map((entry) => entry.name || entry)");
  }

  /** The same with all that each script noted about itself. @returns {Promise<any[]>} */
  runs() {
    return this.run("return window.__ran || []");
  }

  /** Waits until a script ran. @param {...string} names */
  async untilRan(...names) {
    const list = JSON.stringify(names);
    await this.until(`${list}.every((name) => (window.__ran || []).some((entry) => (entry.name || entry) === name))`, `to run: ${names}`);
  }

  /** @returns {Promise<string[]>} */
  async cookieNames() {
    const text = /** @type {string} */ (await this.run("return document.cookie"));
    return text.split("; ").filter(Boolean).map((pair) => pair.split("=")[0]).sort();
  }

  /** A cookie with its attributes, as the browser keeps it. @param {string} name */
  async cookie(name) {
    const all = await this.driver.manage().getCookies();
    return all.find((cookie) => cookie.name === name);
  }

  /** Keys of both storages, but our own: the record's mirror, receipts, and what the visitor was told of. @returns {Promise<string[]>} */
  keys() {
    return this.run("return [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => !/^menshen(-receipts|-statement)?$/.test(key)).sort()");
  }

  /** @returns {Promise<any>} */
  state() {
    return this.promise(`(async () => {
      const state = window.menshen.state();
      return JSON.parse(JSON.stringify({ ...state, record: state.record && (await window.menshen.export().catch(() => state.record)) }));
    })()`);
  }

  /** Details of an event that were told so far. @param {string} name @returns {Promise<any[]>} */
  events(name) {
    return this.run("return (window.__events || []).filter((event) => event[0] === arguments[0]).map((event) => event[1])", name);
  }

  /** What `<html>` says of each purpose. @returns {Promise<{ [purpose: string]: string }>} */
  marks() {
    return this.run(`
      const root = document.documentElement;
      return Object.fromEntries(root.getAttributeNames().filter((name) => name.startsWith("data-consent-")).map((name) => [name.slice(13), root.getAttribute(name)]))`);
  }

  /** Requests that reached our third parties. @param {string} [tracker] */
  requests(tracker) {
    return this.servers.log().filter((entry) => (tracker ? entry.tracker === tracker : entry.tracker && entry.tracker in this.servers.trackers));
  }

  /** The same, to be compared: `name path?query`, sorted. @param {string} [tracker] */
  asked(tracker) {
    return this.requests(tracker).map(({ tracker, path, query }) => `${tracker} ${path}${query}`).sort();
  }

  /** Forgets the requests so far. */
  forgetRequests() {
    this.servers.clear();
  }

  /** Nothing that needs consent may have run, written or reported here. */
  async assertUntouched(what = "", ahead = /^$/) {
    assert.deepEqual(await this.ran(), [], `${what} nothing ran`);
    assert.deepEqual((await this.cookieNames()).filter((name) => name !== "menshen"), [], `${what} no cookie`);
    assert.deepEqual(await this.keys(), [], `${what} no storage key`);
    assert.deepEqual(this.requests().filter(({ path }) => path === "/collect").map(({ query }) => query).filter((query) => !ahead.test(query)), [], `${what} nothing was reported`);
  }

  // Errors of the page

  /** Says that errors like this are part of the case. @param {...RegExp} patterns */
  expectError(...patterns) {
    this.expected.push(...patterns);
  }

  /** Every error that any page of this case met and that it did not expect. */
  async unexpectedErrors() {
    const told = this.servers.log().filter(({ path, query }) => path === "/__marker" && query.startsWith("?error="));
    const own = told.map(({ query }) => new URLSearchParams(query).get("error") ?? "");
    return [...own, ...(await this.browser.complaints())].filter(
      (message) => !NOISE.some((pattern) => pattern.test(message)) && !this.expected.some((pattern) => pattern.test(message)),
    );
  }
}

/** What browsers call an error and is none of the page's. */
const NOISE = [
  /\/favicon\.ico/,
  // Firefox, of each try to delete a cookie on a parent domain that is no site.
  /^Cookie “[^”]*” has been rejected/,
];
