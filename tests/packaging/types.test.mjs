// The published types, in both ways in which TypeScript finds them.

import { test } from "node:test";

import { consumer, run, tool } from "./workshop.mjs";

const folder = consumer("types");

for (const [module, resolution] of [["esnext", "bundler"], ["nodenext", "nodenext"]]) {
  test(`a strict TypeScript app compiles with ${resolution} resolution`, () => {
    const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--types", ""];
    try {
      run(tool("tsc"), [...options, "--module", module, "--moduleResolution", resolution, "app.ts"], folder);
    } catch (error) {
      throw new Error(error.stdout || error.message);
    }
  });
}
