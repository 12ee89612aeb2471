// Everything by keyboard alone, and the focus where the reader was.

import assert from "node:assert/strict";
import { TITLES, WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/notice/en.html";

/** What has the focus: its words, or its tag. @param {Page} page @returns {Promise<string>} */
const focused = (page) => page.run("const it = document.activeElement; return !it || it === document.body ? 'nothing' : it.id || it.getAttribute('aria-label') || it.innerText || it.localName");

/** Puts the focus where a reader would be. @param {Page} page */
const read = (page) => page.run("document.getElementById('reading').focus()");

/** Goes to a button by Tab and presses a key on it; returns how many tabs it took. @param {Page} page @param {keyof typeof WORDS} which @param {string} [key] */
async function pressButton(page, which, key = "ENTER") {
  const tabs = await page.tabTo(await page.see("button", WORDS[which]));
  await page.press(key);
  return tabs;
}

export const cases = {
  async "a no takes as few keys as a yes"(/** @type {Page} */ page) {
    /** @type {{ [which: string]: number }} */
    const tabs = {};
    for (const which of /** @type {const} */ (["accept", "reject"])) {
      await page.open(PAGE);
      await page.seeNotice();
      tabs[which] = await pressButton(page, which);
      await page.noticeGone();
      assert.equal((await page.state()).purposes.marketing, which === "accept" ? "granted" : "denied");
      await page.promise("window.menshen.erase()");
    }
    assert.ok(tabs.reject <= tabs.accept, `reject after ${tabs.reject} tabs, accept after ${tabs.accept}`);
    assert.ok(tabs.reject <= 3, `reject after ${tabs.reject} tabs`);
  },

  async "the space bar answers as well"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await pressButton(page, "accept", "SPACE");
    await page.noticeGone();
    assert.equal((await page.state()).purposes.marketing, "granted", "the visitor's own hand");
  },

  async "the settings: in, through, out"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await pressButton(page, "settings");
    const dialog = await page.seeSettings();
    const inside = () => page.run("return arguments[0].contains(document.activeElement)", dialog);
    assert.equal(await inside(), true, "the focus goes in");
    const at = await focused(page);
    assert.ok(![...WORDS.accept, ...WORDS.reject].includes(at), `not onto an answer (${at})`);

    await page.tabTo(await page.switchOf("personalization"));
    await page.press("SPACE");
    assert.deepEqual(await page.switchedOn(), ["analytics", "personalization"], "on with what it requires");
    await page.press("SPACE");
    assert.deepEqual(await page.switchedOn(), ["analytics"], "the requirement stays, being good by itself");
    await page.tabBackTo(await page.switchOf("analytics"));
    await page.press("SPACE");
    await page.press("SPACE");
    assert.deepEqual(await page.switchedOn(), ["analytics"]);
    await pressButton(page, "save");
    await page.noticeGone();
    assert.deepEqual((await page.state()).purposes, { necessary: "granted", identity: "denied", analytics: "granted", personalization: "denied", marketing: "denied" });
    assert.equal((await page.state()).record.source, "settings");
  },

  async "the settings: the page behind is out of reach"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    const seen = new Set();
    // Round once, until the focus leaves for the browser's own controls or begins anew.
    for (let at = await focused(page); at !== "nothing" && seen.size < 40; at = await focused(page)) {
      assert.equal(await page.run("return !!document.activeElement.closest('dialog')"), true, at);
      seen.add(`${seen.size} ${at}`);
      await page.press("TAB");
    }
    assert.ok(seen.size >= 8, [...seen].join(", "));
  },

  async "the settings: reject and accept there, and leaving without an answer"(/** @type {Page} */ page) {
    for (const which of /** @type {const} */ (["reject", "accept"])) {
      await page.open(PAGE);
      await page.seeNotice();
      await pressButton(page, "settings");
      await page.seeSettings();
      await pressButton(page, which);
      await page.noticeGone();
      assert.equal((await page.state()).purposes.marketing, which === "accept" ? "granted" : "denied");
      await page.promise("window.menshen.erase()");
    }
    await page.open(PAGE);
    await page.seeNotice();
    await pressButton(page, "settings");
    await page.seeSettings();
    await page.press("ESCAPE");
    await page.gone("dialog");
    await page.seeNotice();
    assert.equal((await page.state()).record, null);
  },

  async "after an answer the focus is where the reader was"(/** @type {Page} */ page) {
    for (const which of /** @type {const} */ (["accept", "reject"])) {
      await page.open(PAGE);
      await page.seeNotice();
      await read(page);
      await page.answer(which);
      await page.until("document.activeElement.id === 'reading'", `after a click on ${which}`);
      await page.promise("window.menshen.erase()");
    }
    await page.open(PAGE);
    await page.seeNotice();
    await read(page);
    await page.openSettings();
    await page.answer("save");
    await page.until("document.activeElement.id === 'reading'", "after saving in the settings");
  },

  async "who was nowhere is not left nowhere"(/** @type {Page} */ page) {
    for (const which of /** @type {const} */ (["accept", "reject", "save"])) {
      await page.open(PAGE);
      await page.seeNotice();
      if (which === "save") {
        await pressButton(page, "settings");
        await page.seeSettings();
      }
      await pressButton(page, which);
      await page.noticeGone();
      await page.until("document.activeElement && document.activeElement !== document.body", `after ${which}`);
      // The next Tab goes on from there, into the page.
      await page.press("TAB");
      assert.equal(await page.run("return document.querySelector('main').contains(document.activeElement) || document.querySelector('header').contains(document.activeElement)"), true, `${which}: then ${await focused(page)}`);
      await page.promise("window.menshen.erase()");
    }
  },

  async "closing gives the focus back to what opened"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.run("document.getElementById('way-back').focus()");
    for (const leave of [() => page.press("ESCAPE"), () => pressButton(page, "close")]) {
      await page.press("ENTER");
      await page.seeSettings();
      await leave();
      await page.noticeGone();
      await page.until("document.activeElement.id === 'way-back'");
    }
  },

  async "who was in a frame goes back there, and an element that was lent the focus keeps nothing"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.run("document.querySelector('main').insertAdjacentHTML('afterbegin', `<iframe id=inside title=inside srcdoc='<button id=b>in the frame</button>'></iframe>`)");
    await page.until("document.getElementById('inside').contentDocument?.getElementById('b')");
    await page.run("document.getElementById('inside').focus(); document.getElementById('inside').contentDocument.getElementById('b').focus()");
    await page.until("document.activeElement.id === 'inside'");
    await page.promise("window.menshen.open()");
    await page.seeSettings();
    await page.press("ESCAPE");
    await page.noticeGone();
    await page.until("document.activeElement.id === 'inside'", "the focus is where it came from");
    await page.run("document.getElementById('inside').remove()");
    for (let time = 0; time < 3; time++) {
      await page.promise("window.menshen.open()");
      await page.seeSettings();
      await page.press("ESCAPE");
      await page.noticeGone();
      await page.until("document.activeElement === document.querySelector('main')", "it is lent the focus");
    }
    await page.run("document.activeElement.blur()");
    assert.deepEqual(await page.run("return [...document.querySelector('main').attributes].map(({ name }) => name).filter((name) => /style|tabindex/.test(name))"), []);
  },

  async "closed and opened again at once, the settings stand"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    // What tells of the closing comes only after the opening.
    await page.promise("(document.querySelector('.menshen-settings').close(), window.menshen.open())");
    await page.settled();
    await page.seeSettings();
    assert.equal((await page.state()).record, null);
  },

  async "an answer is said aloud"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    await page.answer("save");
    await page.until("[...document.querySelectorAll('[role=status], output')].some((status) => status.textContent.trim())", "it is said that it was saved");
  },

  async "what has the focus is never hidden behind the notice"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const notice = await page.seeNotice();
    await page.run("document.querySelector('main a').focus()");
    for (let count = 0; count < 40; count++) {
      await page.press("TAB");
      const hidden = await page.run(
        `const it = document.activeElement;
         const [notice] = arguments;
         if (!it || it === document.body || notice.contains(it)) return false;
         const a = it.getBoundingClientRect(), b = notice.getBoundingClientRect();
         return a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right`,
        notice,
      );
      assert.equal(hidden, false, `after ${count + 1} tabs`);
    }
  },

  async "every switch says what it is"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.openSettings();
    for (const title of Object.values(TITLES.en)) {
      await page.see("switch", title);
    }
    const described = await page.run("return [...document.querySelectorAll('[role=switch]:not([data-menshen-service])')].every((each) => (each.getAttribute('aria-describedby') || '').split(' ').some((id) => document.getElementById(id)?.textContent.trim()))");
    assert.equal(described, true, "and what it is for");
  },
};
