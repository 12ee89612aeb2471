// What wasm-bindgen writes, made smaller without changing what it does.

import { transform } from "esbuild";

/** The name that `wasm-opt --minify-imports-and-exports-and-modules` gives to whatever imports come from. */
const MODULE = "a";

/**
 * Gives imports and exports the one-letter names that `wasm-opt` gave them inside the module. The long ones end
 * in random digits, which do not compress.
 * @param {string} glue
 * @param {{ imports: [string, string, string][], exports: [string, string][] }} names
 */
export function shortenNames(glue, { imports, exports }) {
  const keys = new Map(imports.map(([, name, short]) => [name, short]));
  const members = new Map(exports);
  const from = new Set(imports.map(([module]) => JSON.stringify(module)));
  return glue
    // What `wasm-opt` found that nobody imports.
    .replace(/^( +)(__wbg_\w+|__wbindgen_\w+): [^]*?^\1\},\n/gm, (whole, indent, name) => (keys.has(name) ? whole : ""))
    .replace(/^( +)(__wbg_\w+|__wbindgen_\w+)(?=: )/gm, (whole, indent, name) => {
      const short = keys.get(name);
      return short ? indent + JSON.stringify(short) : whole;
    })
    .replace(/\bwasm\.(\w+)/g, (whole, name) => {
      const short = members.get(name);
      return short ? `wasm[${JSON.stringify(short)}]` : whole;
    })
    .replace(/"[^"\n]+"(?=: import\d)/g, (name) => (from.has(name) ? JSON.stringify(MODULE) : name));
}

/**
 * What is left out or said in fewer bytes: a name for the message, what stands there, and what stands there instead.
 * The gate starts once, speaks in short texts, and stays closed for good when a call of it fails.
 * @type {[string, RegExp, string][]}
 */
const SLIMMER = [
  [
    // Those that know ES2020 and WebAssembly have it.
    "a stand-in for browsers without `TextEncoder.encodeInto`",
    /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?^\}\n/m,
    "",
  ],
  [
    // Ours is always the bytes, and given once.
    "a choice of what a module comes as",
    /^function initSync\(module\) \{\n[^]*?^\}\n/m,
    `function initSync({ module }) {
      wasm = new WebAssembly.Instance(new WebAssembly.Module(module), __wbg_get_imports()).exports;
    }\n`,
  ],
  [
    // The bug is one of decoders that live on; a new one for each text has it never.
    "a way around a bug of Safari's decoder after 2 GB",
    /^let cachedTextDecoder = [^]*?^function decodeText\(bytes\) \{\n[^]*?^\}\n/m,
    `function decodeText(bytes) { return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes); }\n`,
  ],
  [
    "a view that is kept until the memory grows",
    /^let cachedUint8ArrayMemory0 = null;\nfunction getUint8ArrayMemory0\(\) \{\n[^]*?^\}\n/m,
    "let cachedUint8ArrayMemory0;\nfunction getUint8ArrayMemory0() { return new Uint8Array(wasm.memory.buffer); }\n",
  ],
  [
    // The function has a short way of its own, for modules that cannot grow a text in place.
    "a way to copy texts of ASCII without an encoder",
    /^function passStringToWasm0\(arg, malloc, realloc\) \{\n    if \(realloc === undefined\) (\{\n[^]*?^    \}\n)[^]*?^\}\n/m,
    "function passStringToWasm0(arg) {\n    const malloc = wasm.MALLOC;\n    $1}\n",
  ],
  [
    "functions for memory passed along with each text",
    /, wasm\.__wbindgen_\w+, wasm\.__wbindgen_\w+\)/g,
    ")",
  ],
];

/**
 * Leaves out what no page of ours can reach.
 * @param {string} glue as wasm-bindgen wrote it
 * @param {string} module `gate`, `full` or `notice`
 */
export function slim(glue, module) {
  const [, malloc] = /passStringToWasm0\(\w+, wasm\.(\w+), /.exec(glue) || [];
  for (const [what, found, instead] of SLIMMER) {
    // Another wasm-bindgen may write otherwise, and then somebody has to look again. The notice has not all of it.
    if (glue.search(found) < 0 && module !== "notice") {
      throw new Error(`found glue without ${what}, expected what wasm-bindgen wrote when js/build/glue.mjs was written`);
    }
    glue = glue.replace(found, instead);
  }
  return glue.replace("wasm.MALLOC", `wasm.${malloc}`);
}

/**
 * Has the glue start a module that is a script: a function of its imports.
 * @param {string} glue
 */
export function fromScript(glue) {
  const started = /new WebAssembly\.Instance\(new WebAssembly\.Module\(module\), __wbg_get_imports\(\)\)\.exports/;
  if (!started.test(glue)) {
    throw new Error("found glue that starts no module, expected the one that `slim` puts there");
  }
  // A script's memory leaves its old buffer as it was when it grows, so that a view which is kept goes stale unseen.
  const kept = /if \(cached\w+Memory0 === null[^{]*\{/g;
  return glue.replace(started, "module(__wbg_get_imports())").replace(kept, "{");
}

/**
 * What `wasm2js` wrote, as a module that exports the function which makes the module's exports of its imports.
 * @param {string} written
 */
export function asFunction(written) {
  const body = /^import \* as a from 'a';\n([^]*)^var retasmFunc = asmFunc\(/m.exec(written);
  if (!body) {
    throw new Error("found no function among what wasm2js wrote, expected `asmFunc`");
  }
  return body[1] + "export default asmFunc;\n";
}

/**
 * Takes out warnings of deprecated calls that we do not make.
 * @param {string} glue
 */
export async function silence(glue) {
  const { code } = await transform(glue, { minifySyntax: true, pure: ["console.warn"] });
  return code;
}
