// What the tarball holds: a file too many is published for ever.

import assert from "node:assert/strict";
import { test } from "node:test";

import { packed } from "./workshop.mjs";

test("the tarball holds the package and nothing else", () => {
  assert.deepEqual(packed.files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "LICENSE-third-party-web",
    "README.md",
    "gate-nowasm.js",
    "gate.js",
    "index.d.ts",
    "index.js",
    "menshen-full-nowasm.js",
    "menshen-full.js",
    "menshen-notice-nowasm.js",
    "menshen-notice.js",
    "menshen-nowasm.js",
    "menshen-report.schema.json",
    "menshen.js",
    "menshen.schema.json",
    "notice-nowasm.js",
    "notice.js",
    "package.json",
    "policy.d.ts",
    "source.d.ts",
    "source.js",
  ]);
});
