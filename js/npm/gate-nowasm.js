// The gate's module as a script, for a gate that the npm package started in a page that refuses WebAssembly.

import bytes from "menshen:wasm";
import { initSync } from "menshen:glue";

import { core as answer } from "../core.js";

/** Returns what answers the gate's questions. */
export const core = () => {
  initSync({ module: bytes });
  return answer;
};
