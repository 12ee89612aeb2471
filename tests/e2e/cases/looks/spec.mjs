// How the notice looks: layouts and where they stand, themes, what a site may change, and what no page can break.

import assert from "node:assert/strict";
import { WINDOW } from "../../harness/drivers.mjs";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/looks/page.html";
const THEMES = ["calm", "flat", "contrast", "plain"];

/** Opens the page as the address says, and waits for the first layer. @param {Page} page @param {string} query */
async function open(page, query) {
  await page.open(`${PAGE}?${query}`);
  await page.until("document.querySelector('.menshen-notice') && document.querySelector('.menshen-held')", "the first layer, and a placeholder");
  await page.settled();
}

/** Where the first layer stands, in pixels from the window's sides. @param {Page} page @returns {Promise<{ left: number, right: number, top: number, bottom: number, width: number, window: number }>} */
const place = (page) =>
  page.run(`
    const { left, right, top, bottom, width } = document.querySelector(".menshen-notice").getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    return { left, right: clientWidth - right, top, bottom: clientHeight - bottom, width, window: clientWidth };`);

/**
 * All of a layer as it is seen: each element's place within the layer, and how it looks.
 * @param {Page} page
 * @param {string} layer a selector
 * @returns {Promise<string[]>}
 */
const picture = (page, layer) =>
  page.run(
    `const root = document.querySelector(arguments[0]);
     const from = root.getBoundingClientRect();
     const looks = ["color", "backgroundColor", "borderTopWidth", "borderTopColor", "borderTopLeftRadius", "fontFamily", "fontSize", "fontWeight", "fontStyle", "lineHeight", "letterSpacing", "textTransform", "textDecorationLine", "textAlign", "opacity", "visibility", "display", "position", "float", "transform", "filter", "listStyleType", "cursor", "pointerEvents", "boxShadow"];
     return [root, ...root.querySelectorAll("*")].map((each) => {
       const { left, top, width, height } = each.getBoundingClientRect();
       const style = getComputedStyle(each);
       const at = (width || height ? [left - from.left, top - from.top, width, height] : []).map(Math.round);
       return each.localName + "." + each.className + " " + at + " " + looks.map((look) => look + ":" + style[look]).join(";");
     });`,
    layer,
  );

/** Contrast between each text of a layer and its ground, the lowest first (WCAG 2.2, 1.4.3). @param {Page} page @param {string} layer @returns {Promise<[number, string][]>} */
const contrasts = (page, layer) =>
  page.run(
    `const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
     const luminance = (colour) => {
       const [r, g, b] = numbers(colour).slice(0, 3).map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
       return 0.2126 * r + 0.7152 * g + 0.0722 * b;
     };
     const found = [];
     const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
     while (walker.nextNode()) {
       const element = walker.currentNode.parentElement;
       if (!walker.currentNode.data.trim() || !element.getClientRects().length) continue;
       let behind = element;
       while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
       const [light, dark] = [luminance(getComputedStyle(element).color), luminance(getComputedStyle(behind).backgroundColor)].sort((a, b) => b - a);
       found.push([(light + 0.05) / (dark + 0.05), walker.currentNode.data]);
     }
     return found.sort(([a], [b]) => a - b);`,
    layer,
  );

/** Opens all that can be opened in the settings. @param {Page} page */
const unfold = (page) => page.run("document.querySelectorAll('.menshen-settings details').forEach((each) => (each.open = true))");

/** What reaches beyond the window's sides, or beyond what it stands in. @param {Page} page @param {string} layer @returns {Promise<string[]>} */
const beyond = (page, layer) =>
  page.run(
    `const root = document.querySelector(arguments[0]);
     const wide = [root, ...root.querySelectorAll("*")].filter((each) => {
       const { left, right, width } = each.getBoundingClientRect();
       return width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1 || (each.scrollWidth > each.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(each).overflowX)));
     });
     return wide.map((each) => each.localName + "." + each.className);`,
    layer,
  );

export const whole = {
  engine: "firefox",
  elsewhere: [
    "each layout stands where it is told to, mirrored where lines begin at the right",
    "a modal one: the page waits, Escape closes it and decides nothing, and it does not come back by itself",
    "no style sheet of the page changes anything",
    "what a site may change, it changes by properties",
  ],
};

export const cases = {
  async "each layout stands where it is told to, mirrored where lines begin at the right"(/** @type {Page} */ page) {
    /** @param {string} query @param {(at: Awaited<ReturnType<typeof place>>) => boolean} holds */
    const check = async (query, holds) => {
      await open(page, query);
      const at = await place(page);
      assert.ok(holds(at), `${query}: ${JSON.stringify(at)}`);
    };
    await check("layout=card", (at) => at.bottom > 0 && at.bottom < 30 && at.top > 100 && Math.abs(at.left - at.right) < 2);
    await check("layout=card&position=top", (at) => at.top > 0 && at.top < 30 && at.bottom > 100);
    await check("layout=bar", (at) => at.left <= 0 && at.right <= 0 && at.bottom <= 0 && at.top > 100);
    await check("layout=bar&position=top", (at) => at.left <= 0 && at.right <= 0 && at.top <= 0 && at.bottom > 100);
    for (const dir of ["ltr", "rtl"]) {
      const lang = dir === "rtl" ? "he" : "en";
      for (const [edge, side] of [["bottom", "start"], ["bottom", "end"], ["top", "start"], ["top", "end"]]) {
        await check(`layout=box&position=${edge}-${side}&dir=${dir}&lang=${lang}`, (at) => {
          const isLeft = (side === "start") === (dir === "ltr");
          const [near, far] = isLeft ? [at.left, at.right] : [at.right, at.left];
          return near > 0 && near < 30 && far > 400 && (edge === "top" ? at.top < 30 && at.bottom > 100 : at.bottom < 30 && at.top > 100);
        });
      }
    }
    await open(page, "layout=box");
    // As drawn where the policy says nothing of a position.
    await page.run("document.querySelector('.menshen-notice').removeAttribute('data-menshen-position')");
    const corner = await place(page);
    assert.ok(corner.right < 30 && corner.bottom < 30 && corner.left > 400, JSON.stringify(corner));
    await check("layout=center", (at) => Math.abs(at.left - at.right) < 2 && Math.abs(at.top - at.bottom) < 2 && at.left > 200 && at.top > 100);
  },

  async "what has the focus is never hidden behind any of them"(/** @type {Page} */ page) {
    for (const query of ["layout=card", "layout=card&position=top", "layout=bar", "layout=bar&position=top", "layout=box&position=bottom-end", "layout=box&position=top-start", "layout=center"]) {
      await open(page, query);
      await page.run("document.querySelector('main a').focus()");
      /** @type {string[]} */
      const passed = [];
      for (let count = 0; count < 30 && !passed.includes("end"); count++) {
        await page.press("TAB");
        const [name, isHidden] = await page.run(
          `const it = document.activeElement, notice = document.querySelector(".menshen-notice");
           const a = it.getBoundingClientRect(), b = notice.getBoundingClientRect();
           const isBehind = a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right;
           return [it.id || it.textContent, it !== document.body && !notice.contains(it) && isBehind]`,
        );
        passed.push(name);
        assert.equal(isHidden, false, `${query}: ${name}`);
      }
      assert.ok(passed.includes("end") && passed.length > 4, `${query}: ${passed}`);
    }
  },

  async "a modal one: the page waits, Escape closes it and decides nothing, and it does not come back by itself"(/** @type {Page} */ page) {
    await page.open(`${PAGE}?layout=center&modal=true`);
    const notice = await page.see("dialog", WORDS.notice);
    await page.until("document.querySelector('dialog.menshen-notice').contains(document.activeElement)", "the focus is in it");
    assert.equal(await page.run("return document.activeElement.localName"), "h2", "on its heading");
    assert.equal(await page.run("const { left, top } = document.querySelector('main a').getBoundingClientRect(); return !!document.elementFromPoint(left + 2, top + 2).closest('main')"), false, "no pointer reaches the page");
    for (let count = 0; count < 12; count++) {
      await page.press("TAB");
      assert.equal(await page.run("const it = document.activeElement; return it === document.body || arguments[0].contains(it) || !document.hasFocus()", notice), true, "no key does either");
    }
    await page.press("ESCAPE");
    await page.gone("dialog");
    const { record, purposes } = await page.state();
    assert.equal(record, null);
    assert.equal(purposes.marketing, "undecided");
    await page.settled();
    assert.equal((await page.all("dialog")).length, 0, "it stays away");
    await page.click("button", "Cookies");
    await page.seeSettings();
    await page.choose("close");
    await page.gone("dialog", WORDS.dialog);
    await page.settled();
    await page.reload();
    await page.see("dialog", WORDS.notice);
    await page.click("button", WORDS.reject);
    await page.gone("dialog");
    assert.equal((await page.state()).purposes.marketing, "denied");
    assert.equal((await page.state()).record.source, "notice");
  },

  async "every theme, light and dark: words can be read, and no answer stands out"(/** @type {Page} */ page) {
    for (const theme of THEMES) {
      for (const scheme of ["light", "dark"]) {
        await open(page, `theme=${theme}&scheme=${scheme}`);
        const least = theme === "contrast" ? 7 : 4.5;
        for (const layer of [".menshen-notice", ".menshen-held", ".menshen-settings"]) {
          if (layer === ".menshen-settings") {
            await page.openSettings();
            await unfold(page);
          }
          const [[lowest, text]] = await contrasts(page, layer);
          assert.ok(lowest >= least, `${theme} ${scheme} ${layer}: ${lowest.toFixed(2)} for “${text}”`);
          if (layer !== ".menshen-held") {
            // Whatever the pointer was over, it is not over them now.
            await page.driver.actions().move({ x: 2, y: 2 }).move({ x: 1, y: 1 }).perform();
            await page.settled();
            const answers = (await picture(page, `${layer} .menshen-buttons`)).filter((each) => each.startsWith("button"));
            assert.equal(answers.length, 3);
            const [look, ...others] = answers.map((each) => each.replace(/ [\d,-]* /, " "));
            assert.deepEqual(others, [look, look], `${theme} ${scheme} ${layer}`);
            for (const [contrast] of await contrasts(page, `${layer} .menshen-buttons`)) {
              assert.ok(contrast >= 5, `${theme} ${scheme}: an answer's ${contrast}`);
            }
          }
        }
      }
    }
  },

  async "no style sheet of the page changes anything"(/** @type {Page} */ page) {
    const layers = async (/** @type {string} */ reset) => {
      await open(page, `reset=${reset}&layout=box&position=bottom-end`);
      /** @type {{ [layer: string]: string[] }} */
      const seen = {};
      seen.notice = await picture(page, ".menshen-notice");
      // How large what it stands for is, is the page's to say.
      seen.held = (await picture(page, ".menshen-held")).slice(1).map((each) => each.replace(/ [-\d,]* /, " "));
      await page.click("button", WORDS.settings);
      await page.until("document.querySelector('.menshen-settings')", `${reset}: a person can open the settings`);
      await unfold(page);
      seen.settings = await picture(page, ".menshen-settings");
      await page.click("button", WORDS.reject);
      await page.until("!document.querySelector('.menshen-settings') && document.querySelector('.menshen-way-back')", `${reset}: and answer`);
      seen.wayBack = await picture(page, ".menshen-way-back");
      const hidden = await page.run("const { width, height } = document.querySelector('.menshen-status').getBoundingClientRect(); return width <= 1 && height <= 1");
      assert.equal(hidden, true, `${reset}: what is only heard is not seen`);
      await page.promise("window.menshen.erase()");
      return seen;
    };
    const plain = await layers("none");
    for (const reset of ["unset", "loud", "bootstrap", "tailwind", "normalized"]) {
      const seen = await layers(reset);
      for (const [layer, parts] of Object.entries(plain)) {
        const different = parts.flatMap((part, at) => (part === seen[layer][at] ? [] : [difference(part, seen[layer][at])]));
        assert.deepEqual(different, [], `${reset}: ${layer}`);
      }
    }
  },

  async "no property tells the answers apart, and no long word or zoom puts anything out of reach"(/** @type {Page} */ page) {
    await open(page, "layout=card");
    await page.run(`document.head.insertAdjacentHTML("beforeend", "<style>.menshen-button-answer[data-menshen=accept] { --_answer: #0a0; --_answer-ink: #fff; --menshen-answer: #0a0 } .menshen-button-answer[data-menshen=reject] { --_answer: #fff; --_answer-ink: #eee; --_answer-line: #fff; --_border: 0px }</style>")`);
    await page.driver.actions().move({ x: 2, y: 2 }).move({ x: 1, y: 1 }).perform();
    await page.settled();
    const looks = (await picture(page, ".menshen-notice .menshen-buttons")).filter((each) => each.startsWith("button")).map((each) => each.replace(/ [\d,-]* /, " "));
    assert.deepEqual(looks.slice(1), [looks[0], looks[0]]);
    await page.run("document.querySelectorAll('.menshen-purposes li, .menshen-title').forEach((each) => (each.textContent = 'W'.repeat(120)))");
    assert.deepEqual(await beyond(page, ".menshen-notice"), []);
    await page.openSettings();
    await unfold(page);
    await page.run("document.querySelectorAll('.menshen-settings :is(.menshen-label, .menshen-service-name, .menshen-action, .menshen-mark)').forEach((each) => (each.textContent = 'W'.repeat(120)))");
    assert.deepEqual(await beyond(page, ".menshen-settings"), []);
    for (const layout of ["card", "center", "box", "bar"]) {
      await open(page, `layout=${layout}`);
      await page.run("document.documentElement.style.zoom = 2");
      await page.settled();
      const { top } = await place(page);
      assert.ok(top >= -2, `${layout}: ${top}`);
    }
  },

  async "what a site may change, it changes by properties"(/** @type {Page} */ page) {
    await page.open(`${PAGE}?reset=unset`);
    await page.seeNotice();
    await page.run(`document.head.insertAdjacentHTML("beforeend", "<style>:root { --menshen-paper: rgb(255, 250, 240); --menshen-ink: rgb(40, 0, 60); --menshen-on: rgb(120, 20, 90); --menshen-radius: 0px; --menshen-size: 20px; --menshen-family: monospace; --menshen-width: 30em; --menshen-answer: rgb(250, 235, 215) }</style>")`);
    const look = await page.run(`
      const notice = getComputedStyle(document.querySelector(".menshen-notice")), button = getComputedStyle(document.querySelector(".menshen-button-answer"));
      return [notice.backgroundColor, notice.color, notice.borderTopLeftRadius, notice.fontSize, notice.fontFamily, notice.width, button.backgroundColor]`);
    assert.deepEqual(look, ["rgb(255, 250, 240)", "rgb(40, 0, 60)", "0px", "20px", "monospace", "600px", "rgb(250, 235, 215)"]);
    await page.openSettings();
    await page.setSwitches(["analytics"]);
    // It moves there.
    await page.until("getComputedStyle(document.querySelector('.menshen-switch:checked:not(:disabled)'), '::before').backgroundColor === 'rgb(120, 20, 90)'");
  },

  async "narrow, enlarged, spaced out: nothing is cut off, and everything can be pressed"(/** @type {Page} */ page) {
    const spaced = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
    for (const { width, height, style = "", query = "" } of [
      { width: 320, height: 640 },
      { width: 320, height: 640, query: "lang=de" },
      { width: 320, height: 256 },
      { width: 1280, height: 800, style: ":root { --menshen-size: 200% }" },
      { width: 320, height: 640, style: ":root { --menshen-size: 160px }" },
      { width: 1280, height: 800, style: spaced },
      { width: 360, height: 740, style: spaced, query: "lang=fi" },
      { width: 360, height: 740, query: "lang=fa&dir=rtl" },
    ]) {
      const what = `${width} × ${height} ${style} ${query}`;
      await page.browser.resize(width, height);
      try {
        for (const layout of ["card", "bar", "box", "center"]) {
          await page.open(`${PAGE}?layout=${layout}&${query}`);
          await page.until("document.querySelector('.menshen-notice')");
          await page.run("document.head.insertAdjacentHTML('beforeend', `<style>${arguments[0]}</style>`)", style);
          await page.settled();
          if (!style.includes("160px")) {
            assert.deepEqual(await beyond(page, ".menshen-notice"), [], `${what} ${layout}`);
          }
          const { top, bottom } = await place(page);
          assert.ok(top >= -2 && bottom >= -2, `${what} ${layout}: all of it in the window`);
        }
        await page.run("document.querySelector('.menshen-notice [data-menshen=settings]').scrollIntoView()");
        await page.run("document.querySelector('.menshen-notice [data-menshen=settings]').click()");
        await page.until("document.querySelector('.menshen-settings')");
        await unfold(page);
        await page.settled();
        if (!style.includes("160px")) {
          assert.deepEqual(await beyond(page, ".menshen-settings"), [], `${what}: the settings`);
        }
        for (const which of ["save", "reject"]) {
          const button = await page.run(`return document.querySelector('.menshen-settings [data-menshen=${which}]')`);
          await page.run("arguments[0].scrollIntoView({ block: 'center' })", button);
          await page.until("(({ left, top, width, height }) => document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-menshen]'))(document.querySelector('.menshen-settings [data-menshen=" + which + "]').getBoundingClientRect())", `${what}: ${which} is within reach`);
        }
        await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
        await page.until("document.querySelector('.menshen-way-back')");
        await page.promise("window.menshen.erase()");
      } finally {
        await page.browser.resize(WINDOW.width, WINDOW.height);
      }
    }
  },
};

/** Where two descriptions of an element part. @param {string} one @param {string | undefined} other */
function difference(one, other) {
  if (other === undefined) {
    return `missing: ${one}`;
  }
  const [as, bs] = [one.split(/[ ;]/), other.split(/[ ;]/)];
  return `${as[0]}: ${as.map((part, at) => (part === bs[at] ? "" : `${part} → ${bs[at]}`)).filter(Boolean)}`;
}
