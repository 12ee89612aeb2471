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

/** A stand-in for browsers without `TextEncoder.encodeInto`; those that know ES2020 and WebAssembly have it. */
const ENCODE_INTO = /^if \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?^\}\n/m;

/**
 * Leaves out what no page of ours can reach: that stand-in, and warnings of deprecated calls that we do not make.
 * @param {string} glue
 */
export async function slim(glue) {
  const { code } = await transform(glue.replace(ENCODE_INTO, ""), { minifySyntax: true, pure: ["console.warn"] });
  return code;
}
