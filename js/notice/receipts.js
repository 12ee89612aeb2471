// Receipts of decisions: kept on the device, and sent to the site itself where it says so. What stands in one, Rust says;
// see `src/domain/receipt`.

import { isStopped, listenForNow, undoing } from "../hand/undo.js";

/** How many receipts are kept when nothing is said. */
const MOST = 20;
/** How many wait to be sent at most: a server that never answers fills nobody's storage. */
const MOST_WAITING = 100;
/** What goes in one request, in UTF-16 units: browsers refuse more than 64 KiB behind a page, and a unit is at most three bytes. */
const LONGEST = 20000;
/** The first and the longest wait before another try, in milliseconds. */
const SOON = 2000;
const LATE = 600000;

/** @param {string} cookie */
export const receiptsKey = (cookie) => cookie + "-receipts";
/** @param {string} cookie */
const outboxKey = (cookie) => cookie + "-outbox";

/** What a text says as JSON; nothing if it is none. @param {string} text @returns {any[]} */
export const parsed = (text) => {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
};

/**
 * Reads a list that was stored; anything else counts as none.
 * @template T
 * @param {string | null | undefined} text
 * @param {(item: any) => item is T} fits
 * @returns {T[]}
 */
export function readList(text, fits) {
  const [list] = parsed(text || "");
  return Array.isArray(list) && list.every(fits) ? list : [];
}

/** @param {any} item @returns {item is string} */
const isText = (item) => typeof item === "string";

/**
 * Adds a receipt, and keeps the last ones. Where storage is full the oldest go first; where it is refused nothing is kept.
 * @param {string} text
 * @param {string} cookie the name of the record's cookie
 * @param {number} [most]
 * @returns {string[]} what is kept now, the oldest first
 */
export function keep(text, cookie, most = MOST) {
  const list = [...kept(cookie), text].slice(-Math.max(1, Math.floor(most) || 1));
  while (list.length && !store(receiptsKey(cookie), JSON.stringify(list))) {
    list.shift();
  }
  return kept(cookie);
}

/**
 * Does something with a list of the site's while no other tab does. On a page that is not secure there are no locks, and in
 * some nobody gets one: then it is done all the same.
 * @template T
 * @param {string} key the list's
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(key, work) {
  /** @type {Promise<T> | undefined} */
  let done;
  const once = () => (done = done || Promise.resolve().then(work));
  await navigator.locks?.request(key, once).catch(() => {});
  return once();
}

/** What is kept, the oldest first. @param {string} cookie */
export const kept = (cookie) => readList(stored(receiptsKey(cookie)), isText);

/** Deletes what is kept, and what still waits to be sent. @param {string} cookie */
export function forget(cookie) {
  memory.delete(outboxKey(cookie));
  [receiptsKey(cookie), outboxKey(cookie)].forEach(unstore);
}

/** @param {string} key */
function unstore(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is there then.
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Returns whether it is stored. @param {string} key @param {string} text */
function store(key, text) {
  try {
    localStorage.setItem(key, text);
    // What may not be written is left out without a word.
    return localStorage.getItem(key) === text;
  } catch {
    return false;
  }
}

/**
 * A receipt on its way: its id, its text, and whether it was in a request whose end is not known. Such ones go again
 * together and with nothing else, under the same key, so that the server knows the request.
 * @typedef {[id: string, text: string, tried: boolean]} Letter
 */

/** @param {any} item @returns {item is Letter} */
const isLetter = (item) => Array.isArray(item) && isText(item[0]) && isText(item[1]) && typeof item[2] === "boolean";

/** Outboxes that could not be stored: they last as long as the page. @type {Map<string, string>} */
const memory = new Map();

/** @param {string} cookie */
const waiting = (cookie) => readList(memory.get(outboxKey(cookie)) || stored(outboxKey(cookie)), isLetter);

/** An empty outbox is none: the gate looks whether there is one. @param {string} cookie @param {Letter[]} letters */
function setWaiting(cookie, letters) {
  const key = outboxKey(cookie);
  const text = JSON.stringify(letters);
  memory.delete(key);
  if (!letters.length) {
    unstore(key);
  } else if (!store(key, text)) {
    memory.set(key, text);
  }
}

/**
 * What goes next: all that waits, as far as one request holds it.
 * @param {Letter[]} letters
 */
export function batch(letters) {
  const tried = letters.filter(([, , tried]) => tried);
  if (tried.length) {
    return tried;
  }
  let size = 0;
  return letters.filter(([, text], place) => (size += text.length + 1) < LONGEST || !place);
}

/**
 * The request that brings some receipts.
 * @param {Letter[]} letters
 * @returns {RequestInit}
 */
export function request(letters) {
  const texts = letters.map(([, text]) => text);
  const body = texts.length > 1 ? `[${texts}]` : texts[0];
  return {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": letters.map(([id]) => id).join() },
    body,
    // It outlives the page, if it is short enough for that.
    keepalive: body.length < LONGEST + 2,
    credentials: "same-origin",
    // A redirect could lead to somebody else.
    redirect: "error",
  };
}

/** Whether a server's answer ends it: it has them, or will never take them. @param {number} status */
export const isOver = (status) => (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== 408 && status !== 429);

/**
 * The address of an endpoint, if it is the site's own.
 * @param {string} endpoint
 */
export function ownAddress(endpoint) {
  try {
    // Not as the page would read it: its base may be somebody else's.
    const { protocol, origin, href } = new URL(endpoint, location.href);
    return /^https?:$/.test(protocol) && origin === location.origin ? href : "";
  } catch {
    return "";
  }
}

/**
 * Sends a receipt: now, or as soon as it can be. Returns the code of what is wrong, or nothing.
 * @param {string} endpoint
 * @param {string} text
 * @param {string} id the receipt's
 * @param {string} cookie
 */
export function send(endpoint, text, id, cookie) {
  if (!ownAddress(endpoint)) {
    return "not-first-party";
  }
  // At once, and not behind the lock: the page may be gone before it is free.
  const letters = waiting(cookie);
  if (!letters.some(([known]) => known === id)) {
    setWaiting(cookie, [...letters, /** @type {Letter} */ ([id, text, false])].slice(-MOST_WAITING));
  }
  resume(endpoint, cookie);
  return "";
}

/** What is under way in this page. @type {Promise<void>} */
let last = Promise.resolve();
/** The outboxes that are tried again when the browser is back online. @type {Set<string>} */
const listens = new Set();
/** Tries that are to come, by outbox: the timer and how long it runs. @type {Map<string, [any, number]>} */
const later = new Map();

/**
 * Sends what waits, from this page or an earlier one. Done when nothing waits, or must wait longer.
 * @param {string} endpoint
 * @param {string} cookie
 */
export function resume(endpoint, cookie) {
  const address = ownAddress(endpoint);
  if (!address || isStopped || !waiting(cookie).length) {
    return last;
  }
  if (!listens.has(cookie)) {
    listens.add(cookie);
    listenForNow(window, "online", () => resume(endpoint, cookie));
    undoing(() => {
      listens.delete(cookie);
      clearTimeout(later.get(cookie)?.[0]);
      later.delete(cookie);
    });
  }
  const work = () => deliver(address, cookie);
  // Two tabs share one outbox; where they cannot take turns, the server knows what it has by the key.
  last = last.then(() => alone(outboxKey(cookie), work)).catch(() => {});
  return last;
}

/** @param {string} address @param {string} cookie */
async function deliver(address, cookie) {
  for (let letters = batch(waiting(cookie)); letters.length && !isStopped; letters = batch(waiting(cookie))) {
    /** @param {Letter} letter */
    const isAmong = ([id]) => letters.some(([sent]) => sent === id);
    setWaiting(cookie, waiting(cookie).map((letter) => (isAmong(letter) ? [letter[0], letter[1], true] : letter)));
    const status = await fetch(address, request(letters)).then(
      (response) => response.status,
      () => 0,
    );
    if (!isOver(status)) {
      return tryLater(address, cookie);
    }
    // Read anew: others may have come meanwhile.
    setWaiting(cookie, waiting(cookie).filter((letter) => !isAmong(letter)));
    clearTimeout(later.get(cookie)?.[0]);
    later.delete(cookie);
  }
}

/** @param {string} address @param {string} cookie */
function tryLater(address, cookie) {
  if (isStopped) {
    return;
  }
  const [timer, before] = later.get(cookie) || [0, SOON / 2];
  clearTimeout(timer);
  const wait = Math.min(before * 2, LATE);
  later.set(cookie, [setTimeout(resume, wait, address, cookie), wait]);
}
