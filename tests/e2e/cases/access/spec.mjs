// axe-core with all its rules, on every layer, in every theme, in three languages, wide and narrow.

import { axeCases } from "../../harness/axe.mjs";

export const whole = {
  engine: "chromium",
  elsewhere: [
    "calm, en",
  ],
};

export const cases = axeCases(false, ["en", "ar", "zh-CN"]);
