// How bytes and scripts become text that survives where it is put.

/**
 * A module is full of zero bytes, and a string must escape U+0000. Flipping some bits moves the characters that need
 * escapes to bytes that are rare; of all 128 values these gave the smallest scripts (3 % less). Which of them does
 * hangs on every byte of the module.
 */
const FLIPS = [32, 38, 42, 43, 46, 47, 58, 59, 60, 62, 63];

/** Stands for the bytes until the script is made: esbuild would write far more characters as escapes. */
const PLACE = "the bytes of the module";
/** A name that no minifier gives. */
const NAME = "$$";
/** Stands for the bits that are flipped. */
const FLIP = 4242;

/** A script that exports the bytes, with {@link withBytes} yet to come. */
export const bytesScript = `export default Uint8Array.from(${JSON.stringify(PLACE)}, (character) => character.charCodeAt(0) ^ ${FLIP})`;

/**
 * Puts the bytes into a minified script, in several ways that mean the same. They travel as the characters U+0000 to
 * U+00FF: of nine encodings measured, this is the one that compresses best inside a script.
 * @param {string} script
 * @param {Uint8Array} bytes
 */
export function withBytes(script, bytes) {
  const [before, after, more] = script.split(JSON.stringify(PLACE));
  if (after === undefined || more !== undefined || !after.includes(String(FLIP)) || script.includes(NAME)) {
    throw new Error("found no place for the module's bytes, or several");
  }
  return FLIPS.map((flip) => {
    const text = Buffer.from(bytes.map((byte) => byte ^ flip)).toString("latin1");
    // A template: in it a newline, which a frequent byte becomes, stands as itself. HTML reads U+0000 as another character.
    const literal = text.replace(/[`\\\r\0]|\$(?=\{)/g, (character) => ESCAPES[character]);
    const rest = after.replace(String(FLIP), String(flip));
    // Behind all else it is 50 bytes less than in the middle: a function is called with it.
    return before.startsWith("(()=>{") && rest.endsWith("})();")
      ? `(${NAME}${before.slice(3)}${NAME}${rest.slice(0, -2)}\`${literal}\`);`
      : `${before}\`${literal}\`${rest}`;
  });
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
