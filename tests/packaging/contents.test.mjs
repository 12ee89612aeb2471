// What the tarball holds: a file too many is published for ever.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readdirSync } from "node:fs";

import { packed } from "./workshop.mjs";

/** A file for each language but English, which is in the notice's own. */
const TEXTS = readdirSync(new URL("../../src/domain/text/languages/", import.meta.url))
  .filter((name) => name !== "en.json")
  .map((name) => `menshen-text-${name.replace(".json", ".js")}`);

test("the tarball holds the package and nothing else", () => {
  assert.deepEqual(packed.files, [
    ...TEXTS,
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "LICENSE-third-party-web",
    "README.md",
    "gate-nowasm.js",
    "gate.js",
    "index.d.ts",
    "index.js",
    "menshen-full-nowasm.js",
    "menshen-full-worker.js",
    "menshen-full.js",
    "menshen-notice-nowasm.js",
    "menshen-notice.js",
    "menshen-nowasm.js",
    "menshen-receipt.schema.json",
    "menshen-report.schema.json",
    "menshen-worker.js",
    "menshen.js",
    "menshen.schema.json",
    "notice-nowasm.js",
    "notice.js",
    "package.json",
    "policy.d.ts",
    "source.d.ts",
    "source.js",
  ].sort());
});
