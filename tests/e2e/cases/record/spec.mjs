// What is stored, and what counts as never asked.

import assert from "node:assert/strict";

const PAGE = "/cases/record/page.html";

/** A page of the same origin on which a case can plant things before anything reads them. @param {any} page */
const plantingGround = (page) => page.driver.get(new URL("/__marker?name=plant", page.origin).href);

/** Opens the page with a cookie and, if given, a mirror. @param {any} page @param {string | null} cookie @param {string | null} [mirror] */
async function openWith(page, cookie, mirror = null) {
  await plantingGround(page);
  await page.run(
    `document.cookie = "menshen=" + (arguments[0] === null ? "; max-age=0" : arguments[0]) + "; path=/";
     arguments[1] === null ? localStorage.removeItem("menshen") : localStorage.setItem("menshen", arguments[1])`,
    cookie,
    mirror,
  );
  await page.open(PAGE);
}

/** Makes a record by asking for one. @param {any} page @param {string} choice */
async function recordOf(page, choice) {
  await page.open(PAGE);
  await page.choose(choice);
  await page.noticeGone();
  return page.run("return document.cookie.match(/menshen=([^;]*)/)[1]");
}

/** The record's own check, to make records that are whole and wrong. @param {string} body */
function sealed(body) {
  let hash = 0x811c9dc5;
  for (const byte of [...Buffer.from(body), 0xff]) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `${body}~${hash.toString(36)}`;
}

export const cases = {
  async "a record that is off counts as never asked"(/** @type {any} */ page) {
    const good = await recordOf(page, "accept");
    const fields = good.split("~").slice(0, -1);
    assert.equal(sealed(fields.join("~")), good, "the check is as documented");
    const broken = {
      empty: "", garbage: "granted", cut: good.slice(0, -1), "cut in half": good.slice(0, good.length / 2),
      altered: good.replace(".g.", ".d."), "another version": sealed(["2", ...fields.slice(1)].join("~")),
      "no controller": sealed([...fields.slice(0, 3), "1", ...fields.slice(4)].join("~")),
      expired: sealed(["1", "10", "20", ...fields.slice(3)].join("~")),
      "longer than allowed": sealed(["1", fields[1], "zzzzzz", ...fields.slice(3)].join("~")),
      foreign: "%7B%22analytics%22%3Atrue%7D",
    };
    for (const [name, cookie] of Object.entries(broken)) {
      await openWith(page, cookie);
      assert.deepEqual(await page.ran(), [], name);
      const state = await page.state();
      assert.equal(state.record, null, name);
      assert.deepEqual(state.ask.length, 4, name);
      await page.see(".menshen-notice");
      assert.deepEqual(await page.errors(), [], name);
    }
    await openWith(page, good);
    await page.until("window.__ran.length === 2", "the whole one counts");
  },

  async "the mirror stands in for a cookie that is gone, not for one that is off"(/** @type {any} */ page) {
    const good = await recordOf(page, "accept");
    assert.equal(await page.run("return localStorage.getItem('menshen')"), good);
    await openWith(page, null, good);
    assert.equal((await page.state()).purposes.marketing, "granted");
    await openWith(page, good.slice(0, -2), good);
    assert.equal((await page.state()).purposes.marketing, "undecided");
  },

  async "only what means something else is asked again"(/** @type {any} */ page) {
    const policy = (/** @type {object} */ change) => ({
      controller: { name: "The Lantern", contact: "x@lantern.example" },
      statement: { url: "/privacy", version: "1" },
      purposes: [
        { id: "analytics", title: "Counting", description: "We count visits." },
        { id: "marketing", title: "Adverts", description: "We show adverts." },
      ],
      ...change,
    });
    const openUnder = async (/** @type {object} */ given) => {
      await page.run("sessionStorage.setItem('policy-of-this-case', JSON.stringify(arguments[0]))", given);
      await page.open(PAGE);
      return page.state();
    };
    await plantingGround(page);
    await openUnder(policy({}));
    await page.choose("accept");
    await page.noticeGone();

    const reworded = await openUnder(policy({
      purposes: [
        { id: "analytics", title: { en: "Counting visits", de: "Zählen" }, description: "We count." },
        { id: "marketing", title: "Adverts", description: "We show adverts." },
      ],
    }));
    assert.deepEqual(reworded.ask, [], "other words ask nobody");

    const revised = await openUnder(policy({
      purposes: [
        { id: "analytics", title: "Counting", description: "We count and compare.", revision: 2 },
        { id: "marketing", title: "Adverts", description: "We show adverts." },
        { id: "maps", title: "Maps", description: "We show maps." },
      ],
    }));
    assert.deepEqual(revised.ask, ["analytics", "maps"]);
    assert.deepEqual(revised.fresh, ["analytics", "maps"]);
    assert.equal(revised.purposes.marketing, "granted", "the others are kept");
    assert.deepEqual(await page.ran(), ["marketing"]);
    await page.choose("reject");
    await page.noticeGone();
    assert.equal((await page.state()).purposes.marketing, "granted", "and stay when only the new ones are answered");
    assert.equal((await page.state()).purposes.maps, "denied");

    const sold = await openUnder(policy({ controller: { name: "Another House", contact: "x@other.example" } }));
    assert.deepEqual(sold.ask, ["analytics", "marketing"], "another controller asks everything");
  },

  async "without storage and cookies the answer lasts as long as the page"(/** @type {any} */ page) {
    await page.open("/cases/record/sandboxed.html");
    const frame = await page.see("iframe");
    await page.driver.switchTo().frame(frame);
    await page.until("window.menshen && window.menshen.state().status === 'ready'");
    await page.choose("accept");
    await page.until("window.menshen.granted('analytics')");
    await page.until("window.__ran.length === 1", "what waited is released");
    assert.deepEqual(await page.errors(), []);
    await page.driver.switchTo().defaultContent();
  },
};
