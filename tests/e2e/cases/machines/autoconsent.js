// A real program that answers for visitors, as browsers and extensions have it, without a rule that knows us: by what it
// takes for a notice and for a refusal.

import AutoConsent from "@duckduckgo/autoconsent";

/** @type {any[]} */
const told = [];
const machine = new AutoConsent(
  async (message) => void told.push(message),
  { enabled: true, autoAction: "optOut", enableHeuristicDetection: true, heuristicMode: "reject", enablePopupMutationObserver: true, detectRetries: 20, isMainWorld: true, enableCosmeticRules: false, enablePrehide: false },
  { autoconsent: [] },
);
Object.assign(window, { machine, told });
