// The notice as a module without WebAssembly: `js/build.mjs` puts the same one here as a script.

export { notice } from "./notice.js";
