// The gate's module as a function: a question goes in as text, and the answer comes out.

import { call } from "menshen:glue";
import { said } from "./said.js";

/** By this name, in the window, the module comes as a script where WebAssembly is refused. */
export const SPARE = Symbol.for("menshen.spare");

/**
 * Asks Rust: see `src/domain/gate.rs`. Throws if the module cannot go on.
 * @param {string} question
 * @returns {string | undefined}
 */
export const core = (question) => (call(question) ? said : undefined);
