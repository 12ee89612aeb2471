// axe-core with all its rules, on every layer, in every theme, wide and narrow, in the dark.

import { axeCases } from "../../harness/axe.mjs";

export const settings = { dark: true };
export const whole = { engine: "chromium", elsewhere: [] };

export const cases = axeCases(true, ["en"]);
