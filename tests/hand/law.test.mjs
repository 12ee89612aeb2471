// What `docs/law.md` names as a proof is there.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import test from "node:test";

const ROOT = new URL("../../", import.meta.url);
const rows = (await readFile(new URL("docs/law.md", ROOT), "utf8")).split("\n").filter((line) => /^\| R\d\d /.test(line));

/** The titles of a case. @param {string} name */
async function titles(name) {
  const spec = new URL(`tests/e2e/cases/${name}/spec.mjs`, ROOT);
  return existsSync(spec) ? Object.keys((await import(spec.href)).cases) : [];
}

test("each requirement is proved by tests that there are", async () => {
  assert.ok(rows.length >= 26, `${rows.length} rows`);
  for (const row of rows) {
    const [, number] = row.split("|").map((cell) => cell.trim());
    const proofs = [...(row.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, proof]) => proof);
    assert.ok(proofs.length > 0, `${number} has a proof`);
    for (const proof of proofs) {
      const at = proof.indexOf(": ");
      const [place, title] = [proof.slice(0, at), proof.slice(at + 2)];
      const isThere = place.endsWith(".rs")
        ? (await readFile(new URL(place, ROOT), "utf8")).includes(`fn ${title}(`)
        : (await titles(place)).includes(title);
      assert.ok(isThere, `${number}: ${proof}`);
    }
  }
});
