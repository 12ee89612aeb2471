// The gate's module as a script of its own, for pages and workers that refuse WebAssembly: made from the same module, it answers the
// same questions. The script-tag file fetches it from beside itself.

import bytes from "menshen:wasm";
import { initSync } from "menshen:glue";

import { core, SPARE } from "./core.js";

initSync({ module: bytes });
/** @type {any} */ (self)[SPARE]?.(core);
