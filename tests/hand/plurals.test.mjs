// Each language has the plurals that it needs, and no others (Unicode, CLDR, as the engine knows it).

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import test from "node:test";

const FOLDER = new URL("../../src/domain/text/languages/", import.meta.url);
/** As many services as anybody has, and one more. */
const COUNTS = Array.from({ length: 1001 }, (_, count) => count);

for (const file of await readdir(FOLDER)) {
  const tag = file.replace(".json", "");
  const texts = JSON.parse(await readFile(new URL(file, FOLDER), "utf8"));
  const plurals = Object.entries(texts).filter(([, text]) => typeof text === "object" && "other" in text);
  const rules = new Intl.PluralRules(tag);

  test(`${tag}: each count has its form, and the language knows each form`, () => {
    assert.equal(rules.resolvedOptions().locale.split("-")[0], tag.split("-")[0], "the engine knows the language");
    assert.ok(plurals.length > 0);
    const needed = new Set([...COUNTS.map((count) => rules.select(count)), "other"]);
    for (const [name, forms] of plurals) {
      assert.deepEqual([...needed].filter((category) => !(category in forms)), [], `${name}: not said`);
      assert.deepEqual(Object.keys(forms).filter((category) => !rules.resolvedOptions().pluralCategories.includes(/** @type {any} */ (category))), [], `${name}: never said`);
    }
  });
}
