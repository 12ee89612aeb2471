// The package on a server: importing it does nothing, and needs no page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { consumer, run } from "./workshop.mjs";

test("a server can import every entry, and nothing happens", () => {
  const found = JSON.parse(run("node", ["--no-warnings", "server.mjs"], consumer("node")));
  assert.deepEqual(found, {
    start: "function",
    added: [],
    schema: "https://json-schema.org/draft/2020-12/schema",
    hasByteOrderMark: [true, true],
    sourceIsScript: true,
    sourceEndsElement: false,
  });
});
