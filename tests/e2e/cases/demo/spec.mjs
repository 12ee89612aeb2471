// Real trackers on the demo site, against the log of the servers that they call: before any choice, after a no, after
// a yes, on the next page, and after the yes was taken back.

import assert from "node:assert/strict";
import { WORDS } from "../../harness/roles.mjs";

/** @typedef {import("../../harness/page.mjs").Page} Page */

/**
 * What each tracker fetches to be there, once for each page, and by what it reports then.
 * @type {{ [tracker: string]: { library: string, reports: RegExp, is: string, isMarked: boolean } }}
 */
const TRACKERS = {
  posthog: { library: "/static/array.js", reports: /^\/(i\/v0\/)?e\/|^\/(flags|decide)\//, is: "window.posthog && posthog.__loaded", isMarked: true },
  mixpanel: { library: "/libs/mixpanel-2-latest.min.js", reports: /^\/(track|engage|flags|settings)\/?/, is: "window.mixpanel && mixpanel.get_distinct_id", isMarked: true },
  amplitude: { library: "/libs/analytics-browser-min.umd.js", reports: /^\/2\/httpapi/, is: "window.amplitude && amplitude.getDeviceId()", isMarked: true },
  snowplow: { library: "/sp.umd.js", reports: /\/tp2$/, is: "window.snowplowBrowserTracking", isMarked: true },
  countly: { library: "/sdk/web/countly.min.js", reports: /^\/i$/, is: "window.Countly && Countly.init", isMarked: false },
  clarity: { library: "/tag/slowkettle", reports: /^\/s\/clarity\.js/, is: "window.clarity", isMarked: false },
};
const NAMES = Object.keys(TRACKERS);

/** Cookies and keys of anybody, but the record and what the shop needs. @param {Page} page */
async function traces(page) {
  const names = await page.cookieNames();
  return [...names, ...(await page.keys())].filter((name) => !/^(menshen|sk_session|sk_bag)$/.test(name));
}

/** No tracker is at work. @param {Page} page @param {string} when */
async function assertQuiet(page, when) {
  for (const name of NAMES) {
    const { library, isMarked, is } = TRACKERS[name];
    const asked = page.requests(name).map(({ path }) => path);
    // The preload scanner may have fetched what nobody marked; it was not run, so nothing follows from it.
    assert.deepEqual(isMarked ? asked : asked.filter((path) => path !== library), [], `${when}: requests to ${name}`);
    assert.equal(await page.run(`return !!(${is})`), false, `${when}: ${name} does not run`);
  }
  assert.deepEqual(page.requests("harbour").map(({ path }) => path), [], `${when}: the film`);
  assert.deepEqual(page.requests("lodestar").filter(({ query }) => query === "?seen=foot"), [], `${when}: the marked pixel`);
  assert.deepEqual(await traces(page), [], `${when}: no cookie and no key`);
}

/** Every tracker runs and reports. @param {Page} page @param {string} when */
async function untilBusy(page, when) {
  for (const name of NAMES) {
    await page.request(name, TRACKERS[name].reports);
    await page.until(TRACKERS[name].is, `${when}: ${name} runs`);
  }
  for (const seen of ["page", "foot"]) {
    await page.request("lodestar", `/pixel.gif?seen=${seen}`);
  }
}

/** @param {Page} page @param {string} when */
function assertLibrariesOnce(page, when) {
  for (const name of NAMES) {
    const times = page.requests(name).filter(({ path }) => path === TRACKERS[name].library).length;
    // One more may have been the preload scanner's, before the answer.
    assert.ok(times === 1 || (!TRACKERS[name].isMarked && times === 2), `${when}: ${name}'s library was fetched ${times} times`);
  }
}

/** What runs already cannot send any more once consent is taken back, and some of it says so. @param {Page} page */
function expectSilenced(page) {
  page.expectError(/held\.invalid/, /fetch|NetworkError|Load failed/i);
}

export const whole = {
  engine: "chromium",
  elsewhere: [
    "before any choice, after a no, and on the next page: all quiet",
    "after a yes all are at work, on the next page again, and after taking it back none",
  ],
};

export const cases = {
  async "before any choice, after a no, and on the next page: all quiet"(/** @type {Page} */ page) {
    expectSilenced(page);
    await page.open("/en/");
    await page.seeNotice();
    await page.settled();
    await assertQuiet(page, "before any choice");
    await page.answer("reject");
    await page.settled();
    await assertQuiet(page, "after a no");
    page.forgetRequests();
    await page.reload();
    await assertQuiet(page, "after a no and a reload");
    await page.open("/en/article.html");
    await assertQuiet(page, "on another page");
    assert.equal((await page.all("region", WORDS.notice)).length, 0, "nobody is asked again");
  },

  async "after a yes all are at work, on the next page again, and after taking it back none"(/** @type {Page} */ page) {
    expectSilenced(page);
    await page.open("/en/");
    await page.answer("accept");
    await untilBusy(page, "after a yes");
    await page.settled();
    assertLibrariesOnce(page, "after a yes");
    assert.ok((await traces(page)).length >= 6, "they leave their traces");

    page.forgetRequests();
    await page.open("/en/article.html");
    await untilBusy(page, "on the next page");
    await page.request("harbour", /^\/embed\/gaiwan/);
    await page.request("harbour", /^\/watched\?event=shown/);
    assertLibrariesOnce(page, "on the next page");
    assert.equal((await page.all("region", WORDS.notice)).length, 0, "nobody is asked again");

    const { purposes } = await page.promise("window.menshen.withdraw()");
    assert.equal(purposes.analytics, "denied");
    const [{ report }] = await page.run("return window.witnessed.filter(({ name }) => name === 'withdrawn').map(({ detail }) => JSON.parse(JSON.stringify(detail)))");
    for (const service of ["posthog", "mixpanel", "amplitude", "snowplow"]) {
      assert.ok(report.deleted.some((/** @type {any} */ entry) => entry.service === service), `something of ${service} was deleted`);
    }
    assert.deepEqual(report.kept.filter((/** @type {any} */ { kind }) => kind !== "site"), [], "nothing that was declared could stay");

    // Whoever still runs reports until the page is left; from then on nobody.
    await page.leave(() => page.driver.navigate().refresh(), "the same again");
    page.forgetRequests();
    await page.reload();
    await assertQuiet(page, "after taking it back, and a reload");
  },

  async "each purpose brings its own trackers"(/** @type {Page} */ page) {
    expectSilenced(page);
    for (const [set, on] of /** @type {[string[], string[]][]} */ ([
      [["analytics"], ["posthog", "mixpanel", "countly", "clarity"]],
      [["marketing"], ["snowplow"]],
      [["identity"], []],
    ])) {
      // What the page before reports while it closes is its own.
      await page.plant();
      await page.settled();
      page.forgetRequests();
      await page.open(`/en/oolong.html?${set}`);
      await page.openSettings();
      await page.setSwitches(set);
      await page.answer("save");
      for (const name of on) {
        await page.request(name, TRACKERS[name].reports);
      }
      await page.settled();
      for (const name of NAMES.filter((each) => !on.includes(each))) {
        assert.equal(await page.run(`return !!(${TRACKERS[name].is})`), false, `${name} under ${set}`);
        assert.deepEqual(page.requests(name).filter(({ path }) => TRACKERS[name].isMarked || path !== TRACKERS[name].library), [], `${name} under ${set}`);
      }
      await page.promise("window.menshen.erase()");
    }
  },

  async "“remember me” lasts as long as the reader allows"(/** @type {Page} */ page) {
    expectSilenced(page);
    const signIn = async () => {
      await page.open("/en/account.html");
      await page.run("document.getElementById('name').value = 'Lin'; document.getElementById('remember').checked = true; document.getElementById('name').focus()");
      await page.press("ENTER");
    };
    await signIn();
    const softened = await page.wait(() => page.cookie("sk_member"), "the cookie");
    assert.equal(softened?.expiry, undefined, "for this visit only");
    await page.openSettings();
    await page.setSwitches(["identity"]);
    await page.answer("save");
    await page.wait(async () => (await page.cookie("sk_member"))?.expiry, "the cookie to last");
  },

  async "recommendations are everyone's until the reader allows more"(/** @type {Page} */ page) {
    expectSilenced(page);
    /** The list that is seen, and what is on it. @returns {Promise<string[][]>} */
    const shelf = () => page.run("return [...document.querySelectorAll('.shelf ul')].filter((list) => list.offsetHeight > 0).map((list) => [list.className, ...[...list.querySelectorAll('h3')].map((title) => title.textContent)])");
    for (const [language, everyones, first, button] of [
      ["en", ["Cast-iron kettle", "White peony, 2024", "Linen tea cloth", "Tieguanyin, slow roast"], "Rougui rock oolong", "Cookie settings"],
      ["zh", ["铸铁煮水壶", "白牡丹（2024）", "亚麻茶巾", "炭焙铁观音"], "武夷肉桂", "Cookie 设置"],
    ]) {
      await page.open(`/${language}/oolong.html`);
      await page.answer("reject");
      await page.open(`/${language}/`);
      assert.deepEqual(await shelf(), [["cards everyone", ...everyones]]);
      await page.click("button", button);
      await page.answer("accept");
      await page.until("document.querySelector('.shelf ul.yours').children.length", "the reader's own shelf, which knows of nothing yet");
      assert.deepEqual(await shelf(), [["cards yours", ...everyones]]);
      // Firefox gives up what is on its way when the page is left, and calls that an error of the script.
      await page.settled();
      await page.open(`/${language}/oolong.html`);
      await page.until("localStorage.getItem('sk_reading')", "what was read is remembered");
      await page.open(`/${language}/`);
      await page.until("document.querySelector('.shelf ul.yours').children.length", "the reader's own shelf");
      const [[list, ...titles]] = await shelf();
      assert.deepEqual([list, titles[0]], ["cards yours", first]);
      await page.promise("window.menshen.withdraw()");
      assert.deepEqual(await shelf(), [["cards everyone", ...everyones]], "everyone's shelf again, at once");
      assert.equal(await page.run("return localStorage.getItem('sk_reading')"), null);
      await page.promise("window.menshen.erase()");
    }
  },

  async "the film has a placeholder; loaded once it comes alone, and the next page asks again"(/** @type {Page} */ page) {
    expectSilenced(page);
    const film = () => page.run("const frame = document.querySelector('.video iframe'); return [frame.offsetHeight > 0, frame.hasAttribute('src')]");
    for (const [language, lead, once] of [
      ["en", /comes from Harbour Video and stays out/, "Load once"],
      ["zh", /来自 Harbour Video，在您允许之前不会加载/, "仅加载一次"],
    ]) {
      await page.open(`/${language}/article.html`);
      await page.answer("reject");
      await page.until("document.querySelector('.menshen-held')", "the placeholder");
      assert.match(await page.run("return document.querySelector('.menshen-held').innerText"), /** @type {RegExp} */ (lead));
      assert.deepEqual(await film(), [false, false]);
      await page.until("(({ complete, naturalWidth }) => complete && naturalWidth)(document.querySelector('.menshen-held img'))", "with a picture of our own");
      const [wide, high] = await page.run("const { width, height } = document.querySelector('.menshen-held').getBoundingClientRect(); return [width, height]");
      assert.ok(Math.abs(wide / high - 16 / 9) < 0.01, `as large as the film: ${wide} × ${high}`);
      await page.settled();
      page.forgetRequests();
      const button = await page.see("button", String(once));
      await page.run("arguments[0].scrollIntoView({ block: 'center' })", button);
      await button.click();
      await page.request("harbour", /^\/watched\?event=shown/);
      await page.settled();
      assert.deepEqual(await film(), [true, true]);
      assert.deepEqual([...new Set(page.requests().map(({ tracker }) => tracker))], ["harbour"], "nobody else was asked for anything");
      assert.equal((await page.state()).purposes.marketing, "denied", "nothing is granted");
      await page.reload();
      await page.until("document.querySelector('.menshen-held')", "held again");
      assert.deepEqual(await film(), [false, false]);
      await page.promise("window.menshen.erase()");
    }
  },

  async "the privacy statement lists every service with what it stores, and leads to each of them"(/** @type {Page} */ page) {
    expectSilenced(page);
    for (const [language, row, services] of [
      ["en", ["_clck", "Keeps Clarity’s number for this browser on this site.", "365 days", "a third party"], "allow or refuse them service by service"],
      ["zh", ["_clck", "保存 Clarity 在本站为此浏览器分配的编号。", "365天", "第三方"], "逐项允许或拒绝"],
    ]) {
      await page.open(`/${language}/privacy.html`);
      await page.answer("reject");
      await page.until("document.querySelector('#declaration table')", "the list");
      const { names, rows } = await page.run(`
        const list = document.getElementById("declaration");
        const texts = (selector, within = list) => [...within.querySelectorAll(selector)].map((each) => each.textContent);
        return { names: texts(".menshen-service-name"), rows: [...list.querySelectorAll("tbody tr")].map((row) => texts("td", row)) };`);
      const declared = await page.run("return JSON.parse(document.getElementById('menshen-policy').textContent).services.map(({ name }) => name)");
      assert.deepEqual([...new Set(names)].sort(), declared.sort());
      assert.deepEqual(rows.find(([name]) => name === "_clck").map((/** @type {string} */ text) => text.replace(/(\d)\s(?=天)/, "$1")), row);
      assert.ok(rows.every((/** @type {string[]} */ cells) => cells.every((text) => text)), "no cell is empty");
      await page.click("button", String(services));
      await page.seeSettings();
      assert.ok(await page.run("return [...document.querySelectorAll('.menshen-settings details')].every((each) => each.open)"), "all services are to be seen");
      await page.choose("close");
      await page.gone("dialog");
      await page.promise("window.menshen.erase()");
    }
  },

  async "a coming change of the statement is told of where the address asks for it, and nowhere else"(/** @type {Page} */ page) {
    expectSilenced(page);
    for (const [language, link, change, close] of [
      ["en", "See how that looks", /kept for a year instead of twelve pages/, "Close"],
      ["zh", "看看是什么样子", /改为保留一年/, "关闭"],
    ]) {
      await page.open(`/${language}/privacy.html`);
      await page.answer("reject");
      assert.equal(await page.run("return !!document.querySelector('.menshen-change')"), false);
      await page.click("link", String(link));
      await page.until("document.querySelector('.menshen-change')", "it is told");
      assert.match(await page.run("return document.querySelector('.menshen-change').innerText"), /** @type {RegExp} */ (change));
      await page.click("button", String(close));
      await page.until("!document.querySelector('.menshen-change')", "it is gone");
      // In the other language it would be told of no more.
      await page.run("localStorage.removeItem('menshen-statement')");
      await page.promise("window.menshen.erase()");
    }
  },

  async "the panel tells it live, in both languages"(/** @type {Page} */ page) {
    expectSilenced(page);
    const sum = (/** @type {string} */ which) => `Number(document.querySelector("output[data-sum=${which}]").textContent)`;
    for (const language of ["en", "zh"]) {
      await page.open(`/${language}/`);
      const notice = await page.seeNotice();
      assert.match(await notice.getText(), language === "zh" ? /全部拒绝/ : /Reject all/);
      await page.until(`${sum("held")} >= 10 && ${sum("released")} === 0`, "what is held");
      await page.answer("accept");
      await page.until(`${sum("released")} >= 10`, "what was let in");
      await page.until(`${sum("requested")} >= 6`, "what was asked for");
      await page.until(`${sum("written")} >= 5`, "what was written");
      const strange = { en: "Not in the policy", zh: "策略中未声明" }[language];
      assert.ok(!(await page.run("return document.querySelector('[data-list=written]').textContent")).includes(strange), "all that was written is known");
      await page.promise("window.menshen.erase()");
      await page.visit("/__marker?name=leave");
      await page.run("for (const pair of document.cookie.split('; ')) document.cookie = pair.split('=')[0] + '=; path=/; max-age=0'; localStorage.clear(); sessionStorage.clear()");
    }
  },
};
