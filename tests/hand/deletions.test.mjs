// Plays a browser's cookie store against the deletions that we write: whatever a page can reach is gone.

import assert from "node:assert/strict";
import test from "node:test";
import { deletions } from "../../js/notice/deletions.js";

/** What tells one cookie from another in a browser. @param {string[]} parts */
const identity = (...parts) => JSON.stringify(parts);

/** Reads a deletion the way a browser does; fails if it deletes nothing. @param {string} written */
function deleted(written) {
  const [pair, ...attributes] = written.split("; ");
  const [name, value] = pair.split("=");
  assert.equal(value, "", written);
  const read = new Map(attributes.map((attribute) => /** @type {[string, string]} */ (attribute.split("="))));
  assert.equal(read.get("Max-Age"), "0", `${written}: keeps the cookie`);
  assert.ok(read.has("Secure") || !read.has("Partitioned"), `${written}: browsers refuse a partition without Secure`);
  for (const key of read.keys()) {
    assert.ok(["Path", "Domain", "SameSite", "Max-Age", "Secure", "Partitioned"].includes(key), written);
  }
  return identity(name, read.get("Domain") ?? "", read.get("Path") ?? "", String(read.has("Partitioned")));
}

/**
 * Puts a cookie at every domain and path given, and deletes from a page. `left` is what no page there can reach.
 * @param {[string, string]} page
 * @param {string[]} domains
 * @param {string[]} paths
 * @param {number} left
 */
function check([host, path], domains, paths, left) {
  for (const secure of [false, true]) {
    const store = new Set();
    for (const domain of domains) {
      for (const place of paths) {
        for (const partitioned of new Set([false, secure])) {
          store.add(identity("_st", domain, place, String(partitioned)));
        }
      }
    }
    const other = identity("cart", "", "/", "false");
    store.add(other);
    for (const written of deletions("_st", host, path, secure)) {
      store.delete(deleted(written));
    }
    assert.ok(store.delete(other), "another cookie is left alone");
    assert.equal(store.size, left * (secure ? 2 : 1), `${host}${path}: ${[...store]}`);
  }
}

test("all that a page can reach is deleted", () => {
  const domains = ["", "www.shop.example", "shop.example"];
  check(["www.shop.example", "/"], domains, ["/"], 0);
  check(["www.shop.example", "/zh/cart/pay"], domains, ["/", "/zh", "/zh/", "/zh/cart", "/zh/cart/", "/zh/cart/pay"], 0);
  check(["localhost", "/a"], ["", "localhost"], ["/", "/a"], 0);
  check(["127.0.0.1", "/a"], [""], ["/", "/a"], 0);
  check(["[::1]", "/"], [""], ["/"], 0);
});

test("what belongs to other pages is out of reach", () => {
  check(["www.shop.example", "/zh/"], ["", "img.shop.example", "other.example"], ["/", "/zh"], 4);
  check(["shop.example", "/zh/"], ["shop.example"], ["/en", "/zh/cart"], 2);
});

test("an address has no parents", () => {
  for (const host of ["127.0.0.1", "[::1]"]) {
    assert.ok(deletions("a", host, "/", false).every((written) => !written.includes("Domain")), host);
  }
});

test("a long address makes no flood", () => {
  const path = "/x".repeat(5000);
  assert.ok(deletions("_st", `${"a.".repeat(100)}example`, path, true).length < 5000);
  assert.ok(deletions("_st", "shop.example", path, true).length < 200);
});
