// What is stored, how long it counts, and what counts as never asked.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/record/page.html";
const DAY = 86_400;

/** Opens the page with a cookie and, if given, a mirror; the page open before is one of ours, and may write its own record. @param {Page} page @param {string | null} cookie @param {string | null} [mirror] @param {string} [path] */
async function openWith(page, cookie, mirror = null, path = PAGE) {
  await page.run(
    `document.cookie = "menshen=" + (arguments[0] === null ? "; max-age=0" : arguments[0]) + "; path=/";
     arguments[1] === null ? localStorage.removeItem("menshen") : localStorage.setItem("menshen", arguments[1])`,
    cookie,
    mirror,
  );
  // Whatever is in the page runs before its load event, if it runs at all.
  await page.visit(path);
}

/** Makes a record by asking for one. @param {Page} page @param {"accept" | "reject"} choice @param {string} [path] */
async function recordOf(page, choice, path = PAGE) {
  await page.open(path);
  await page.answer(choice);
  return String((await page.cookie("menshen"))?.value);
}

/** The record's own check (FNV-1a, as documented), to make records that are whole and yet wrong. @param {string[]} fields */
function sealed(fields) {
  const body = fields.join("~");
  let hash = 0x811c9dc5;
  for (const byte of [...Buffer.from(body), 0xff]) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `${body}~${hash.toString(36)}`;
}

/** The same record with some fields replaced. @param {string} record @param {{ [place: number]: string }} fields */
const changed = (record, fields) => sealed(record.split("~").slice(0, -1).map((field, place) => fields[place] ?? field));

const now = () => Math.floor(Date.now() / 1000);
const base36 = (/** @type {number} */ number) => number.toString(36);

/** @param {Page} page @param {string} what */
async function assertNeverAsked(page, what) {
  assert.deepEqual(await page.ran(), [], `${what}: nothing runs`);
  const state = await page.state();
  assert.equal(state.status, "ready", what);
  assert.equal(state.record, null, `${what}: no record`);
  assert.deepEqual(state.ask, ["analytics", "marketing"], `${what}: everything is asked`);
  assert.deepEqual(state.fresh, [], `${what}: as for the first time`);
}

export const whole = {
  engine: "chromium",
  elsewhere: [
    "expired: asked again; a day before: not",
    "the mirror stands in for a cookie that is gone, not for one that is off",
    "subdomains share an answer where the site says so",
    "a site by itself shares no answer with its neighbours",
    "without cookies and storage the answer lasts as long as the page",
  ],
};

export const cases = {
  async "corrupt, cut, foreign or of another version: never asked"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const good = await recordOf(page, "accept");
    assert.equal(changed(good, {}), good, "the check is as documented");
    const [, decided, , , , , , first] = good.split("~");
    const broken = {
      "an empty one": "",
      "a word": "granted",
      "true": "true",
      "JSON": encodeURIComponent(JSON.stringify({ analytics: true, marketing: true })),
      "another tool's": "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA",
      "cut by one": good.slice(0, -1),
      "cut in half": good.slice(0, good.length / 2),
      "its beginning alone": "1",
      "separators alone": "~~~~~~~~~",
      "one letter altered": good.replace("~en~", "~eo~"),
      "a refusal made a grant": (await page.promise("window.menshen.rejectAll()"), String((await page.cookie("menshen"))?.value).replace(".d.", ".g.")),
      "doubled": `${good}${good}`,
      "of a future version": changed(good, { 0: "2" }),
      "of no version": changed(good, { 0: "" }),
      "of an unknown source": changed(good, { 5: "x" }),
      "of no controller": changed(good, { 3: "" }),
      "with an unknown word": changed(good, { 7: first.replace(".g.", ".y.") }),
      "without a meaning": changed(good, { 7: first.split(".").slice(0, 2).join(".") }),
      "longer than any is kept": changed(good, { 2: base36(parseInt(decided, 36) + 401 * DAY) }),
      "that ends before it begins": changed(good, { 2: base36(parseInt(decided, 36) - 1) }),
      "of next week": changed(good, { 1: base36(now() + 7 * DAY), 2: base36(now() + 20 * DAY) }),
      "as long as a cookie can be": sealed([...good.split("~").slice(0, -1), ...Array(300).fill(first)]).slice(0, 4000),
    };
    for (const [name, cookie] of Object.entries(broken)) {
      await openWith(page, cookie);
      await assertNeverAsked(page, name);
    }
    await page.seeNotice();
    await openWith(page, good);
    await page.untilRan("analytics", "marketing");
    assert.equal((await page.all("region")).length, 0, "the whole one counts");
  },

  async "expired: asked again; a day before: not"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const good = await recordOf(page, "accept");
    const lived = (/** @type {number} */ days) => changed(good, { 1: base36(now() - days * DAY), 2: base36(now() + (180 - days) * DAY) });
    await openWith(page, lived(179));
    await page.untilRan("analytics", "marketing");
    assert.equal((await page.all("region")).length, 0, "after 179 days");
    await openWith(page, lived(181));
    await assertNeverAsked(page, "after 181 days");
    await page.seeNotice();
    await openWith(page, null, lived(181));
    await assertNeverAsked(page, "the mirror after 181 days");
    await page.answer("reject");
    assert.equal((await page.state()).record.purposes.marketing, "denied", "and can be answered anew");
  },

  async "a no lasts as long as a yes"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    for (const choice of /** @type {const} */ (["accept", "reject"])) {
      await recordOf(page, choice);
      const { decided, expires } = (await page.state()).record;
      assert.equal((Date.parse(expires) - Date.parse(decided)) / 1000, 180 * DAY, choice);
      await page.promise("window.menshen.erase()");
    }
  },

  async "the mirror stands in for a cookie that is gone, not for one that is off"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const good = await recordOf(page, "accept");
    assert.equal(await page.run("return localStorage.getItem('menshen')"), good);
    await openWith(page, null, good);
    assert.equal((await page.state()).purposes.marketing, "granted");
    await openWith(page, good.slice(0, -2), good);
    assert.equal((await page.state()).purposes.marketing, "undecided");
    for (const mirror of ["", "granted", good.slice(0, -1), "{}"]) {
      await openWith(page, null, mirror);
      await assertNeverAsked(page, `a mirror that says "${mirror}"`);
    }
  },

  async "of two the newer counts"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const yes = await recordOf(page, "accept");
    await page.promise("window.menshen.rejectAll()");
    const no = String((await page.cookie("menshen"))?.value);
    const at = (/** @type {string} */ record, /** @type {number} */ ago) => changed(record, { 1: base36(now() - ago), 2: base36(now() - ago + 180 * DAY) });
    await openWith(page, at(yes, 500), at(no, 100));
    assert.equal((await page.state()).purposes.analytics, "denied", "a newer mirror");
    await openWith(page, at(no, 100), at(yes, 500));
    assert.equal((await page.state()).purposes.analytics, "denied", "a newer cookie");
  },

  async "other words ask nobody"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await recordOf(page, "accept");
    for (const policy of ["reworded", "reordered"]) {
      await page.open(`${PAGE}?policy=${policy}`);
      const { ask, purposes } = await page.state();
      assert.deepEqual(ask, [], policy);
      assert.deepEqual(purposes, { analytics: "granted", marketing: "granted" }, policy);
      assert.equal((await page.all("region")).length, 0, policy);
      await page.untilRan("analytics", "marketing", "alpha-service");
    }
  },

  async "another meaning asks only that purpose"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const yes = await recordOf(page, "accept");
    for (const [policy, asked] of [
      ["revised", "analytics"],
      ["new-purpose", "maps"],
      ["new-service", "marketing"],
      ["shared", "analytics"],
      ["own-service", "analytics"],
    ]) {
      await openWith(page, yes, null, `${PAGE}?policy=${policy}`);
      const { ask, fresh, purposes } = await page.state();
      assert.deepEqual(ask, [asked], policy);
      assert.deepEqual(fresh, [asked], policy);
      assert.equal(purposes[asked], "undecided", policy);
      const others = Object.keys(purposes).filter((id) => id !== asked);
      assert.ok(others.every((id) => purposes[id] === "granted"), `${policy}: the others are kept`);
      assert.deepEqual((await page.ran()).filter((name) => name === asked), [], `${policy}: it waits`);
      const notice = await page.seeNotice();
      const text = await notice.getText();
      assert.match(text, /New|changed/i, `${policy}: says that something is new`);
      assert.equal((await page.all("button", ["Accept all", "Reject all"])).length, 0, `${policy}: no button speaks of all`);
      await page.answer("reject");
      const after = await page.state();
      assert.equal(after.purposes[asked], "denied", policy);
      assert.ok(others.every((id) => after.purposes[id] === "granted"), `${policy}: a no to it is none to the others`);
    }
  },

  async "a yes to what is new leaves a no alone"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await recordOf(page, "reject");
    await page.open(`${PAGE}?policy=new-purpose`);
    assert.deepEqual((await page.state()).ask, ["maps"]);
    await page.answer("accept");
    await page.untilRan("maps");
    await page.settled();
    assert.deepEqual(await page.ran(), ["maps"]);
    assert.deepEqual((await page.state()).purposes, { analytics: "denied", marketing: "denied", maps: "granted" });
  },

  async "another controller asks everything"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await recordOf(page, "accept");
    await page.open(`${PAGE}?policy=sold`);
    await assertNeverAsked(page, "sold");
  },

  async "name, lifetime and path are the site's to choose"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await page.open(`${PAGE}?policy=named`);
    await page.answer("reject");
    const cookie = await page.cookie("choice");
    assert.equal(cookie?.path, "/cases");
    assert.equal(Math.round((Number(cookie?.expiry) - now()) / DAY), 30);
    assert.ok(await page.run("return !!localStorage.getItem('choice') && !localStorage.getItem('menshen')"), "the mirror is called the same");
    await page.reload();
    assert.deepEqual((await page.state()).ask, []);
    await page.open(`${PAGE}?policy=long`);
    await page.answer("reject");
    assert.equal(Math.round((Number((await page.cookie("menshen"))?.expiry) - now()) / DAY), 400, "at most");
  },

  async "subdomains share an answer where the site says so"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const stamp = Date.now().toString(36);
    await page.moveTo(`one-${stamp}.slow-kettle.example`);
    await page.open(`${PAGE}?policy=shared-domain`);
    await page.answer("reject");
    const cookie = await page.cookie("menshen");
    assert.match(String(cookie?.domain), /^\.?slow-kettle\.example$/);
    page.origin = `http://two-${stamp}.slow-kettle.example`;
    await page.open(`${PAGE}?policy=shared-domain`);
    assert.deepEqual((await page.state()).ask, [], "answered next door");
    await page.promise("window.menshen.erase()");
    assert.deepEqual(await page.cookieNames(), [], "and forgotten from here");
  },

  async "a site by itself shares no answer with its neighbours"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    const stamp = Date.now().toString(36);
    await page.moveTo(`three-${stamp}.slow-kettle.example`);
    await page.open(PAGE);
    await page.answer("accept");
    page.origin = `http://sub.three-${stamp}.slow-kettle.example`;
    await page.open(PAGE);
    await assertNeverAsked(page, "a subdomain");
  },

  async "without cookies and storage the answer lasts as long as the page"(/** @type {Page} */ page) {
    page.expectError(/unknown-id: data-consent/);
    await page.open("/cases/record/sandboxed.html");
    await page.driver.switchTo().frame(await page.driver.findElement({ css: "iframe" }));
    await page.until("window.menshen && window.menshen.state().status === 'ready'");
    const refused = await page.run("try { return document.cookie + localStorage.length; } catch (error) { return error.name; }");
    assert.equal(refused, "SecurityError", "this page may store nothing");
    await page.seeNotice();
    assert.deepEqual(await page.ran(), []);
    await page.answer("accept");
    await page.untilRan("analytics", "beta-unmarked");
    assert.equal((await page.state()).record.source, "notice");
    const { purposes } = await page.promise("window.menshen.withdraw()");
    assert.equal(purposes.analytics, "denied");
    await page.run("location.reload()").catch(() => {});
    await page.driver.switchTo().defaultContent();
    await page.reload();
    await page.driver.switchTo().frame(await page.driver.findElement({ css: "iframe" }));
    await page.until("window.menshen && window.menshen.state().status === 'ready'");
    assert.equal((await page.state()).record, null, "nothing was kept");
    await page.seeNotice();
    await page.driver.switchTo().defaultContent();
  },
};
