// The demo site's page where one tries every option: what is chosen is seen in the preview, what is shown to be copied holds,
// and neither an address nor a text field can do more than choose.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { WINDOW } from "../../harness/drivers.mjs";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const ROOT = new URL("../../../../", import.meta.url);
const LANGUAGES = new URL("src/domain/text/languages/", ROOT);
const fits = new Ajv2020({ allErrors: true }).compile(JSON.parse(await readFile(new URL("pkg/menshen.schema.json", ROOT), "utf8")));
const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", ROOT), "utf8");

/** @param {string} tag */
const textsOf = async (tag) => JSON.parse(await readFile(new URL(`${tag}.json`, LANGUAGES), "utf8"));

/** Opens the page, answers for itself, and waits for the first layer in the preview. @param {Page} page @param {string} [hash] */
async function open(page, hash = "", language = "en") {
  await page.open(`/${language}/try.html${hash}`);
  await page.answer("reject");
  await ready(page);
  assert.equal(await within(page, "!!find('.menshen-notice')"), true, "the first layer in the preview");
}

/** What can be said of the preview: `find` looks there, `style` is how something looks there. */
const PREVIEW = `
  const frame = document.querySelector(".stage iframe");
  const { contentWindow: inside, contentDocument: there } = frame;
  const find = (selector) => there.querySelector(selector);
  const style = (selector, pseudo) => inside.getComputedStyle(find(selector), pseudo);`;

/** @param {Page} page @param {string} expression */
const within = (page, expression) => page.run(`${PREVIEW} return ${expression}`);

/** Waits until the preview shows what is chosen: what is on its way when a page is left, Firefox calls an error. @param {Page} page */
const ready = (page) => page.until("document.querySelector('.stage').getAttribute('aria-busy') === 'false'", "the preview");

/** Waits until something holds in the preview, which may be between two pages. @param {Page} page @param {string} expression @param {string} [what] */
const until = (page, expression, what = expression) => page.until(`(() => { ${PREVIEW} return there?.body && ${expression} })()`, what);

/** Chooses as a control would tell it. @param {Page} page @param {string} name @param {string | boolean} value */
const choose = (page, name, value) =>
  page.run(
    `const [name, value] = arguments;
     const field = document.querySelector("form.try").elements[name];
     typeof value === "boolean" ? (field.checked = value) : (field.value = value);
     (field.dispatchEvent ? field : field[0]).dispatchEvent(new Event("input", { bubbles: true }));`,
    name,
    value,
  );

/** Ticks one of several boxes, or takes the tick away. @param {Page} page @param {string} name @param {string} value @param {boolean} isOn */
const tick = (page, name, value, isOn) =>
  page.run(
    "const box = document.querySelector(`form.try [name=${arguments[0]}][value=${arguments[1]}]`); box.checked = arguments[2]; box.dispatchEvent(new Event('input', { bubbles: true }))",
    name,
    value,
    isOn,
  );

/** The text that is to be copied. @param {Page} page @param {"policy" | "css" | "head"} which @returns {Promise<string>} */
const text = (page, which) => page.run("return document.querySelector(`[data-text=${arguments[0]}]`).textContent", which);

/** @param {Page} page @returns {Promise<any>} */
const policy = async (page) => JSON.parse(await text(page, "policy"));

/** All that the form says. @param {Page} page @returns {Promise<string[]>} */
const form = (page) => page.run("return [...document.querySelector('form.try').elements].filter(({ name }) => name).map((field) => `${field.name} ${/checkbox|radio/.test(field.type) ? field.value + ' ' + field.checked : field.value}`)");

/** @param {any} made */
const assertFits = (made) => assert.ok(fits(made), JSON.stringify(fits.errors));

export const whole = {
  engine: "webkit",
  elsewhere: [
    "with the keyboard alone, and the preview takes the focus from nobody",
  ],
};

export const cases = {
  async "layout, position, theme, scheme and modal are seen in the preview, and said in the policy"(/** @type {Page} */ page) {
    await open(page);
    const { services, ...rest } = await policy(page);
    assert.deepEqual(rest, { controller: { name: "Slow Kettle", contact: "privacy@slow-kettle.example" }, statement: { url: "/privacy", version: "1.0" } }, "nothing but what must be said");
    assert.deepEqual(services.map((/** @type {any} */ { id }) => id), ["counter", "lodestar", "harbour"]);
    /** Where it stands: how far from each side of the window. */
    const at = "(({ left, right, top, bottom }) => ({ left, right: inside.innerWidth - right, top, bottom: inside.innerHeight - bottom }))(find('.menshen-notice').getBoundingClientRect())";
    for (const [layout, position, holds] of [
      ["bar", "", "left < 1 && right < 40 && bottom < 1 && top > 100"],
      ["bar", "top", "left < 1 && right < 40 && top < 1 && bottom > 100"],
      ["box", "top-start", "left < 40 && right > 400 && top < 40 && bottom > 100"],
      ["box", "bottom-end", "right < 40 && left > 400 && bottom < 40 && top > 100"],
      ["center", "", "left > 100 && right > 100 && Math.abs(left - right) < 20 && Math.abs(top - bottom) < 2"],
    ]) {
      await choose(page, "layout", layout);
      await choose(page, "position", position);
      await until(page, `find('.menshen-notice[data-menshen-layout=${layout}]') && (({ left, right, top, bottom }) => ${holds})(${at})`, `${layout} ${position}`);
      assert.deepEqual((await policy(page)).notice, { layout, ...(position && { position }) });
    }
    await choose(page, "layout", "card");
    for (const [theme, radius, paper] of [["flat", "0px", "rgb(20, 20, 20)"], ["contrast", "6px", "rgb(0, 0, 0)"], ["plain", "0px", "rgb(22, 24, 26)"], ["calm", "14px", "rgb(28, 31, 37)"]]) {
      await choose(page, "scheme", "dark");
      await choose(page, "theme", theme);
      await until(page, `find('.menshen-notice') && style('.menshen-notice').backgroundColor === "${paper}" && style('.menshen-notice').borderTopLeftRadius === "${radius}"`, `${theme}, dark`);
      await choose(page, "scheme", "light");
      await until(page, "find('.menshen-notice') && style('.menshen-notice').backgroundColor === 'rgb(255, 255, 255)'", `${theme}, light`);
      assert.deepEqual((await policy(page)).notice, { ...(theme !== "calm" && { theme }), scheme: "light" });
    }
    await choose(page, "scheme", "auto");
    await choose(page, "modal", true);
    await until(page, "find('dialog.menshen-notice:modal')", "a modal one");
    assert.deepEqual((await policy(page)).notice, { modal: true });
  },

  async "every language is there by its own name, and is spoken in the preview"(/** @type {Page} */ page) {
    await open(page);
    const tags = (await readdir(LANGUAGES)).map((file) => file.replace(".json", ""));
    const options = await page.run("return [...document.querySelector('[name=lang]').options].map(({ value, lang, text }) => [value, lang, text])");
    assert.deepEqual(options.map(([value]) => value).sort(), tags.sort());
    assert.ok(options.every(([value, lang, name]) => lang === value && name), "each is in its own language");
    const names = Object.fromEntries(options.map(([value, , name]) => [value, name.toLowerCase()]));
    assert.deepEqual([names.en, names.de, names.fr, names.ja, names.ar], ["english", "deutsch", "français", "日本語", "العربية"]);
    assert.match(names["zh-TW"], /^中文/);
    for (const tag of ["de", "ar", "ja", "pt-BR", "zh-HK", "en"]) {
      const { title, direction } = await textsOf(tag);
      await choose(page, "lang", tag);
      await until(page, `there.documentElement.lang === "${tag}" && find('.menshen-notice h2')?.textContent === ${JSON.stringify(title)}`, tag);
      assert.deepEqual([await within(page, "there.documentElement.dir"), await within(page, "style('.menshen-notice').direction")], [direction, direction]);
      assert.match(await text(page, "head"), new RegExp(`<html lang="${tag}"${direction === "rtl" ? ' dir="rtl"' : ""}>`));
    }
  },

  async "colours and measures change the preview as it stands, until they are as the theme has them again"(/** @type {Page} */ page) {
    await open(page);
    assert.equal(await page.run("return document.querySelector('[data-when=css]').offsetHeight"), 0, "no style sheet where nothing was chosen");
    await within(page, "(inside.__stays = true)");
    const before = await within(page, "style('.menshen-notice').backgroundColor");
    await tick(page, "use", "paper", true);
    await choose(page, "--paper", "#ffe8d6");
    await choose(page, "--radius", "1.5em");
    await choose(page, "--size", "20px");
    await until(page, "style('.menshen-notice').backgroundColor === 'rgb(255, 232, 214)' && style('.menshen-notice').borderTopLeftRadius === '30px'", "the colour, and the rounding");
    assert.equal(await within(page, "inside.__stays"), true, "without beginning anew");
    assert.equal(await text(page, "css"), ":root {\n  --menshen-paper: #ffe8d6;\n  --menshen-size: 20px;\n  --menshen-radius: 1.5em;\n}");
    await page.run("document.head.append(Object.assign(document.createElement('style'), { textContent: arguments[0] }))", await text(page, "css"));
    assert.equal(await page.run("return getComputedStyle(document.documentElement).getPropertyValue('--menshen-paper').trim()"), "#ffe8d6", "what is to be copied is a style sheet");
    await tick(page, "use", "paper", false);
    await choose(page, "--radius", "");
    await choose(page, "--size", "");
    await until(page, `style('.menshen-notice').backgroundColor === "${before}" && style('.menshen-notice').borderTopLeftRadius === '14px'`, "as the theme has it");
    assert.equal(await text(page, "css"), "");
  },

  async "the rest of what can be chosen does what it says"(/** @type {Page} */ page) {
    await open(page);
    await until(page, "find('.menshen-held')", "a placeholder");
    await choose(page, "placeholders", false);
    await until(page, "find('.menshen-notice') && !find('.menshen-held') && find('iframe').offsetHeight > 0", "no placeholder");
    assert.equal(await within(page, "find('iframe').hasAttribute('src')"), false, "and held all the same");
    await choose(page, "placeholders", true);
    await choose(page, "days", "30");
    await until(page, "/\\b30 days\\b/.test(find('.menshen-notice')?.textContent)", "how long an answer is kept");
    await choose(page, "name", "The Lantern");
    await choose(page, "contact", "mailto:lantern@lantern.example");
    await until(page, "/The Lantern asks/.test(find('.menshen-notice')?.textContent)", "who asks");
    await tick(page, "purposes", "personalization", false);
    await tick(page, "purposes", "analytics", false);
    await tick(page, "services", "lodestar", false);
    await until(page, "[...find('.menshen-notice')?.querySelectorAll('.menshen-purposes li') ?? []].map((item) => item.textContent).join() === 'Remember me,Advertising'", "what is asked");
    assert.deepEqual(await page.run("return ['counter', 'shelf', 'harbour'].map((id) => document.querySelector(`[name=services][value=${id}]`).disabled)"), [true, true, false], "services without their purpose");
    for (const mode of ["observe", "strict"]) {
      await choose(page, "mode", mode);
      await until(page, `inside.menshen?.state().status === "ready" && find('.menshen-notice') && find('.menshen-held') && inside.menshen.explain("https://nobody.example/a.js").verdict === "${mode === "strict" ? "hold" : "allow"}"`, mode);
    }
    const made = await policy(page);
    assert.deepEqual(made, {
      controller: { name: "The Lantern", contact: "mailto:lantern@lantern.example" },
      statement: { url: "/privacy", version: "1.0" },
      purposes: [{ id: "necessary", required: true }, { id: "identity" }, { id: "marketing" }],
      services: made.services,
      record: { days: 30 },
      thirdParties: "strict",
    });
    assert.deepEqual(made.services.map((/** @type {any} */ { id }) => id), ["harbour"]);
    await choose(page, "button", true);
    await page.run("document.querySelector('[data-show=settings]').click()");
    await until(page, "find('.menshen-settings')", "the settings");
    await page.driver.switchTo().frame(await page.run("return document.querySelector('.stage iframe')"));
    await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
    await page.until("document.querySelector('.menshen-way-back')", "the floating button");
    await page.driver.switchTo().defaultContent();
    await page.click("button", "Begin anew");
    await until(page, "find('.menshen-notice') && !find('.menshen-way-back') && /Slow Kettle asks/.test(find('.menshen-notice').textContent)", "all as it was");
    assert.equal(await page.run("return location.hash"), "");
  },

  async "what is shown to be copied is valid, and a page takes it"(/** @type {Page} */ page) {
    for (const hash of [
      "",
      "#layout=bar&position=top&modal=on&theme=plain&scheme=dark&button=on&placeholders=off&mode=strict&days=400&services=shop,counter,shelf,lodestar,harbour",
      "#purposes=personalization&services=shelf,harbour&name=%22%5C%3C%2Fscript%3E",
      "#purposes=&services=shop",
    ]) {
      await page.open(`/en/try.html${hash}`);
      await ready(page);
      const made = await policy(page);
      assertFits(made);
      const [inHead, scripts] = await page.run("const page = new DOMParser().parseFromString(arguments[0], 'text/html'); return [page.getElementById('menshen-policy').textContent, page.scripts.length]", await text(page, "head"));
      assert.deepEqual(JSON.parse(inHead), made, "the beginning of a page has the same policy");
      assert.equal(scripts, 2);
      await page.open("/cases/try/page.html");
      const { status } = await page.promise(`import("/menshen/index.js").then(({ start }) => start(${JSON.stringify(made)})).then((handle) => handle.state())`);
      assert.equal(status, "ready", hash);
      await page.promise("window.menshen.erase()");
    }
  },

  async "copying takes what is shown"(/** @type {Page} */ page) {
    await open(page, "#--ink=%23220044");
    for (const [which, name] of /** @type {["policy" | "css" | "head", string][]} */ ([["policy", "Copy the policy"], ["css", "Copy the style sheet"], ["head", "Copy the beginning"]])) {
      await page.run("window.__copied = undefined; Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.__copied = text } } })");
      await page.click("button", name);
      await page.until("document.querySelector('[data-said]').textContent === 'Copied.'", "it is said");
      assert.equal(await page.run("return window.__copied"), await text(page, which));
      await page.run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })");
      await page.click("button", name);
      await page.until("/^Marked/.test(document.querySelector('[data-said]').textContent)", "where it cannot be copied it is marked");
      assert.equal((await page.run("return getSelection().toString()")).trim(), (await text(page, which)).trim());
    }
  },

  async "wherever one has scrolled to, nothing stands over what is to be copied"(/** @type {Page} */ page) {
    await open(page);
    const covered = await page.run(`
      const strange = [];
      for (let top = 0; top < document.documentElement.scrollHeight; top += 40) {
        scrollTo(0, top);
        for (const each of document.querySelectorAll(".taking button, .taking pre")) {
          const { left, top, width, height } = each.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + Math.min(height, 40) / 2];
          const there = y > 0 && y < innerHeight && document.elementFromPoint(x, y);
          // The notice of the page itself stands over whatever is at its place.
          if (there && !each.contains(there) && !there.closest(".menshen-notice, .menshen-way-back")) {
            strange.push(scrollY + ": " + each.textContent.trim().slice(0, 20) + " under " + there.localName + "." + there.className);
          }
        }
      }
      return strange`);
    assert.deepEqual(covered, []);
  },

  async "the address keeps all of it: after a reload, for the other language, and without what could not be chosen"(/** @type {Page} */ page) {
    await open(page);
    await choose(page, "layout", "box");
    await choose(page, "position", "top-end");
    await choose(page, "theme", "contrast");
    await choose(page, "modal", true);
    await choose(page, "placeholders", false);
    await choose(page, "lang", "fi");
    await choose(page, "name", "A & B = “C” #1 %");
    await choose(page, "days", "90");
    await choose(page, "width", "phone");
    await tick(page, "purposes", "identity", false);
    await tick(page, "services", "shop", true);
    await tick(page, "use", "on", true);
    await choose(page, "--on", "#7a1f3d");
    await choose(page, "--family", "Georgia, serif");
    const said = await form(page);
    await ready(page);
    const [made, css, address] = [await text(page, "policy"), await text(page, "css"), await page.run("return location.href")];
    await page.reload();
    assert.deepEqual(await form(page), said);
    assert.deepEqual([await text(page, "policy"), await text(page, "css"), await page.run("return location.href")], [made, css, address]);
    const { title } = await textsOf("fi");
    await until(page, `find('dialog.menshen-notice[data-menshen-theme=contrast] h2')?.textContent === ${JSON.stringify(title)} && inside.innerWidth === 360`, "the preview has it, too");
    await page.click("link", "中文");
    await page.until("document.documentElement.lang === 'zh-CN' && document.querySelector('[name=lang]')?.value === 'fi'", "the page in the other language");
    assert.deepEqual(await form(page), said);
    assert.equal(await text(page, "policy"), made);
    await ready(page);

    await page.open("/en/try.html");
    await ready(page);
    const plain = [await form(page), await text(page, "policy"), await text(page, "css")];
    for (const broken of [
      "#layout=round&position=left&theme=loud&scheme=&modal=1&placeholders=no&mode=none&lang=xx&width=9&days=-3&purposes=everything&services=counter,nobody",
      "#--ink=red&--paper=%23fff&--radius=url(//x.example)&--on=%23123456%3B%7D*%7Bdisplay:none&--nothing=1px&use=ink",
      `#name=${"n".repeat(201)}&contact=${"c".repeat(201)}&days=12345`,
      "#notice=%7B%22script%22:%22//x.example/a.js%22%7D&__proto__=1&constructor=x&css=x",
      "#%E0%A4%A&&&===",
      "#main",
    ]) {
      await page.plant();
      await page.open(`/en/try.html${broken}`);
      assert.deepEqual([await form(page), await text(page, "policy"), await text(page, "css")], plain, broken);
      await ready(page);
    }
    await page.run("location.hash = 'theme=flat'");
    await page.until("document.querySelector('[name=theme]').value === 'flat'", "an address that is pasted counts at once");
    await page.run("location.hash = 'main'");
    await page.until("location.hash === '#theme=flat'", "a link within the page takes nothing away");
  },

  async "no text becomes markup or a script"(/** @type {Page} */ page) {
    const image = `<img src=x onerror="top.__done = 'image'">`;
    const script = `</script><script>top.__done = "script"</script>`;
    await open(page);
    for (const name of [image, script, `"}</pre>${image}`]) {
      await choose(page, "name", name);
      await ready(page);
      await choose(page, "contact", `javascript:top.__done="contact"//${name}`);
      await ready(page);
      await until(page, `find('.menshen-notice')?.textContent.includes(${JSON.stringify(name)})`, `it is said as it is: ${name}`);
      await page.run("document.querySelector('[data-show=settings]').click()");
      await until(page, `find('.menshen-settings')?.textContent.includes(${JSON.stringify(name)})`, "in the settings, too");
      await ready(page);
      assert.equal((await policy(page)).controller.name, name);
      assert.equal(await page.run("return document.querySelectorAll('main img, main pre *, main script').length"), 0);
      assert.equal(await within(page, "there.querySelectorAll('.menshen-settings img, .menshen-notice img, .menshen-settings script, a[href^=javascript]').length"), 0);
      const found = await page.run(
        `const page = new DOMParser().parseFromString(arguments[0], "text/html");
         return [page.images.length, page.scripts.length, JSON.parse(page.getElementById("menshen-policy").textContent).controller.name];`,
        await text(page, "head"),
      );
      assert.deepEqual(found, [0, 2, name], "where it is pasted it is no more than a name");
      await page.reload();
      await until(page, `find('.menshen-notice')?.textContent.includes(${JSON.stringify(name)})`, "from the address, too");
      await ready(page);
    }
    await page.settled();
    assert.equal(await page.run("return window.__done"), null);
  },

  async "answers in the preview are the preview's, and what leads away stays there"(/** @type {Page} */ page) {
    await open(page, "#width=phone");
    const own = async () => [await page.cookie("menshen"), await page.run("return [localStorage.getItem('menshen'), localStorage.getItem('menshen-receipts')]"), await page.marks(), await page.promise("window.menshen.export()"), (await page.state()).services];
    const before = await own();
    assert.equal(before[2].marketing, "denied");
    const frame = await page.run("return document.querySelector('.stage iframe')");
    /** @param {() => Promise<void>} steps */
    const inside = async (steps) => {
      // Firefox scrolls a frame for a click, but not what the frame stands in.
      await page.run("arguments[0].scrollIntoView({ block: 'center' })", frame);
      await page.driver.switchTo().frame(frame);
      await steps();
      await page.driver.switchTo().defaultContent();
    };
    await inside(async () => {
      await page.answer("accept");
      await page.until("document.documentElement.dataset.consentMarketing === 'granted'", "a grant in the preview");
      await page.request("harbour", /^\/embed\/gaiwan/);
    });
    assert.deepEqual(await own(), before);
    assert.ok(await page.cookie("menshen-try"), "it is kept under a name of its own");
    assert.equal((await policy(page)).record, undefined, "of which the policy says nothing");
    await page.run("document.querySelector('[data-show=services]').click()");
    await until(page, "find('.menshen-settings') && [...there.querySelectorAll('.menshen-settings details')].every((each) => each.open)", "all services, opened");
    await inside(async () => {
      await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
      await page.until("document.documentElement.dataset.consentMarketing === 'denied' && !document.querySelector('.menshen-settings')", "a no in the preview");
      await page.click("link", "More about tea");
    });
    assert.equal(await within(page, "inside.location.pathname"), "/try-frame.html");
    await page.click("button", "First layer");
    await until(page, "find('.menshen-notice')", "it is asked as if for the first time");
    assert.equal(await page.cookie("menshen-try"), undefined);
    assert.deepEqual(await own(), before);
    await page.click("button", "Settings");
    await until(page, "find('.menshen-settings')", "the settings");
  },

  async "what is wrong with a policy is said, with its place, until it is mended"(/** @type {Page} */ page) {
    page.expectError(/controller\.name/, /record\.days/);
    await open(page);
    const told = () => page.run("const box = document.querySelector('[data-fault]'); return box.offsetHeight ? [...box.querySelectorAll('dd')].map((each) => each.textContent) : []");
    assert.deepEqual(await told(), []);
    for (const [name, wrong, right, code, path] of [
      ["name", "", "Slow Kettle", "empty-text", "controller.name"],
      ["days", "500", "50", "out-of-range", "record.days"],
    ]) {
      await choose(page, name, wrong);
      await page.until(`document.querySelector('[data-error=path]').textContent === "${path}"`, "it is said");
      const [first, second, words] = await told();
      assert.deepEqual([first, second], [code, path]);
      assert.ok(words.startsWith(path), words);
      await choose(page, name, right);
      await page.until("!document.querySelector('[data-fault]').offsetHeight", "it is said no more");
      await until(page, "find('.menshen-notice')", "and the preview is back");
    }
  },

  async "with the keyboard alone, and the preview takes the focus from nobody"(/** @type {Page} */ page) {
    await open(page);
    await page.run("document.querySelector('[name=layout]').focus()");
    const modal = await page.run("return document.querySelector('[name=modal]')");
    await page.tabTo(modal);
    await page.press("SPACE");
    await until(page, "find('dialog.menshen-notice:modal')", "a modal one");
    await page.until("document.activeElement === document.querySelector('[name=modal]')", "the focus is where it was");
    await page.press("SPACE");
    await until(page, "find('.menshen-notice:not(dialog)')", "and keys reach the form");
    await page.tabTo(await page.run("return document.querySelector('[data-show=settings]')"));
    await page.press("ENTER");
    await until(page, "find('.menshen-settings')", "the settings");
    await page.until("document.activeElement === document.querySelector('[data-show=settings]')", "the focus stays on the button");
    await page.tabTo(await page.run("return document.querySelector('[name=width]:checked')"));
    await page.press("ARROW_RIGHT");
    await until(page, "inside.innerWidth === 360", "as wide as a phone");
    await page.press("ARROW_LEFT");
    await until(page, "inside.innerWidth === 1024", "and wide again");
  },

  async "axe finds nothing, and nothing is wider than the window, in both languages, wide and narrow"(/** @type {Page} */ page) {
    page.expectError(/controller\.name/);
    for (const [language, word] of [["en", "Try every option"], ["zh", "逐项试用"]]) {
      for (const width of [WINDOW.width, 320]) {
        await page.browser.resize(width, WINDOW.height);
        try {
          await page.open(`/${language}/privacy.html`);
          if ((await page.all("region", WORDS.notice)).length) {
            await page.answer("reject");
          }
          await page.click("link", word);
          await page.until(`location.pathname === "/${language}/try.html" && document.readyState === "complete"`, "the foot of each page leads here");
          await page.run("location.hash = 'name=&--ink=%23112233'");
          await page.until("document.querySelector('[data-fault]').offsetHeight", "an error, which is part of it");
          await page.run("document.querySelectorAll('main details').forEach((each) => (each.open = true))");
          await page.settled();
          await page.run(axe);
          const faults = await page.later(`
            axe.run(document, { iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(
              ({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" | "))),
              (error) => done([String(error)]))`);
          assert.deepEqual(faults, [], `${language}, ${width}`);
          assert.equal(await page.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"), true, `${language}, ${width}: no scrolling sideways`);
        } finally {
          await page.browser.resize(WINDOW.width, WINDOW.height);
        }
      }
    }
  },
};
