// Plays storages, servers and tabs against the keeping and the sending of receipts.

import assert from "node:assert/strict";
import test from "node:test";
import { rearm, undo } from "../../js/hand/undo.js";
import { batch, forget, isOver, keep, kept, ownAddress, request, resume, send } from "../../js/notice/receipts.js";

/** @param {string} name @param {any} value */
const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

/** A storage that holds so many characters, or refuses, or lets nothing in without a word. */
class Store {
  items = new Map();
  constructor(room = Infinity, isSilent = false) {
    this.room = room;
    this.isSilent = isSilent;
  }
  getItem(key) {
    if (this.room < 0) {
      throw new Error("SecurityError");
    }
    return this.items.get(key) ?? null;
  }
  setItem(key, value) {
    if (value.length > this.room) {
      throw new Error("QuotaExceededError");
    }
    if (!this.isSilent) {
      this.items.set(key, value);
    }
  }
  removeItem(key) {
    this.getItem(key);
    this.items.delete(key);
  }
}

/** Begins a page. @param {{ storage?: any, answers?: any[], locks?: any }} [its] */
function page({ storage = new Store(), answers = [], locks } = {}) {
  undo();
  rearm();
  forget("menshen");
  put("localStorage", storage);
  put("window", new EventTarget());
  put("location", new URL("https://shop.example/a/b?c"));
  put("navigator", { locks });
  const asked = [];
  put("fetch", async (url, options) => {
    asked.push([url, options]);
    const answer = answers.length ? answers.shift() : 204;
    if (typeof answer === "function") {
      return { status: await answer() };
    }
    if (!answer) {
      throw new TypeError("Failed to fetch");
    }
    return { status: answer };
  });
  return { storage, asked };
}

/** The bodies that were sent. @param {any[]} asked */
const bodies = (asked) => asked.map(([, { body }]) => body);
const outbox = () => JSON.parse(localStorage.getItem("menshen-outbox") || "[]");

test("the last receipts are kept", () => {
  page();
  assert.deepEqual(kept("menshen"), []);
  assert.deepEqual(keep("a", "menshen"), ["a"]);
  for (let i = 0; i < 30; i++) {
    keep(`n${i}`, "menshen");
  }
  assert.equal(kept("menshen").length, 20);
  assert.equal(kept("menshen")[19], "n29");
  assert.deepEqual(keep("b", "menshen", 2), ["n29", "b"]);
  assert.deepEqual(keep("c", "menshen", 0), ["c"]);
  assert.deepEqual(kept("other"), []);
  forget("menshen");
  assert.deepEqual(kept("menshen"), []);
});

test("a full storage loses the oldest, a refused one all, and nothing throws", () => {
  page({ storage: new Store(16) });
  for (const text of ["aaa", "bbb", "ccc"]) {
    keep(text, "menshen");
  }
  assert.deepEqual(kept("menshen"), ["bbb", "ccc"]);
  assert.deepEqual(keep("x".repeat(20), "menshen"), ["bbb", "ccc"], "what does not fit alone is not kept");
  page({ storage: new Store(-1) });
  assert.deepEqual(keep("a", "menshen"), []);
  forget("menshen");
  page({ storage: new Store(Infinity, true) });
  assert.deepEqual(keep("a", "menshen"), [], "what is left out without a word is not kept");
  page();
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("SecurityError");
    },
    configurable: true,
  });
  assert.deepEqual(keep("a", "menshen"), []);
  assert.deepEqual(kept("menshen"), []);
  forget("menshen");
});

test("what is corrupt counts as nothing", () => {
  for (const odd of ["", "{", "null", "7", '"a"', "{}", "[1]", '["a",null]', "[[]]"]) {
    const { storage } = page();
    storage.items.set("menshen-receipts", odd);
    assert.deepEqual(kept("menshen"), [], odd);
    assert.deepEqual(keep("a", "menshen"), ["a"], odd);
  }
});

test("only the site's own address is sent to", () => {
  const { asked } = page();
  for (const own of ["/receipts", "receipts", "https://shop.example/r", "//shop.example/r", "?r"]) {
    assert.match(ownAddress(own), /^https:\/\/shop\.example\//, own);
  }
  for (const other of [
    "https://www.shop.example/r",
    "http://shop.example/r",
    "https://shop.example:8443/r",
    "//other.example/r",
    "blob:https://shop.example/1",
    "data:,x",
    "javascript:1",
    "https://",
  ]) {
    assert.equal(send(other, "{}", "1", "menshen"), "not-first-party", other);
  }
  assert.deepEqual([asked, outbox()], [[], []]);
  put("location", { href: "file:///a.html", origin: "null" });
  assert.equal(ownAddress("b"), "");
});

test("a receipt is sent once, as itself", async () => {
  const { asked } = page();
  assert.equal(send("/receipts", '{"id":"1"}', "1", "menshen"), "");
  await resume("/receipts", "menshen");
  await resume("/receipts", "menshen");
  assert.equal(asked.length, 1);
  const [url, options] = asked[0];
  assert.equal(url, "https://shop.example/receipts");
  assert.deepEqual(options, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "1" },
    body: '{"id":"1"}',
    keepalive: true,
    credentials: "same-origin",
    redirect: "error",
  });
  assert.deepEqual(outbox(), []);
});

test("what waited goes in one request, and what comes meanwhile in the next", async () => {
  const { asked } = page({ answers: [() => (send("/r", "4", "4", "menshen"), 200)] });
  localStorage.setItem("menshen-outbox", JSON.stringify([["1", "1", false], ["2", "2", false]]));
  send("/r", "3", "3", "menshen");
  send("/r", "3", "3", "menshen");
  await resume("/r", "menshen");
  assert.deepEqual(bodies(asked), ["[1,2,3]", "4"]);
  assert.equal(asked[0][1].headers["idempotency-key"], "1,2,3");
  assert.deepEqual(outbox(), []);
});

test("a request whose end is not known goes again as it was", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { asked } = page({ answers: [0, 503, 429, 408, 200, 200] });
  send("/r", "1", "1", "menshen");
  await resume("/r", "menshen");
  // That was the first try, and one because we asked.
  assert.deepEqual(bodies(asked), ["1", "1"]);
  send("/r", "2", "2", "menshen");
  await resume("/r", "menshen");
  assert.deepEqual(bodies(asked).slice(2), ["1", "1"]);
  // The next tries come by themselves, later and later: after 2, 4, 8 and now 16 seconds.
  context.mock.timers.tick(15_000);
  await resume("/other", "nothing");
  assert.equal(asked.length, 4);
  context.mock.timers.tick(1_000);
  await resume("/other", "nothing");
  assert.deepEqual(bodies(asked).slice(4), ["1", "2"]);
  assert.deepEqual(outbox(), []);
});

test("it goes again on the next page, and when the browser is back online", async () => {
  const storage = new Store();
  const first = page({ storage, answers: [0] });
  send("/r", "1", "1", "menshen");
  await resume("/none", "nothing");
  assert.equal(first.asked.length, 1);
  const before = storage.items.get("menshen-outbox");
  assert.ok(before);

  const second = page({ storage, answers: [0] });
  storage.items.set("menshen-outbox", before);
  await resume("/r", "menshen");
  assert.equal(second.asked.length, 1);
  window.dispatchEvent(new Event("online"));
  await resume("/none", "nothing");
  assert.equal(second.asked.length, 2);
  assert.deepEqual(outbox(), []);
  window.dispatchEvent(new Event("online"));
  await resume("/none", "nothing");
  assert.equal(second.asked.length, 2);
});

test("after stop nothing is sent", async () => {
  const { asked } = page({ answers: [0] });
  send("/r", "1", "1", "menshen");
  await resume("/none", "nothing");
  undo();
  window.dispatchEvent(new Event("online"));
  await resume("/r", "menshen");
  assert.equal(asked.length, 1);
  assert.equal(outbox().length, 1);
  rearm();
  await resume("/r", "menshen");
  assert.equal(asked.length, 2);
});

test("what the server will never take is given up", async () => {
  for (const status of [400, 401, 404, 409, 422]) {
    const { asked } = page({ answers: [status] });
    send("/r", "1", "1", "menshen");
    await resume("/r", "menshen");
    assert.equal(asked.length, 1);
    assert.deepEqual(outbox(), [], String(status));
  }
  assert.deepEqual([200, 204, 301, 304, 408, 429, 500, 503, 0].filter(isOver), [200, 204]);
});

test("two tabs do not send the same at once", async () => {
  const names = [];
  let free = Promise.resolve();
  const locks = {
    request(name, work) {
      names.push(name);
      return (free = free.then(work));
    },
  };
  const { asked } = page({ locks });
  // The other tab holds the lock, and sends what waits.
  let over;
  free = new Promise((done) => (over = done));
  send("/r", "1", "1", "menshen");
  const done = resume("/r", "menshen");
  await Promise.resolve();
  assert.deepEqual([asked, outbox().length], [[], 1], "it waits, and is kept meanwhile");
  localStorage.removeItem("menshen-outbox");
  over();
  await done;
  assert.deepEqual(asked, []);
  assert.equal(names[0], "menshen-outbox");
});

test("without storage it is sent all the same", async () => {
  for (const room of [-1, 3]) {
    const { asked } = page({ storage: new Store(room) });
    send("/r", "1", "1", "menshen");
    await resume("/r", "menshen");
    assert.deepEqual(bodies(asked), ["1"], String(room));
  }
});

test("an outbox that is corrupt is none, and one that nobody empties stays small", async () => {
  for (const odd of ["{", "{}", '["1"]', '[["1"]]', '[["1",2,true]]']) {
    const { storage, asked } = page();
    storage.items.set("menshen-outbox", odd);
    await resume("/r", "menshen");
    assert.deepEqual(asked, [], odd);
  }
  const { asked } = page({ answers: [0] });
  for (let i = 0; i < 150; i++) {
    send("/r", `${i}`, `${i}`, "menshen");
  }
  assert.equal(outbox().length, 100);
  assert.equal(outbox()[99][0], "149");
  await resume("/r", "menshen");
  assert.ok(asked.length > 0);
});

test("no request is longer than may outlive a page", () => {
  const letters = (...sizes) => sizes.map((size, place) => [String(place), "x".repeat(size), false]);
  const sent = (...sizes) => batch(letters(...sizes)).map(([id]) => id).join();
  assert.equal(sent(100, 100, 100), "0,1,2");
  assert.equal(sent(15000, 4000, 2000, 10), "0,1");
  assert.equal(sent(30000, 10), "0");
  assert.equal(request(batch(letters(15000, 4000))).keepalive, true);
  assert.equal(request(batch(letters(30000))).keepalive, false);
});
