// How bytes and scripts become text: every byte comes back, and nothing ends an inline script.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { bytesScript, safeInScript, withBytes } from "../../js/build/text.mjs";

test("every pair of bytes comes back, in every way of writing them, in a module and in a function", async () => {
  const bytes = Uint8Array.from({ length: 256 * 256 * 2 }, (_, index) => (index >> 1 >> (index % 2 ? 8 : 0)) & 255);
  const modules = withBytes(bytesScript, bytes);
  const functions = withBytes(`(()=>{${bytesScript.replace("export default", "globalThis.back =")}})();`, bytes);
  assert.ok(modules.length > 1 && new Set(modules).size === modules.length);
  for (const script of modules) {
    const { default: back } = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(safeInScript(script))}`);
    assert.deepEqual(back, bytes);
  }
  for (const script of functions) {
    assert.ok(script.startsWith("($$=>{"), "called with the bytes");
    const global = { Uint8Array };
    runInNewContext(safeInScript(script), Object.assign(global, { globalThis: global }));
    assert.deepEqual(/** @type {any} */ (global).back, bytes);
  }
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
