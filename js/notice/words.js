// What the notice says: the texts of one language, fetched when it is first spoken, with the site's own words in place
// of ours. English is here already, for everyone else and for when a file does not come.

import { bring, english, names } from "menshen:words";

/** By this name a language's file tells us its texts. */
const WORDS = Symbol.for("menshen.words");

/** The texts that are here, by tag. @type {Map<string, string[]>} */
const here = new Map([["en", english]]);

/**
 * Returns what is said in a language. Where its file cannot be had, that is English.
 * @param {string} tag
 * @param {import("./object.js").Gate} gate
 */
export async function wordsOf(tag, { text, policy }) {
  if (!here.has(tag)) {
    /** @type {any} */ (window)[WORDS] = (/** @type {string} */ told, /** @type {string[]} */ texts) => here.set(told, texts);
    const fetched = bring[tag] ? bring[tag]() : text?.(tag);
    await fetched?.catch(() => {});
  }
  const spoken = here.has(tag) ? tag : "en";
  const texts = [.../** @type {string[]} */ (here.get(spoken))];
  for (const [language, own] of Object.entries(policy?.texts || {})) {
    if (language === spoken || spoken.startsWith(language + "-")) {
      names.forEach((name, place) => (texts[place] = /** @type {any} */ (own)[name] || texts[place]));
    }
  }
  return { language: spoken, texts };
}
