// axe-core with all its rules, on every layer, in both languages, wide and narrow.

import { axeCases } from "../../harness/axe.mjs";

export const cases = axeCases(false);
