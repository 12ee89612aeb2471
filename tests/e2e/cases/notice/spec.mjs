// The notice and the settings as a visitor meets them: by keyboard, by pointer, in their language.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const EN = "/cases/notice/en.html";
const ZH = "/cases/notice/zh-CN.html";
const axe = await readFile(new URL("../../../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** What axe-core, with all its rules, finds wrong in the page. @param {any} page */
async function faults(page) {
  await page.run(axe);
  return page.later(`
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
      ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | "))),
      (error) => done([String(error)]))`);
}

/** @param {any} page */
const focused = (page) => page.run("const it = document.activeElement; return it && (it.dataset.menshen || it.id || it.localName)");

/** Presses Tab until a control has the focus; returns how often. @param {any} page @param {string} name */
async function tabTo(page, name) {
  for (let count = 1; count <= 30; count++) {
    await page.press("TAB");
    if ((await focused(page)) === name) {
      return count;
    }
  }
  throw new Error(`Tab never reaches "${name}"`);
}

export const cases = {
  async "stands first in the page, takes no focus and hides no scroll"(/** @type {any} */ page) {
    await page.open(EN);
    await page.see(".menshen-notice");
    const facts = await page.run(`
      const notice = document.querySelector(".menshen-notice");
      return {
        first: document.body.firstElementChild.contains(notice),
        focus: document.activeElement === document.body,
        overflow: getComputedStyle(document.documentElement).overflowY + getComputedStyle(document.body).overflowY,
        role: notice.getAttribute("role") || notice.localName,
        named: !!document.getElementById(notice.getAttribute("aria-labelledby")),
        inert: !!document.querySelector("main[inert], main[aria-hidden]"),
      }`);
    assert.deepEqual(facts, { first: true, focus: true, overflow: "visiblevisible", role: "region", named: true, inert: false });
    await page.run("scrollTo(0, 300)");
    await page.until("scrollY > 0", "the page scrolls");
    assert.equal((await page.state()).record, null, "scrolling decides nothing");
    assert.deepEqual((await page.events("shown")).map((/** @type {any} */ { layer }) => layer), ["notice"]);
  },

  async "accept and reject weigh the same"(/** @type {any} */ page) {
    for (const layer of ["notice", "settings"]) {
      await page.open(EN);
      if (layer === "settings") {
        await page.choose("settings");
      }
      const root = layer === "notice" ? ".menshen-notice" : ".menshen-settings";
      await page.see(`${root} [data-menshen="accept"]`);
      const [accept, reject] = await page.run(`
        return ["accept", "reject"].map((name) => {
          const button = document.querySelector(arguments[0] + ' [data-menshen="' + name + '"]');
          const style = getComputedStyle(button);
          const { width, height, top } = button.getBoundingClientRect();
          return { tag: button.localName, width, height, top,
            look: [style.fontFamily, style.fontSize, style.fontWeight, style.fontStyle, style.color, style.backgroundColor, style.borderColor, style.borderWidth, style.opacity, style.textDecorationLine].join(";") };
        })`, root);
      assert.equal(accept.tag, "button");
      assert.equal(reject.tag, "button");
      assert.equal(accept.look, reject.look, layer);
      const [a, r] = [accept.width * accept.height, reject.width * reject.height];
      assert.ok(Math.abs(a - r) <= 0.1 * Math.max(a, r), `${layer}: ${a} and ${r}`);
      assert.ok(accept.height >= 44 && reject.height >= 44, `${layer}: ${accept.height}`);
    }
  },

  async "refusing by keyboard takes as few keys as agreeing"(/** @type {any} */ page) {
    const presses = /** @type {{ [name: string]: number }} */ ({});
    for (const name of ["accept", "reject"]) {
      await page.open(EN);
      await page.see(".menshen-notice");
      presses[name] = await tabTo(page, name);
      await page.press("ENTER");
      await page.noticeGone();
      assert.equal((await page.state()).purposes.marketing, name === "accept" ? "granted" : "denied");
      await page.promise("window.menshen.erase()");
    }
    assert.ok(presses.reject <= presses.accept + 1, JSON.stringify(presses));
    assert.ok(presses.reject <= 4, JSON.stringify(presses));
  },

  async "the settings work by keyboard alone"(/** @type {any} */ page) {
    await page.open(EN);
    await page.see(".menshen-notice");
    await tabTo(page, "settings");
    await page.press("ENTER");
    await page.see(".menshen-settings[open]");
    assert.equal(await page.run("return document.querySelector('.menshen-settings').contains(document.activeElement)"), true, "the focus goes in");
    assert.ok(!["accept", "reject"].includes(await focused(page)), "not onto an answer");
    assert.equal(await page.run("return [...document.querySelectorAll('.menshen-settings input:not(:disabled)')].some((input) => input.checked)"), false, "nothing is ticked");
    const at = () => page.run("return document.activeElement.value || ''");
    for (let count = 0; (await at()) !== "personalization"; count++) {
      assert.ok(count < 40, "Tab never reaches the switch");
      await page.press("TAB");
    }
    await page.press("SPACE");
    const on = () => page.run("return [...document.querySelectorAll('.menshen-settings input:checked:not(:disabled)')].map((input) => input.value)");
    assert.deepEqual(await on(), ["analytics", "personalization"], "what it requires goes on with it, to be seen");
    await page.click('.menshen-settings input[value="analytics"]');
    assert.deepEqual(await on(), [], "and off with it");
    await page.click('.menshen-settings input[value="personalization"]');
    await tabTo(page, "save");
    await page.press("ENTER");
    await page.noticeGone();
    const { purposes, record } = await page.state();
    assert.deepEqual(purposes, { necessary: "granted", identity: "denied", analytics: "granted", personalization: "granted", marketing: "denied" });
    assert.equal(record.source, "settings");
    await page.until("document.querySelector('[role=status]')?.textContent.trim()", "it is said that it was saved");
  },

  async "Escape and closing decide nothing"(/** @type {any} */ page) {
    for (const leave of [() => page.press("ESCAPE"), () => page.choose("close")]) {
      await page.open(EN);
      await page.choose("settings");
      await page.see(".menshen-settings[open]");
      await page.click('.menshen-settings input[value="marketing"]');
      await leave();
      await page.until("!document.querySelector('.menshen-settings[open]')");
      await page.see(".menshen-notice");
      assert.equal((await page.state()).record, null);
      assert.deepEqual((await page.state()).ask.length, 4, "it is still to be answered");
    }
    await page.press("ESCAPE");
    assert.equal((await page.state()).record, null);
  },

  async "after an answer the focus is where the reader was"(/** @type {any} */ page) {
    for (const name of ["accept", "reject"]) {
      await page.open(EN);
      await page.see(".menshen-notice");
      await page.run("document.getElementById('reading').focus()");
      await page.choose(name);
      await page.noticeGone();
      await page.until("document.activeElement.id === 'reading'", `after ${name}`);
      await page.promise("window.menshen.erase()");
    }
    await page.open(EN);
    await page.see(".menshen-notice");
    await page.choose("reject");
    await page.noticeGone();
    await page.until("document.activeElement && document.activeElement !== document.body", "never nowhere");
  },

  async "a click in the very first moment counts"(/** @type {any} */ page) {
    await page.driver.get(new URL(EN, page.origin).href);
    await page.run(`
      // The moment it is in the page, before a frame is painted.
      const watch = new MutationObserver(() => {
        const button = document.querySelector('[data-menshen="reject"]');
        if (button) { watch.disconnect(); button.click(); }
      });
      const there = document.querySelector('[data-menshen="reject"]');
      there ? there.click() : watch.observe(document, { childList: true, subtree: true })`);
    await page.until("window.menshen.state().record");
    assert.equal((await page.state()).purposes.analytics, "denied");
    await page.noticeGone();
  },

  async "speaks the page's language and mixes none"(/** @type {any} */ page) {
    await page.open(ZH);
    await page.see(".menshen-notice");
    const notice = await page.run("return document.querySelector('.menshen-notice').innerText");
    assert.match(notice, /全部拒绝/);
    assert.doesNotMatch(notice.replace(/The Lantern|Cookie|localhost|[\w.-]+:\d+/g, ""), /[A-Za-z]{4,}/, "no English among the Chinese");
    assert.match(notice, /3\.1/, "the statement's version");
    await page.choose("settings");
    await page.see(".menshen-settings[open]");
    const settings = await page.run("return document.querySelector('.menshen-settings').innerText");
    assert.match(settings, /15/, "within how many days the controller answers");
    assert.equal(await page.run("return document.querySelector('.menshen-settings').lang || document.documentElement.lang"), "zh-CN");
    await page.choose("reject");
    await page.noticeGone();
    assert.equal((await page.state()).record.language, "zh-CN");

    await page.open("/cases/notice/fr.html");
    await page.promise("window.menshen.erase()");
    await page.reload();
    await page.see(".menshen-notice");
    const lang = await page.run("return document.querySelector('.menshen-notice').closest('[lang]').lang");
    assert.ok(["en", "zh-CN"].includes(lang), `${lang}: a page in another language is told which one the notice speaks`);
  },

  async "says who, what for, and what a no means"(/** @type {any} */ page) {
    await page.open(EN);
    await page.see(".menshen-notice");
    const { text, link } = await page.run(`
      const notice = document.querySelector(".menshen-notice");
      return { text: notice.innerText, link: [...notice.querySelectorAll("a")].map((a) => a.getAttribute("href")) }`);
    assert.match(text, /The Lantern/);
    assert.match(text, /3\.1/);
    assert.ok(link.includes("/privacy"));
    assert.doesNotMatch(text, /by continuing|better experience|ask me later/i);
  },

  async "the way back stays on every page"(/** @type {any} */ page) {
    await page.open(EN);
    await page.choose("reject");
    await page.noticeGone();
    await page.reload();
    await page.click(".menshen-button");
    await page.see(".menshen-settings[open]");
    await page.choose("accept");
    await page.noticeGone();
    await page.see(".menshen-button");
    assert.equal((await page.state()).record.source, "settings");
  },

  async "axe-core finds nothing"(/** @type {any} */ page) {
    for (const path of [EN, ZH]) {
      for (const [width, height] of [[1280, 900], [400, 800]]) {
        await page.driver.manage().window().setRect({ width, height, x: 0, y: 0 }).catch(() => {});
        await page.open(path);
        await page.see(".menshen-notice");
        assert.deepEqual(await faults(page), [], `${path} notice ${width}`);
        await page.choose("settings");
        await page.see(".menshen-settings[open]");
        assert.deepEqual(await faults(page), [], `${path} settings ${width}`);
        await page.press("ESCAPE");
      }
    }
    await page.driver.manage().window().setRect({ width: 1280, height: 900, x: 0, y: 0 }).catch(() => {});
  },

  async "no focused element is hidden behind it"(/** @type {any} */ page) {
    await page.open(EN);
    await page.see(".menshen-notice");
    await page.run("document.querySelector('main a').focus()");
    for (let count = 0; count < 40; count++) {
      await page.press("TAB");
      const hidden = await page.run(`
        const it = document.activeElement;
        const notice = document.querySelector(".menshen-notice");
        if (!it || it === document.body || notice.contains(it)) return false;
        const a = it.getBoundingClientRect(), b = notice.getBoundingClientRect();
        return a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right`);
      assert.equal(hidden, false, `after ${count + 1} tabs`);
    }
  },
};
