// All that is known when something is to be drawn; `src/browser/notice/protocol.rs` reads it.

import { noticeLanguage } from "menshen:glue";

import { kept, parsed } from "./receipts.js";
import { readRecord } from "./record.js";
import { wordsOf } from "./words.js";

/**
 * Puts it together, in the language that is spoken.
 * @param {import("./object.js").Gate} gate
 */
export async function snapshot(gate) {
  const { policy } = gate;
  const languages = [document.documentElement.lang, ...navigator.languages].filter(Boolean);
  const words = await wordsOf(noticeLanguage(policy, languages), gate);
  // Only now: while the texts came, things may have changed.
  const { purposes, services, ask, fresh, days, record } = gate.state();
  const stored = record && readRecord(record);
  return {
    policy,
    words,
    host: location.host,
    // In which dates are written.
    pageLanguages: languages.filter(isTag),
    purposes,
    permitted: Object.keys(services).filter((id) => services[id]),
    ask,
    fresh,
    changed: fresh.filter((/** @type {string} */ id) => stored && id in stored.purposes),
    decided: stored && stored.decided,
    expires: stored && stored.expires,
    source: stored && stored.source,
    receipt: (stored && kept(gate.one("cookie")).slice(-1).flatMap(parsed)[0]?.id) || "",
    kept: days,
    signal: !!(/** @type {any} */ (navigator).globalPrivacyControl),
    keepsCookies: navigator.cookieEnabled,
    today: new Date().toISOString().slice(0, 10),
    button: !!policy?.notice?.button,
  };
}

/** Whether a browser can write dates in it. @param {string} tag */
const isTag = (tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
};
