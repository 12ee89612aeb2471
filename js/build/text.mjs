// How bytes and scripts become text that survives where it is put.

/**
 * A module is full of zero bytes, and a string must escape U+0000. Flipping these bits moves the characters that
 * need escapes to bytes that are rare; of all 128 values this one, 42, gave the smallest script (3 % less).
 */
const FLIP = 42;

/** Stands for the bytes until the script is made: esbuild would write far more characters as escapes. */
const PLACE = "the bytes of the module";

/** A script that exports the bytes, with {@link withBytes} yet to come. */
export const bytesScript = `export default Uint8Array.from(${JSON.stringify(PLACE)}, (character) => character.charCodeAt(0) ^ ${FLIP})`;

/**
 * Puts the bytes into a minified script. They travel as the characters U+0000 to U+00FF: of nine encodings measured,
 * this is the one that compresses best inside a script.
 * @param {string} script
 * @param {Uint8Array} bytes
 */
export function withBytes(script, bytes) {
  const text = Buffer.from(bytes.map((byte) => byte ^ FLIP)).toString("latin1");
  // A template: in it a newline, which the most frequent byte becomes, stands as itself. HTML reads U+0000 as another character.
  const literal = text.replace(/[`\\\r\0]|\$(?=\{)/g, (character) => ESCAPES[character]);
  const [before, after, more] = script.split(JSON.stringify(PLACE));
  if (after === undefined || more !== undefined) {
    throw new Error("found no place for the module's bytes, or several");
  }
  return `${before}\`${literal}\`${after}`;
}

/** @type {{ [character: string]: string }} */
const ESCAPES = { "`": "\\`", "\\": "\\\\", "\r": "\\r", "\0": "\\x00", $: "\\$" };

/**
 * Returns the script with nothing in it that would end or derail an inline `<script>` (HTML, "script data state").
 * esbuild writes these characters only inside strings, templates and regular expressions, where the escape
 * means the same.
 * @param {string} script
 */
export function safeInScript(script) {
  return script.replace(/<(?=!--|\/?script)/gi, "\\x3C");
}
