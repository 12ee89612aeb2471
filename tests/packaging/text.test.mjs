// How bytes and scripts become text: every byte comes back, and nothing ends an inline script.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bytesScript, safeInScript, withBytes } from "../../js/build/text.mjs";

test("every pair of bytes comes back", async () => {
  const bytes = Uint8Array.from({ length: 256 * 256 * 2 }, (_, index) => (index >> 1 >> (index % 2 ? 8 : 0)) & 255);
  const { default: back } = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(safeInScript(withBytes(bytesScript, bytes)))}`);
  assert.deepEqual(back, bytes);
});

test("a script without a place for bytes, or with two, is not made", () => {
  for (const script of ["", bytesScript + bytesScript]) {
    assert.throws(() => withBytes(script, new Uint8Array()), /no place/);
  }
});

for (const [script, expected] of [
  ['"<!--"', '"\\x3C!--"'],
  ['"</script>"', '"\\x3C/script>"'],
  ['"</SCRIPT"', '"\\x3C/SCRIPT"'],
  ["/<script/", "/\\x3Cscript/"],
  ["`<!--<script`", "`\\x3C!--\\x3Cscript`"],
  ["a<b", "a<b"],
]) {
  test(`${script} is safe inside a script element`, () => {
    assert.equal(safeInScript(script), expected);
  });
}
