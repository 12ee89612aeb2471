// How bytes and scripts become text that survives where it is put.

/**
 * Returns the bytes as the characters U+0000 to U+00FF. Of nine encodings measured, this is the one that
 * compresses best inside a script.
 * @param {Uint8Array} bytes
 */
export function codePointText(bytes) {
  return Buffer.from(bytes).toString("latin1");
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
