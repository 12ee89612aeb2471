// What a case does with a page: open it, act as a person or as a script, and read what became of it.

import assert from "node:assert/strict";
import { By, Key, until } from "selenium-webdriver";

/** How long anything may take; reached only when something is broken. */
const PATIENCE = 15_000;

/** The events that a page under test collects; see `cases/watch.js`. */
export class Page {
  /**
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {string} origin the page's own, fresh for every case
   * @param {any} servers
   * @param {string} engine
   */
  constructor(driver, origin, servers, engine) {
    this.driver = driver;
    this.origin = origin;
    this.servers = servers;
    this.engine = engine;
  }

  /**
   * Opens an address of this case and waits until the page is loaded and everything that its load brings about has
   * had its turn: see `settled`.
   * @param {string} path
   */
  async open(path) {
    await this.driver.get(new URL(path, this.origin).href);
    await this.settled();
  }

  async reload() {
    await this.driver.navigate().refresh();
    await this.settled();
  }

  /**
   * Waits until whatever was under way has ended: the document is loaded, two frames were painted, a request of our
   * own that was sent after all of that has come back, and no request has reached a tracker since. What has not run
   * by then was not on its way.
   */
  async settled() {
    await this.driver.wait(() => this.run("return document.readyState === 'complete'"), PATIENCE);
    for (let before = -1; before !== this.servers.log().length; ) {
      before = this.servers.log().length;
      await this.later(`
        requestAnimationFrame(() => requestAnimationFrame(() =>
          fetch("/__marker?name=settled").then(() => setTimeout(done))));
      `);
      // The marker itself is one entry.
      before += 1;
    }
  }

  /** @param {string} script @param {...any} args @returns {Promise<any>} */
  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }

  /** Runs a script that calls `done(value)`. @param {string} script @param {...any} args @returns {Promise<any>} */
  later(script, ...args) {
    return this.driver.executeAsyncScript(`const done = arguments[arguments.length - 1]; ${script}`, ...args);
  }

  /** Awaits a promise in the page; a rejection comes back as `{ rejected: code }`. @param {string} expression */
  promise(expression) {
    return this.later(`
      Promise.resolve().then(() => ${expression}).then(
        (value) => done(value === undefined ? null : JSON.parse(JSON.stringify(value))),
        (error) => done({ rejected: error.code || String(error) }));
    `);
  }

  /** Waits until an expression holds in the page. @param {string} expression @param {string} [what] */
  async until(expression, what = expression) {
    await this.driver.wait(() => this.run(`return !!(${expression})`), PATIENCE, `waited in vain for: ${what}`);
  }

  /** Finds an element that can be seen. @param {string} selector */
  async see(selector) {
    const element = await this.driver.wait(until.elementLocated(By.css(selector)), PATIENCE, `not there: ${selector}`);
    await this.driver.wait(until.elementIsVisible(element), PATIENCE, `not seen: ${selector}`);
    return element;
  }

  /** @param {string} selector */
  async click(selector) {
    await (await this.see(selector)).click();
  }

  /** Presses keys, wherever the focus is. @param {...string} keys names such as TAB, or characters */
  async press(...keys) {
    const actions = this.driver.actions();
    for (const key of keys) {
      actions.sendKeys(/** @type {any} */ (Key)[key] ?? key);
    }
    await actions.perform();
  }

  /** Clicks a control of the notice. @param {string} name accept, reject, settings, save or close */
  choose(name) {
    return this.click(`[data-menshen="${name}"]`);
  }

  /** Waits until no layer of the notice is open. */
  async noticeGone() {
    await this.until("!document.querySelector('.menshen-notice, .menshen-settings[open]')", "no notice");
  }

  /** What ran, in order: the names that the scripts of the case pushed. @returns {Promise<string[]>} */
  ran() {
    return this.run("return (window.__ran || []).map((entry) => entry.name || entry)");
  }

  /** @returns {Promise<string[]>} */
  async cookieNames() {
    const text = /** @type {string} */ (await this.run("return document.cookie"));
    return text.split("; ").filter(Boolean).map((pair) => pair.split("=")[0]).sort();
  }

  /** Keys of both storages, but the record's mirror. @returns {Promise<string[]>} */
  keys() {
    return this.run("return [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => key !== 'menshen').sort()");
  }

  /** @returns {Promise<any>} */
  state() {
    return this.run("return JSON.parse(JSON.stringify(window.menshen.state()))");
  }

  /** Details of an event that were told so far. @param {string} name @returns {Promise<any[]>} */
  events(name) {
    return this.run("return (window.__events || []).filter((event) => event[0] === arguments[0]).map((event) => event[1])", name);
  }

  /** Errors that the page met. @returns {Promise<string[]>} */
  errors() {
    return this.run("return window.__errors || []");
  }

  /** Requests that reached a tracker. @param {string} [tracker] */
  requests(tracker) {
    return this.servers.log().filter((/** @type {any} */ entry) => (tracker ? entry.tracker === tracker : entry.tracker));
  }

  /** Forgets the requests so far. */
  forgetRequests() {
    this.servers.clear();
  }

  /** Nothing of any tracker may have been at work here. */
  async assertUntouched() {
    assert.deepEqual(await this.ran(), [], "no script of a tracker ran");
    assert.deepEqual((await this.cookieNames()).filter((name) => name !== "menshen"), [], "no cookie");
    assert.deepEqual(await this.keys(), [], "no storage key");
    assert.deepEqual(
      this.requests().filter((/** @type {any} */ entry) => entry.path === "/collect").map((/** @type {any} */ entry) => entry.query),
      [],
      "nothing was sent",
    );
  }
}
