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
    await page.driver.navigate().refresh();
    await page.until("document.readyState === 'complete' && window.menshen");
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
    const shelf = () => page.run("return [...document.querySelectorAll('.shelf ul')].filter((list) => list.offsetHeight > 0).map((list) => list.className)");
    await page.open("/en/oolong.html");
    await page.answer("reject");
    await page.open("/en/");
    assert.deepEqual(await shelf(), ["cards everyone"]);
    await page.click("button", "Cookie settings");
    await page.answer("accept");
    // Firefox gives up what is on its way when the page is left, and calls that an error of the script.
    await page.settled();
    await page.open("/en/oolong.html");
    await page.until("localStorage.getItem('sk_reading')", "what was read is remembered");
    await page.open("/en/");
    await page.until("document.querySelector('.shelf.knows')", "the reader's own shelf");
    assert.deepEqual(await shelf(), ["cards yours"]);
    await page.promise("window.menshen.withdraw()");
    await page.until("!document.querySelector('.shelf.knows')", "everyone's shelf again, at once");
    assert.equal(await page.run("return localStorage.getItem('sk_reading')"), null);
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
      await page.promise("window.menshen.erase()");
      await page.visit("/__marker?name=leave");
      await page.run("for (const pair of document.cookie.split('; ')) document.cookie = pair.split('=')[0] + '=; path=/; max-age=0'; localStorage.clear(); sessionStorage.clear()");
    }
  },
};
