// Bundles what pages load. Called by `cargo xtask build` as
//   node js/build.mjs MODULES OUT
// where MODULES holds, for each module, NAME.wasm, NAME.js (its glue) and NAME.names.json; the same module as a script,
// NAME-nowasm.js and NAME-nowasm.names.json; and declarations/pattern.txt.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, transform } from "esbuild";
import { minify } from "terser";

import { asFunction, fromScript, shortenNames, silence, slim } from "./build/glue.mjs";
import { bytesScript, safeInScript, withBytes } from "./build/text.mjs";

const BYTE_ORDER_MARK = "\uFEFF";
const ROOT = new URL("..", import.meta.url).pathname;

/** @typedef {"gate" | "full" | "notice" | "gate-nowasm" | "full-nowasm" | "notice-nowasm"} Module */

/**
 * What is made, from which entry, around which module.
 * `menshen-full.js` knows the whole catalogue.
 * Those called `-nowasm` have the module as a script (made by `wasm2js`), for pages that refuse WebAssembly.
 * @type {{ out: string, entry: string, module?: Module, format: "iife" | "esm" }[]}
 */
const SCRIPTS = [
  { out: "menshen.js", entry: "js/boot.js", module: "gate", format: "iife" },
  { out: "menshen-full.js", entry: "js/boot.js", module: "full", format: "iife" },
  { out: "menshen-worker.js", entry: "js/worker.js", module: "gate", format: "iife" },
  { out: "menshen-full-worker.js", entry: "js/worker.js", module: "full", format: "iife" },
  { out: "menshen-notice.js", entry: "js/notice/tag.js", module: "notice", format: "iife" },
  { out: "menshen-nowasm.js", entry: "js/spare.js", module: "gate-nowasm", format: "iife" },
  { out: "menshen-full-nowasm.js", entry: "js/spare.js", module: "full-nowasm", format: "iife" },
  { out: "menshen-notice-nowasm.js", entry: "js/notice/tag.js", module: "notice-nowasm", format: "iife" },
  { out: "index.js", entry: "js/npm/index.js", format: "esm" },
  { out: "gate.js", entry: "js/npm/gate.js", module: "gate", format: "esm" },
  { out: "notice.js", entry: "js/npm/notice.js", module: "notice", format: "esm" },
  { out: "gate-nowasm.js", entry: "js/npm/gate-nowasm.js", module: "gate-nowasm", format: "esm" },
  { out: "notice-nowasm.js", entry: "js/npm/notice-nowasm.js", module: "notice-nowasm", format: "esm" },
];

/** @type {import("esbuild").CommonOptions} */
const OUTPUT = { minifySyntax: true, minifyWhitespace: true, minifyIdentifiers: true, charset: "utf8", target: "es2020", legalComments: "none" };

/**
 * Properties that only our own scripts read, each in one file: they get short names. What pages, the notice or a browser
 * reads must not stand here; TypeScript's names for the rest are in `src/api/types.d.ts`.
 */
const OURS =
  /^(taken|waits|more|ids|judge|told|comes|mayGet|keeps|later|option|requested|blanked|rewrite|again|begin|broken|mayPass|leftovers|reread|wake|tell|complain|refresh|describe|refuse|node|handle|release|spare|tag|written|take|worker|opened|holds|note|read|since|scripts|scan)$/;

/** What terser may do after esbuild, which leaves it the names: of some eighty mixes measured, this gave the smallest gate after brotli. @type {import("terser").MinifyOptions} */
const SMALLER = {
  ecma: 2020,
  compress: { ecma: 2020, passes: 3, conditionals: false, inline: 3, unsafe_arrows: true, pure_getters: true, hoist_funs: true, negate_iife: false },
  format: { ecma: 2020, comments: false },
};

/** The files of the package import each other; none is bundled into another. @type {import("esbuild").Plugin} */
const neighbours = {
  name: "neighbours",
  setup(hooks) {
    hooks.onResolve({ filter: /^\.\/menshen-text-/ }, ({ path }) => ({ path, external: true }));
    hooks.onResolve({ filter: /^\.\/(gate|notice)(-nowasm)?\.js$/ }, ({ path, importer }) =>
      importer.startsWith(join(ROOT, "js/npm/")) && !importer.endsWith("notice-nowasm.js") ? { path, external: true } : undefined,
    );
  },
};

const [modules, out] = process.argv.slice(2);
if (!modules || !out) {
  throw new Error("usage: node js/build.mjs MODULES OUT");
}
await mkdir(out, { recursive: true });
const words = readWords();
try {
  const texts = await Promise.all(SCRIPTS.map(bundle));
  await source(texts[0]);
  const { tags, texts: spoken } = await words;
  await Promise.all(tags.map((tag) => writeFile(join(out, `menshen-text-${tag}.js`), asText(tag, spoken(tag)))));
} catch (error) {
  // esbuild has said what is wrong and where; anything else has not.
  if (!error.errors) {
    console.error(error);
  }
  process.exitCode = 1;
}

/**
 * Makes one script and returns its text.
 * @param {(typeof SCRIPTS)[number]} script
 */
async function bundle({ out: name, entry, module, format }) {
  const result = await build({
    ...OUTPUT,
    // Names are given afterwards: how often each letter occurs in what was left out would have a say in them.
    minifyWhitespace: false,
    minifyIdentifiers: false,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    format: "esm",
    bundle: true,
    write: false,
    define: { FILE: JSON.stringify(name), WORKER: JSON.stringify(name.replace(".", "-worker.")), STOPS: String(!/^menshen(-full)?(-worker)?\.js$/.test(name)) },
    logLevel: "warning",
    plugins: module ? [neighbours, embedded(module, format)] : [neighbours],
  });
  const once = await transform(result.outputFiles[0].text, { ...OUTPUT, minifyIdentifiers: false, format, mangleProps: OURS });
  const { code = "" } = await minify(once.code, { ...SMALLER, module: format === "esm" });
  // Modules are strict, functions only if they say so.
  const bare = code.trim().replace(/^\(\(\)=>\{/, '$&"use strict";');
  const isWasm = module && !module.endsWith("-nowasm");
  const texts = isWasm ? withBytes(bare, await readFile(join(modules, `${module}.wasm`))) : [bare];
  // Without the mark, a page in another charset would read other characters, and so another module.
  const mark = format === "iife" ? BYTE_ORDER_MARK : "";
  const shipped = (/** @type {string} */ text) => mark + safeInScript(text) + "\n";
  // Of what is sent: three bytes before the rest make brotli go about it otherwise.
  const text = texts.length > 1 ? smallest(texts, shipped) : bare;
  await writeFile(join(out, name), shipped(text));
  return safeInScript(text);
}

/** Reads the languages: the names of the texts in their order, the tags but English, and what gives the texts of a tag. */
async function readWords() {
  const names = (await readFile(join(modules, "declarations/words.txt"), "utf8")).split("\n");
  const folder = join(ROOT, "src/domain/text/languages");
  const tags = (await readdir(folder)).map((name) => name.replace(".json", "")).sort();
  const all = Object.fromEntries(await Promise.all(tags.map(async (tag) => [tag, JSON.parse(await readFile(join(folder, `${tag}.json`), "utf8"))])));
  /** @param {any} value */
  const written = (value) => (typeof value === "object" ? Object.entries(value).map(([form, text]) => `${form}=${text}`).join("|") : value);
  const texts = (/** @type {string} */ tag) => names.map((name) => written(name.split(".").reduce((value, key) => value?.[key], all[tag]) ?? ""));
  return { names, tags: tags.filter((tag) => tag !== "en"), texts };
}

/** The file of a language: it tells whoever waits for it. @param {string} tag @param {string[]} texts */
function asText(tag, texts) {
  return safeInScript(`${BYTE_ORDER_MARK}window[Symbol.for("menshen.words")]?.(${JSON.stringify(tag)},${JSON.stringify(texts)})\n`);
}

/**
 * Returns the text that a server sends with the fewest bytes (brotli, as hard as it may).
 * @param {string[]} texts
 * @param {(text: string) => string} shipped what becomes of a text on its way
 */
function smallest(texts, shipped) {
  const sizes = texts.map((text) => brotliCompressSync(shipped(text)).length);
  return texts[sizes.indexOf(Math.min(...sizes))];
}

/**
 * Makes `source.js`: the script-tag file as a string, for those who put it into the page themselves.
 * @param {string} text
 */
async function source(text) {
  const code = `export const source = ${JSON.stringify(text)};`;
  const result = await transform(code, { ...OUTPUT, format: "esm" });
  await writeFile(join(out, "source.js"), safeInScript(result.code));
}

/**
 * Resolves `menshen:wasm` to the module's bytes, `menshen:glue` to what wasm-bindgen made for it, `menshen:pattern` to
 * what the tape of every whole policy fits, `menshen:look` to the style sheet of the notice, and `menshen:words` to its texts.
 * @param {Module} module
 * @param {string} format
 * @returns {import("esbuild").Plugin}
 */
function embedded(module, format) {
  const [kind] = module.split("-");
  const isScript = kind !== module;
  return {
    name: "menshen",
    setup(hooks) {
      hooks.onResolve({ filter: /^menshen:(wasm|glue|pattern|later|words|look)$/ }, ({ path }) => ({ path, namespace: "menshen" }));
      hooks.onLoad({ filter: /^menshen:wasm$/, namespace: "menshen" }, async () => ({
        contents: isScript ? asFunction(await readFile(join(modules, `${module}.js`), "utf8")) : bytesScript,
        loader: "js",
      }));
      hooks.onLoad({ filter: /^menshen:pattern$/, namespace: "menshen" }, async () => {
        const pattern = shorten(await readFile(join(modules, "declarations/pattern.txt"), "utf8"));
        return { contents: `export default ${new RegExp(pattern)}`, loader: "js" };
      });
      hooks.onLoad({ filter: /^menshen:later$/, namespace: "menshen" }, async () => ({
        contents: `export default /^(${await readFile(join(modules, "declarations/later.txt"), "utf8")})$/`,
        loader: "js",
      }));
      hooks.onLoad({ filter: /^menshen:look$/, namespace: "menshen" }, async () => {
        const css = await readFile(join(ROOT, "src/browser/notice/notice.css"), "utf8");
        const { code } = await transform(css, { loader: "css", minify: true, charset: "utf8" });
        return { contents: `export default ${JSON.stringify(code.trim())}`, loader: "js" };
      });
      hooks.onLoad({ filter: /^menshen:words$/, namespace: "menshen" }, async () => {
        const { names, tags, texts } = await words;
        // Scripts bring texts as scripts; a bundler must see what modules import.
        const bring = format === "esm" ? tags.map((tag) => `${JSON.stringify(tag)}: () => import("./menshen-text-${tag}.js")`) : [];
        return { contents: `export const names = ${JSON.stringify(names)}; export const english = ${JSON.stringify(texts("en"))}; export const bring = { ${bring.join()} };`, loader: "js" };
      });
      hooks.onLoad({ filter: /^menshen:glue$/, namespace: "menshen" }, async () => {
        const glue = await readFile(join(modules, `${kind}.js`), "utf8");
        const names = JSON.parse(await readFile(join(modules, `${module}.names.json`), "utf8"));
        const slender = slim(glue, kind);
        const contents = await silence(shortenNames(isScript ? fromScript(slender) : slender, names));
        const import_ = kind === "notice" ? "" : `import { say as menshenSay } from "./js/said.js";`;
        return { contents: import_ + contents, loader: "js", resolveDir: ROOT };
      });
    },
  };
}

/**
 * The same pattern in the shorter words that JavaScript has for some of it, and Rust reads otherwise.
 * @param {string} pattern
 */
function shorten(pattern) {
  return pattern.replaceAll("[0-9]", "\\d").replaceAll("[A-Za-z0-9_-]", "[\\w-]").replaceAll("{0,1}", "?");
}
