// What stands in the page itself: placeholders for held embeds, elements that follow consent, the list of services, the
// notice of a new statement; and what becomes of answers: receipts.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/embeds/page.html";

/** The words of all placeholders. @param {Page} page @returns {Promise<string[]>} */
const placeholders = (page) => page.run("return [...document.querySelectorAll('.menshen-held')].map((each) => each.querySelector('.menshen-line').textContent)");

/** Presses a button of the placeholder in place of an element. @param {Page} page @param {string} id @param {string} what */
async function press(page, id, what) {
  const button = await page.run("return document.getElementById(arguments[0]).previousElementSibling.querySelector(`[data-menshen=${arguments[1]}]`)", id, what);
  await page.run("arguments[0].scrollIntoView({ block: 'start' })", button);
  await button.click();
}

/** Whether elements are seen. @param {Page} page @param {...string} ids */
const seen = (page, ...ids) => page.run("return arguments[0].map((id) => document.getElementById(id).offsetHeight > 0)", ids);

/** Which frames were asked for. @param {Page} page */
const films = (page) => page.requests("alpha").filter(({ path }) => path === "/frame.html").map(({ query }) => query);

export const cases = {
  async "a held embed has a placeholder of its size; load once loads it alone, and grants nothing"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.until("document.querySelectorAll('.menshen-held').length === 3", "three placeholders");
    assert.deepEqual(await placeholders(page), ["Player", "Player", "Maps"].map((name) => `This part of the page comes from ${name} and stays out until you allow it.`));
    assert.deepEqual(await page.run("const { width, height } = document.querySelector('.menshen-held').getBoundingClientRect(); return [Math.round(width), Math.round(height)]"), [480, 270]);
    assert.deepEqual(await seen(page, "film", "other", "map"), [false, false, false]);
    await press(page, "film", "once");
    await page.request("alpha", /film/);
    await page.until("document.getElementById('film').offsetHeight === 270", "the film has its room");
    assert.match(await page.run("return document.getElementById('film').getAttribute('style')"), /^border: 0(px)?;$/, "and its style");
    await page.settled();
    assert.deepEqual(films(page), ["?film"]);
    assert.equal((await page.state()).purposes.marketing, "denied", "nothing is granted");
    assert.equal((await placeholders(page)).length, 2);
    await page.reload();
    await page.until("document.querySelectorAll('.menshen-held').length === 3", "on the next page it is asked for again");
  },

  async "always allow grants the service, for all its embeds and the next page"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.until("document.querySelectorAll('.menshen-held').length === 3", "three placeholders");
    await press(page, "other", "always");
    await page.request("alpha", /film/);
    await page.request("alpha", /other/);
    await page.until("document.querySelectorAll('.menshen-held').length === 1", "only the map's is left");
    const { services, purposes } = await page.state();
    assert.deepEqual([services.player, services.maps, purposes.marketing], [true, false, "denied"]);
    await page.reload();
    await page.until("document.querySelectorAll('.menshen-held').length === 1", "only the map's on the next page");
    assert.deepEqual(await seen(page, "film", "other", "map"), [true, true, false]);
  },

  async "a click that a script makes loads nothing and allows nothing"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.until("document.querySelectorAll('.menshen-held').length === 3", "three placeholders");
    await page.run("document.querySelectorAll('.menshen-held button').forEach((button) => button.click())");
    await page.settled();
    assert.deepEqual(films(page), []);
    assert.deepEqual((await page.state()).services, { player: false, maps: false });
  },

  async "elements follow consent, and the list of services stands where the site wants it"(/** @type {Page} */ page) {
    await page.open(PAGE);
    assert.deepEqual(await seen(page, "general", "own"), [true, false], "before an answer");
    await page.answer("accept");
    assert.deepEqual(await seen(page, "general", "own"), [false, true], "after a yes");
    await page.promise("window.menshen.withdraw()");
    assert.deepEqual(await seen(page, "general", "own"), [true, false], "after taking it back");
    await page.until("document.querySelector('#list table')", "the list");
    const list = await page.run("return document.getElementById('list').innerText");
    for (const pattern of [/Player/, /_play/, /Remembers the volume\./, /30 days/, /a third party/, /Maps/]) {
      assert.match(list, pattern);
    }
    assert.equal(await page.run("return document.querySelectorAll('#list input').length"), 0);
  },

  async "embeds that are hidden at first, moved, copied, taken out or in a shadow root: a placeholder where one is needed, and nowhere else"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.run("document.querySelector('main').innerHTML = `<h1>A page</h1><div id='tab' style='display: none'></div><div id='one'></div><div id='two'></div><div id='host'></div>`");
    const film = (/** @type {string} */ id, /** @type {string} */ place) =>
      page.run("const f = document.createElement('iframe'); f.id = arguments[0]; f.title = 'A film'; f.width = 400; f.height = 200; f.dataset.consent = 'player'; f.dataset.src = arguments[2] + '/frame.html?' + arguments[0]; eval(arguments[1]).append(f)", id, place, page.servers.trackers.alpha);
    const held = () => page.run("return [...document.querySelectorAll('.menshen-held')].map((each) => each.parentElement.id)");
    await film("hidden", "document.getElementById('tab')");
    await page.settled();
    assert.deepEqual(await held(), [], "nobody sees it");
    await page.run("document.getElementById('tab').style.display = 'block'");
    await page.until("document.querySelector('#tab .menshen-held')", "one in the tab");
    await film("moved", "document.getElementById('one')");
    await page.until("document.querySelector('#one .menshen-held')");
    await page.run("document.getElementById('two').append(document.getElementById('moved'))");
    await page.until("document.querySelector('#two .menshen-held') && !document.querySelector('#one .menshen-held')", "it goes along");
    await page.run("document.getElementById('one').append(document.querySelector('#two .menshen-held').cloneNode(true), document.getElementById('moved').cloneNode(true))");
    await page.until("document.querySelectorAll('#one .menshen-held').length === 1 && [...document.querySelectorAll('.menshen-held')].every((each) => each.nextElementSibling?.localName === 'iframe')", "a copy has one of its own that can be used");
    await page.run("document.querySelector('#two iframe').remove()");
    await page.until("!document.querySelector('#two .menshen-held')", "it goes with its embed");
    await page.run("document.getElementById('host').attachShadow({ mode: 'open' })");
    await film("shadowed", "document.getElementById('host').shadowRoot");
    await page.until("document.getElementById('host').shadowRoot.querySelector('.menshen-held')");
    assert.equal(await page.run("return getComputedStyle(document.getElementById('host').shadowRoot.querySelector('.menshen-held')).display"), "grid", "it has its look");
    await page.run("const root = document.getElementById('host').shadowRoot; root.innerHTML = root.innerHTML");
    await page.until("(([first, ...more]) => first && !more.length && first.menshen)(document.getElementById('host').shadowRoot.querySelectorAll('.menshen-held'))", "one that can be used in place of its copy");
    await page.promise("window.menshen.open('settings')");
    await page.seeSettings();
    await page.answer("accept");
    await page.until("!document.querySelector('.menshen-held') && !document.getElementById('host').shadowRoot.querySelector('.menshen-held')", "none is needed any more");
    assert.equal(await page.run("return document.getElementById('host').shadowRoot.querySelector('iframe').offsetHeight >= 200"), true, "that in the shadow root is seen");
    assert.equal(await page.run("return [...document.querySelectorAll('#tab iframe, #one iframe')].every((each) => each.offsetHeight >= 200)"), true, "all of them are seen");
  },

  async "a placeholder is never wider than its place, and gives back what the page has said meanwhile"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.until("document.querySelectorAll('.menshen-held').length === 3");
    await page.run("document.querySelector('main').style.width = '300px'");
    assert.equal(await page.run("return Math.max(...[...document.querySelectorAll('.menshen-held')].map((each) => each.offsetWidth)) <= 300"), true);
    await page.run("document.getElementById('other').style.display = 'none'");
    await press(page, "film", "always");
    await page.until("document.querySelectorAll('.menshen-held').length === 1");
    assert.deepEqual(await seen(page, "film", "other"), [true, false]);
  },

  async "what is not known is not shown, and neither is anything before the policy is there or when it is broken"(/** @type {Page} */ page) {
    page.expectError(/unknown-id|data-consent-show|next|effectiveFrom|found/);
    await page.open(PAGE);
    await page.run("document.querySelector('main').insertAdjacentHTML('beforeend', `<p id='typo' data-consent-show='personalisation'>x</p><p id='service' data-consent-show='player'>x</p><p id='both' data-consent-show='analytics personalization'>x</p>`)");
    assert.deepEqual(await seen(page, "typo", "service", "both", "own"), [false, false, false, false]);
    await page.answer("accept");
    assert.deepEqual(await seen(page, "typo", "service", "both", "own"), [false, false, true, true]);
    await page.promise("window.menshen.erase()");
    await page.open(`${PAGE}?next=broken`);
    await page.until("window.__events.some(([name]) => name === 'error')");
    assert.deepEqual(await seen(page, "own", "general"), [false, true]);
  },

  async "a service that is allowed before the first answer goes with a refusal, and is not called something new"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.until("document.querySelectorAll('.menshen-held').length === 3");
    await press(page, "film", "always");
    await page.until("window.menshen.state().services.player");
    const text = await (await page.seeNotice()).getText();
    assert.doesNotMatch(text, /new or has changed/);
    await page.answer("reject");
    assert.deepEqual((await page.state()).services, { player: false, maps: false });
    await page.reload();
    assert.deepEqual((await page.state()).services, { player: false, maps: false });
  },

  async "whatever is given as a receipt, every later answer works"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    for (const it of ["'[' .repeat(50000) + ']'.repeat(50000)", "'{\"a\":'.repeat(50000)", "(() => { const a = {}; a.a = a; return a })()", "(() => { const a = []; a.push(a); return a })()"]) {
      assert.deepEqual(await page.promise(`window.menshen.import(${it})`), { rejected: "not-a-receipt" }, it);
    }
    const { purposes } = await page.promise("window.menshen.withdraw()");
    assert.equal(purposes.marketing, "denied");
  },

  async "in shadow roots, what is marked waits as elsewhere; openers and parts by consent are not ours there"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.run(
      `const [alpha] = arguments;
       const image = (name) => "<img alt='' width=20 height=20 data-consent='player' data-src='" + alpha + "/img.gif?shadow-" + name + "'>";
       const host = (id, mode) => {
         const made = Object.assign(document.createElement("div"), { id });
         document.querySelector("main").prepend(made);
         return made.attachShadow({ mode });
       };
       host("open", "open").innerHTML = image("open") + "<script type='text/plain' data-consent='player' data-src='" + alpha + "/js/in-shadow.js'></" + "script><button data-menshen-open>Cookies</button><p data-consent-show='analytics'>Seen</p>";
       host("closed", "closed").innerHTML = image("closed");
       host("later", "open").innerHTML = "<div></div>";
       document.getElementById("later").shadowRoot.firstChild.innerHTML = image("later");
       // By a script of the page itself: in the drivers' own, Firefox makes only one such element.
       window.image = image;
       document.head.append(Object.assign(document.createElement("script"), {
         text: ["open", "closed"].map((mode) => "customElements.define('own-" + mode + "', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: '" + mode + "' }).innerHTML = image('element-" + mode + "') } })").join(";"),
       }));
       document.querySelector("main").prepend(document.createElement("own-open"));
       document.querySelector("main").insertAdjacentHTML("afterbegin", "<own-closed></own-closed>");
       host("written", "open").host.setHTMLUnsafe("<div><template shadowrootmode=open>" + image("written") + "</template></div>");`,
      page.servers.trackers.alpha,
    );
    await page.settled();
    const inShadow = () => page.requests().map(({ query }) => query.slice(1)).filter((name) => name.startsWith("shadow-")).sort();
    const isSeen = () => page.run("return document.getElementById('open').shadowRoot.querySelector('p').offsetHeight > 0");
    assert.deepEqual([inShadow(), await isSeen()], [[], true]);
    await page.answer("accept");
    await page.untilRan("in-shadow");
    await page.run("document.getElementById('open').shadowRoot.querySelector('button').click()");
    await page.settled();
    assert.deepEqual(inShadow(), ["closed", "element-closed", "element-open", "later", "open", "written"].map((name) => `shadow-${name}`));
    assert.deepEqual([await isSeen(), (await page.all("dialog")).length], [true, 0]);
    // Hosts that come later than their content, copies of them, and those that text made; but for the closed root of a copy.
    await page.run(
      `const image = (name) => "<img alt='' width=20 height=20 data-consent='player' data-src='" + arguments[0] + "/img.gif?shadow-" + name + "'>";
       const made = (name, mode) => {
         window[name] = document.createElement("div");
         window[name].attachShadow({ mode, clonable: true }).innerHTML = image(name);
       };
       made("late", "closed");
       made("copied", "open");
       made("sealed", "closed");
       window.unsafe = document.createElement("div");
       unsafe.setHTMLUnsafe("<p><template shadowrootmode=open>" + image("unsafe") + "</template></p>");`,
      page.servers.trackers.alpha,
    );
    await page.settled();
    await page.run("document.querySelector('main').append(late, copied.cloneNode(true), sealed.cloneNode(true), unsafe)");
    await page.settled();
    assert.deepEqual(inShadow().filter((name) => /late$|copied|sealed|unsafe/.test(name)), ["shadow-copied", "shadow-late", "shadow-unsafe"]);
  },

  async "under a page's own modal dialog the notice waits"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.seeNotice();
    await page.run(
      `const dialog = document.body.appendChild(document.createElement("dialog"));
       dialog.id = "modal";
       dialog.innerHTML = "<h2>A dialog of the page</h2><button>Fine</button>";
       dialog.showModal();`,
    );
    /** What a pointer meets where the refusal stands. */
    const meets = () => page.run("const { x, y, width, height } = document.querySelector('[data-menshen=reject]').getBoundingClientRect(); return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('.menshen-notice') !== null");
    await page.run("document.querySelector('[data-menshen=reject]').focus()");
    assert.deepEqual([await meets(), await page.run("return document.activeElement.closest('dialog')?.id")], [false, "modal"]);
    assert.equal((await page.state()).record, null);
    await page.run("document.getElementById('modal').close()");
    await page.answer("reject");
  },

  async "what a router puts in later gets its list and its placeholder too"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.until("document.querySelector('#list table') && document.querySelectorAll('.menshen-held').length === 3");
    await page.run("document.body.innerHTML = `<main><h1>Another page</h1><section><div id='later' data-menshen-declaration></div><div id='place' data-consent-placeholder='maps' style='height: 200px'>A map</div></section></main>`");
    await page.until("document.querySelector('#later table')", "the list");
    await page.until("document.querySelectorAll('.menshen-held').length === 1", "the placeholder of the new page, and none of the old");
    assert.deepEqual(await seen(page, "place"), [false]);
    await page.run("document.getElementById('later').replaceChildren()");
    await page.run("document.querySelector('section').prepend(document.getElementById('later'))");
    await page.until("document.querySelector('#later table')", "the list again, where the page has emptied it");
  },

  async "a new statement is told of once, to who has answered, and agrees to nothing"(/** @type {Page} */ page) {
    await page.open(`${PAGE}?next=soon`);
    assert.equal(await page.run("return !!document.querySelector('.menshen-change')"), false, "who is asked anyway is not told besides");
    await page.answer("reject");
    await page.until("document.querySelector('.menshen-change')", "then it is told");
    const text = await page.run("return document.querySelector('.menshen-change').innerText");
    for (const pattern of [/is going to change/, /Version 4\.0 applies from January 1, 2199/, /Data are kept for a year\./, /agrees to nothing/]) {
      assert.match(text, pattern);
    }
    const before = (await page.state()).record;
    await (await page.see("button", ["Close"])).click();
    await page.until("!document.querySelector('.menshen-change')", "it is gone");
    assert.deepEqual((await page.state()).record, before, "nothing is decided by that");
    await page.reload();
    await page.settled();
    assert.equal(await page.run("return !!document.querySelector('.menshen-change')"), false, "once");
  },

  async "each answer leaves a receipt that names the one before; erased, there is none; taken over, it says so"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("reject");
    await page.promise("window.menshen.withdraw()");
    const told = await page.promise("window.menshen.export()");
    assert.deepEqual(told.receipts.map((/** @type {any} */ { source, previous }) => [source, /^sha256-[0-9a-f]{64}$/.test(previous)]), [["notice", false], ["withdraw", true]]);
    assert.match(told.receipts[0].notice, /^sha256-[0-9a-f]{64}$/, "with the hash of what was shown");
    assert.equal(told.receipts[1].notice, undefined, "nothing was shown where a program withdrew");
    const all = JSON.stringify(told);
    assert.doesNotMatch(all, /Mozilla|AppleWebKit|127\.0\.0\.1/, "no browser, no address");
    await page.promise("window.menshen.erase()");
    assert.equal(await page.run("return localStorage.getItem('menshen-receipts')"), null);
    assert.equal((await page.state()).record, null);
    const taken = await page.promise(`window.menshen.import(${all})`);
    assert.equal(taken.purposes.marketing, "denied");
    assert.equal((await page.state()).record.source, "import");
    for (const [it, code] of /** @type {[string, string][]} */ ([["{}", "not-a-receipt"], ["'nonsense'", "not-a-receipt"], ["null", "not-a-receipt"]])) {
      assert.deepEqual(await page.promise(`window.menshen.import(${it})`), { rejected: code });
    }
  },
};
