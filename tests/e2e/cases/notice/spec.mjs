// The notice and the settings as a visitor meets them: what they say, how they look, and what leaving them means.

import assert from "node:assert/strict";
import { FIND, WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const EN = "/cases/notice/en.html";
const ZH = "/cases/notice/zh-CN.html";

/** Nothing is granted, and nothing was recorded. @param {Page} page @param {string} what */
async function assertUndecided(page, what) {
  const { record, ask, purposes } = await page.state();
  assert.equal(record, null, what);
  assert.equal(ask.length, 4, what);
  assert.equal(purposes.marketing, "undecided", what);
}

/** How an element looks and how large it is. @param {Page} page @param {import("selenium-webdriver").WebElement} element @returns {Promise<any>} */
const look = (page, element) =>
  page.run(
    `const [element] = arguments;
     const style = getComputedStyle(element);
     const { width, height } = element.getBoundingClientRect();
     // The nearest colour that is not see-through, and the contrast of the words on it (WCAG 2.2).
     const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
     let behind = element;
     while (behind && numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
     const luminance = (colour) => {
       const [r, g, b] = numbers(colour).slice(0, 3).map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
       return 0.2126 * r + 0.7152 * g + 0.0722 * b;
     };
     const [light, dark] = [luminance(style.color), luminance(behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)")].sort((a, b) => b - a);
     return {
       tag: element.localName, type: element.type, width, height, contrast: (light + 0.05) / (dark + 0.05),
       look: ["fontFamily", "fontSize", "fontWeight", "fontStyle", "color", "backgroundColor", "backgroundImage", "borderTopColor", "borderTopWidth", "borderTopStyle", "borderTopLeftRadius", "opacity", "textDecorationLine", "textTransform", "boxShadow", "letterSpacing"].map((key) => key + ": " + style[key]).join("; "),
     }`,
    element,
  );

export const whole = {
  engine: "firefox",
  elsewhere: [
    "stands first in the page, takes no focus, blocks nothing",
    "its answers weigh the same, in both layers",
    "a no takes as many clicks as a yes, and taking back no more than giving",
    "Escape, closing, scrolling, a click beside it and going away decide nothing",
    "is not shown again after an answer, and is not even fetched",
    "asks nobody else for anything",
    "an answer is recorded with its source and its statement",
    "stands and works under a strict content security policy",
    "leaves the page as it was",
  ],
};

export const cases = {
  async "stands first in the page, takes no focus, blocks nothing"(/** @type {Page} */ page) {
    await page.open(EN);
    const notice = await page.seeNotice();
    const facts = await page.run(
      `const [notice] = arguments;
       const { overflowY } = getComputedStyle(document.documentElement);
       return {
         early: !(document.querySelector("header a").compareDocumentPosition(notice) & Node.DOCUMENT_POSITION_FOLLOWING),
         focus: document.activeElement === document.body,
         scrolls: overflowY !== "hidden" && getComputedStyle(document.body).overflowY !== "hidden",
         inert: !!document.querySelector("main[inert], main[aria-hidden], body[inert]"),
         dialog: notice.localName === "dialog" || notice.getAttribute("aria-modal") === "true",
       }`,
      notice,
    );
    assert.deepEqual(facts, { early: true, focus: true, scrolls: true, inert: false, dialog: false });
    await page.click("link", "link 1");
    assert.equal(await page.run("return location.hash"), "#p1", "the page can be used");
    assert.deepEqual((await page.events("shown")).map(({ layer }) => layer), ["notice"]);
  },

  async "its answers weigh the same, in both layers"(/** @type {Page} */ page) {
    for (const path of [EN, ZH]) {
      for (const layer of ["notice", "settings"]) {
        await page.open(path);
        if (layer === "settings") {
          await page.openSettings();
        }
        // Whatever the pointer was over, it is not over them now.
        await page.driver.actions().move({ x: 2, y: 2 }).move({ x: 1, y: 1 }).perform();
        const where = `${path} ${layer}`;
        const accept = await look(page, await page.see("button", WORDS.accept));
        const reject = await look(page, await page.see("button", WORDS.reject));
        const third = await look(page, await page.see("button", layer === "notice" ? WORDS.settings : WORDS.save));
        assert.equal(accept.tag, "button", where);
        assert.equal(reject.tag, "button", where);
        assert.equal(third.tag, "button", where);
        assert.equal(reject.look, accept.look, where);
        assert.equal(third.look, accept.look, `${where}: the third as well`);
        const [larger, smaller] = [accept.width * accept.height, reject.width * reject.height].sort((a, b) => b - a);
        assert.ok(smaller >= 0.9 * larger, `${where}: ${smaller} and ${larger} square pixels`);
        assert.ok(Math.min(accept.height, reject.height) >= 24 && Math.min(accept.width, reject.width) >= 24, `${where}: large enough to hit`);
        assert.ok(accept.contrast >= 5 && reject.contrast >= 5, `${where}: contrast ${accept.contrast.toFixed(2)} and ${reject.contrast.toFixed(2)}`);
      }
    }
  },

  async "a no takes as many clicks as a yes, and taking back no more than giving"(/** @type {Page} */ page) {
    /** Counts the clicks from what is shown to an answer. @param {"accept" | "reject"} which */
    const clicksTo = async (which) => {
      let clicks = 0;
      if ((await page.all("button", WORDS[which])).length === 0) {
        await page.click("button", WORDS.dialog);
        await page.seeSettings();
        clicks++;
      }
      await page.answer(which);
      return clicks + 1;
    };
    await page.open(`${EN}?policy=button`);
    await page.seeNotice();
    const yes = await clicksTo("accept");
    const back = await clicksTo("reject");
    const yesAgain = await clicksTo("accept");
    await page.promise("window.menshen.erase()");
    await page.seeNotice();
    const no = await clicksTo("reject");
    assert.deepEqual({ yes, no, back, yesAgain }, { yes: 1, no: 1, back: 2, yesAgain: 2 });
  },

  async "nothing is ticked beforehand"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.openSettings();
    assert.deepEqual(await page.switchedOn(), []);
    assert.equal((await page.all("switch")).length, 5);
    assert.equal(await page.run("return document.querySelectorAll('input[type=radio]:checked, select').length"), 0);
  },

  async "Escape, closing, scrolling, a click beside it and going away decide nothing"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.seeNotice();
    await page.press("ESCAPE");
    // Far: of a shorter way back, with room kept at the foot, WebKit's driver takes the heading for visible.
    await page.run("scrollTo(0, 700)");
    await page.until("scrollY > 600", "the page scrolls");
    await page.click("heading", "A page");
    await page.settled();
    await assertUndecided(page, "Escape and scrolling on the first layer");
    await page.seeNotice();
    for (const [how, leave] of /** @type {[string, () => Promise<void>][]} */ ([
      ["Escape", () => page.press("ESCAPE")],
      ["close", () => page.choose("close")],
    ])) {
      await page.openSettings();
      await page.setSwitches(["analytics", "marketing"]);
      await leave();
      await page.gone("dialog");
      await page.seeNotice();
      await assertUndecided(page, how);
    }
    await page.openSettings();
    await page.setSwitches(["marketing"]);
    // On the backdrop, beside the dialog.
    await page.driver.actions().move({ x: 4, y: 4 }).click().perform();
    await page.settled();
    await assertUndecided(page, "a click beside the dialog");
    await page.open(`${EN}?elsewhere`);
    await assertUndecided(page, "going to another page");
    await page.seeNotice();
    await page.driver.navigate().back();
    await page.until("location.search !== '?elsewhere' && document.readyState === 'complete' && window.menshen && window.menshen.state().status === 'ready'");
    await assertUndecided(page, "going back");
    assert.deepEqual(await page.events("decided"), []);
  },

  async "is not shown again after an answer, and is not even fetched"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.answer("reject");
    for (let visit = 0; visit < 3; visit++) {
      page.forgetRequests();
      await page.reload();
      assert.equal((await page.all("region")).length, 0);
      const asked = page.servers.log().map(({ path }) => path);
      assert.ok(asked.includes("/menshen/menshen.js"));
      assert.ok(!asked.includes("/menshen/menshen-notice.js"), "the notice is fetched only to be shown");
    }
  },

  async "asks nobody else for anything"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.openSettings();
    await page.answer("reject");
    await page.settled();
    const { host } = new URL(page.origin);
    const others = page.servers.log().filter((entry) => entry.host !== host && (entry.headers.referer || entry.headers.origin));
    assert.deepEqual(others, [], "no request of our own leaves the site");
    const own = page.servers.log().map(({ path }) => path).filter((path) => !path.startsWith("/cases/") && !path.startsWith("/__marker") && path !== "/favicon.ico");
    assert.deepEqual([...new Set(own)].sort(), ["/menshen/menshen-notice.js", "/menshen/menshen.js"]);
  },

  async "opens with what is, for who comes back"(/** @type {Page} */ page) {
    await page.open(`${EN}?policy=button`);
    await page.openSettings();
    await page.setSwitches(["identity", "analytics"]);
    await page.answer("save");
    await page.reload();
    await page.click("button", WORDS.dialog);
    await page.seeSettings();
    assert.deepEqual(await page.switchedOn(), ["identity", "analytics"]);
    await page.choose("close");
    await page.noticeGone();
    assert.deepEqual((await page.state()).purposes, { necessary: "granted", identity: "granted", analytics: "granted", personalization: "denied", marketing: "denied" });
    await page.see("button", WORDS.dialog);
  },

  async "the floating way back is there only where the site wants it"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.answer("reject");
    await page.settled();
    assert.equal((await page.all("button", WORDS.dialog)).length, 0);
    await page.open(`${EN}?policy=button`);
    await page.see("button", WORDS.dialog);
    await page.click("button", WORDS.dialog);
    await page.answer("accept");
    await page.see("button", WORDS.dialog);
    assert.equal((await page.state()).record.source, "settings");
  },

  async "says who, what for, and what a no means"(/** @type {Page} */ page) {
    await page.open(EN);
    const notice = await page.seeNotice();
    const text = await notice.getText();
    for (const [what, pattern] of /** @type {[string, RegExp][]} */ ([
      ["who", /The Lantern/],
      ["what for", /Remember me[^]*Usage analysis[^]*Personalisation[^]*Advertising/],
      ["that refusing leaves basic functions alone", /basic functions/],
      ["that it falls under the statement, with its version", /privacy statement, version 3\.1/],
      ["for how long", /180 days|6 months/],
      ["that it can be changed", /change it at any time/],
    ])) {
      assert.match(text, pattern, what);
    }
    assert.doesNotMatch(text, /by continuing|better experience|ask me later|we value your privacy/i, "no steering");
    const [link] = await page.all("link", ["privacy statement"]);
    assert.equal(await page.run("return arguments[0].getAttribute('href')", link), "/privacy");

    const settings = await (await page.openSettings(), page.seeSettings()).then((dialog) => dialog.getText());
    for (const [what, pattern] of /** @type {[string, RegExp][]} */ ([
      ["whom to ask", /privacy@lantern\.example/],
      ["how soon they answer", /15 days/],
      ["what may be worse", /sign in anew[^]*what everyone sees/],
      ["what a purpose requires", /Needs: Usage analysis/],
      ["from when the statement holds", /January 1, 2026|1 January 2026/],
    ])) {
      assert.match(settings, pattern, what);
    }
    const all = await page.run("const [dialog] = document.querySelectorAll('dialog'); dialog.querySelectorAll('details').forEach((each) => (each.open = true)); return dialog.innerText");
    for (const pattern of [/Alpha Counts/, /Alpha Ltd/, /13 months/, /Beta Adverts/, /Gamma Suggests/]) {
      assert.match(all, pattern, "the services");
    }
    assert.equal(await page.run("return !![...document.querySelectorAll('dialog a')].find((a) => a.href === 'https://alpha.example/privacy')"), true);
  },

  async "speaks the page's language and mixes none"(/** @type {Page} */ page) {
    await page.open(ZH);
    const notice = await (await page.seeNotice()).getText();
    assert.match(notice, /全部拒绝/);
    assert.match(notice, /3\.1/, "the statement's version");
    const settings = await (await page.openSettings()).getText();
    assert.match(settings, /15/, "within how many days the controller answers");
    const all = await page.run("const [dialog] = document.querySelectorAll('dialog'); dialog.querySelectorAll('details').forEach((each) => (each.open = true)); return dialog.innerText");
    // Names of the site's own are as the site writes them.
    const names = /The Lantern|privacy@lantern\.example|Alpha Counts|Alpha Ltd|Beta Adverts|Gamma Suggests|Remember me|Cookie/g;
    for (const [layer, text] of [["notice", notice], ["settings", all]]) {
      assert.doesNotMatch(text.replace(names, ""), /[A-Za-z]{2,}/, `${layer}: no other language among the Chinese`);
    }
    assert.match(all, /13 个月/, "the policy's texts in the same language");
    await page.answer("reject");
    assert.equal((await page.state()).record.language, "zh-CN");
  },

  async "a page in another language is told which one the notice speaks"(/** @type {Page} */ page) {
    // The policy's own texts are in English and Chinese only: French would mix two languages.
    await page.open("/cases/notice/fr.html");
    const notice = await page.seeNotice();
    const lang = await page.run("return arguments[0].closest('[lang]').lang", notice);
    assert.ok(["en", "zh-CN"].includes(lang), lang);
    await page.openSettings();
    assert.equal(await page.run("return document.querySelector('dialog').closest('[lang]').lang"), lang);
    await page.answer("reject");
    assert.equal((await page.state()).record.language, lang);
  },

  async "an answer is recorded with its source and its statement"(/** @type {Page} */ page) {
    for (const [steps, source] of /** @type {[() => Promise<any>, string][]} */ ([
      [() => page.answer("accept"), "notice"],
      [() => page.answer("reject"), "notice"],
      [async () => (await page.openSettings(), page.answer("save")), "settings"],
      [async () => (await page.openSettings(), page.answer("accept")), "settings"],
    ])) {
      await page.open(EN);
      await steps();
      const { record } = await page.state();
      assert.equal(record.source, source);
      assert.equal(record.statement, "3.1");
      assert.equal(record.language, "en");
      assert.equal(record.version, 1);
      await page.promise("window.menshen.erase()");
    }
  },

  async "stands and works under a strict content security policy"(/** @type {Page} */ page) {
    for (const csp of ["strict", "dynamic"]) {
      await page.open(`/cases/notice/strict.html?csp=${csp}`);
      const notice = await page.seeNotice();
      assert.notEqual(await page.run("return getComputedStyle(arguments[0]).position", notice), "static", `${csp}: it has its styles`);
      await page.openSettings();
      await page.setSwitches(["analytics"]);
      await page.answer("save");
      assert.equal((await page.state()).purposes.analytics, "granted", csp);
      await page.promise("window.menshen.erase()");
    }
  },

  async "leaves the page as it was"(/** @type {Page} */ page) {
    await page.open(EN);
    await page.seeNotice();
    const before = await page.run(`${FIND} return [document.documentElement.className, document.body.className, document.body.getAttribute("style")].join("|")`);
    await page.openSettings();
    await page.answer("reject");
    const after = await page.run("return { classes: [document.documentElement.className, document.body.className].join(''), style: document.body.getAttribute('style'), inert: document.querySelectorAll('[inert]').length, dialogs: document.querySelectorAll('dialog').length, overflow: getComputedStyle(document.documentElement).overflowY }");
    assert.deepEqual(after, { classes: "", style: null, inert: 0, dialogs: 0, overflow: "visible" }, before);
  },
};
