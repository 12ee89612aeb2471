// How bytes and scripts become text that survives where it is put.

/**
 * A module is full of zero bytes, and a string must escape U+0000. Flipping these bits moves the characters that
 * need escapes to bytes that are rare; of all 128 values this one, 42, gave the smallest script (3 % less).
 */
const FLIP = 42;

/**
 * Returns a script that exports the bytes. They travel as the characters U+0000 to U+00FF: of nine encodings
 * measured, this is the one that compresses best inside a script.
 * @param {Uint8Array} bytes
 */
export function bytesScript(bytes) {
  const text = Buffer.from(bytes.map((byte) => byte ^ FLIP)).toString("latin1");
  return `export default Uint8Array.from(${JSON.stringify(text)}, (character) => character.charCodeAt(0) ^ ${FLIP})`;
}

/**
 * Returns the script with nothing in it that would end or derail an inline `<script>` (HTML, "script data state").
 * esbuild writes these characters only inside strings, templates and regular expressions, where the escape
 * means the same.
 * @param {string} script
 */
export function safeInScript(script) {
  return script.replace(/<(?=!--|\/?script)/gi, "\\x3C");
}
