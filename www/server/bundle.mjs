// Programs and style sheets of the whole-page cases, bundled with what they import from npm when they are first asked for.

import { join } from "node:path";
import { build } from "esbuild";

/** @type {Map<string, Promise<string>>} */
const made = new Map();

/**
 * Returns the bundle of a case's program, such as `apps/react.js`.
 * @param {string} folder the cases'
 * @param {string} name
 */
export function bundle(folder, name) {
  const key = join(folder, name);
  const text = made.get(key) ?? make(key);
  made.set(key, text);
  return text;
}

/** @param {string} path */
async function make(path) {
  const result = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    loader: { ".woff2": "dataurl" },
    logLevel: "silent",
    // Where applications say what they do not like.
    define: { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true" },
    alias: { vue: "vue/dist/vue.esm-bundler.js" },
  });
  // Tailwind's own compiler makes variables of its theme.
  return result.outputFiles[0].text.replaceAll("--theme(", "var(");
}
