// What can be chosen on the page where one tries every option, and what follows from it: the policy, the style sheet, the
// head of a page, and the part of the address that keeps it all. The page and its preview both read their choices here, so
// nothing that an address says can come to more than a form could.

/** The languages that the notice speaks. */
export const TAGS = [
  "en", "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu", "id", "is",
  "it", "ja", "ko", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh-CN", "zh-HK",
  "zh-TW",
];

/** Those of them whose lines begin at the right. */
const FROM_THE_RIGHT = ["ar", "fa", "he"];

/** What one of several is chosen for, the one that holds where nothing is said first. @type {{ [name: string]: string[] }} */
const LISTS = {
  layout: ["card", "bar", "box", "center"],
  position: ["", "bottom", "top", "bottom-start", "bottom-end", "top-start", "top-end"],
  theme: ["calm", "flat", "contrast", "plain"],
  scheme: ["auto", "light", "dark"],
  mode: ["known", "strict", "observe"],
  width: ["wide", "phone"],
  lang: TAGS,
};

/** What is on or off. */
const FLAGS = ["modal", "button", "placeholders"];

/** What is written freely, and how much of it. @type {{ [name: string]: RegExp }} */
const TEXTS = { name: /^[^]{0,200}$/, contact: /^[^]{0,200}$/, days: /^\d{0,4}$/ };

/** Purposes that can be left out; what is necessary is always there. */
const PURPOSES = ["identity", "analytics", "personalization", "marketing"];

/** Services to choose from. Nothing of them needs a translation, so that they stand in the way of no language. */
const SERVICES = [
  {
    id: "shop",
    name: "Shop",
    purposes: ["necessary"],
    party: "first",
    cookies: ["session"],
    declares: [{ name: "session", days: 0 }],
  },
  {
    id: "counter",
    name: "Counter",
    purposes: ["analytics"],
    provider: "Counter Ltd",
    policyUrl: "https://counter.example/privacy",
    hosts: ["counter.example"],
    cookies: ["_count", "_count_*"],
    declares: [{ name: "_count", days: 390 }, { name: "_count_*", days: 1 }],
  },
  {
    id: "shelf",
    name: "Shelf",
    purposes: ["personalization"],
    party: "first",
    storage: ["shelf"],
    declares: [{ name: "shelf", days: 30 }],
  },
  {
    id: "lodestar",
    name: "Lodestar Ads",
    purposes: ["marketing"],
    provider: "Lodestar Advertising Ltd",
    policyUrl: "https://lodestar-ads.example/privacy",
    hosts: ["lodestar-ads.example"],
    declares: [{ name: "lodestar_uid", days: 395 }],
    sharesWith: ["Meridian Audience Exchange"],
  },
  {
    id: "harbour",
    name: "Harbour Video",
    purposes: ["marketing"],
    provider: "Harbour Media AG",
    policyUrl: "https://harbour-video.example/privacy",
    hosts: ["harbour-video.example"],
    declares: [{ name: "harbour_viewer", days: 395 }],
  },
];

/** Properties that take a colour. */
export const COLOURS = ["ink", "soft", "paper", "quiet", "edge", "line", "link", "on", "answer", "answer-ink", "answer-line", "focus"];
const COLOUR = /^#[0-9a-f]{6}$/;

/** Properties that take something else, with values to choose from. @type {{ [name: string]: string[] }} */
export const MEASURES = {
  size: ["14px", "1rem", "18px", "20px"],
  family: ["Georgia, serif", "ui-monospace, monospace", "ui-rounded, sans-serif"],
  space: ["1em", "1.25em", "2em"],
  width: ["24em", "36em", "48em", "72em"],
  border: ["0px", "1px", "2px", "4px"],
  radius: ["0px", "0.25em", "0.5em", "1.5em"],
  "button-radius": ["0px", "0.25em", "2em"],
  pill: ["0px", "0.5em", "2em"],
  "focus-width": ["2px", "3px", "5px"],
  shadow: ["none", "0 2px 8px rgb(0 0 0 / 0.3)"],
};

/**
 * @typedef {object} Choices
 * @property {string} layout
 * @property {string} position empty: where the layout has it
 * @property {boolean} modal
 * @property {string} theme
 * @property {string} scheme
 * @property {string} lang
 * @property {boolean} button
 * @property {boolean} placeholders
 * @property {string} mode
 * @property {string} days as it was typed; empty: as if nothing were said
 * @property {string} name
 * @property {string} contact
 * @property {string[]} purposes
 * @property {string[]} services
 * @property {{ [property: string]: string }} css
 * @property {string} width of the preview
 */

/**
 * What holds on a page of a language as long as nobody chooses.
 * @param {string} lang
 * @returns {Choices}
 */
export const defaultsOf = (lang) => ({
  layout: "card",
  position: "",
  modal: false,
  theme: "calm",
  scheme: "auto",
  lang,
  button: false,
  placeholders: true,
  mode: "known",
  days: "",
  name: lang === "zh-CN" ? "慢壶" : "Slow Kettle",
  contact: "privacy@slow-kettle.example",
  purposes: PURPOSES,
  services: ["counter", "lodestar", "harbour"],
  css: {},
  width: "wide",
});

/**
 * Reads choices from the part of an address behind `#`. What is none of ours, or nothing that could be chosen, is as if it
 * were not there.
 * @param {string} hash
 * @param {Choices} defaults
 * @returns {Choices}
 */
export function read(hash, defaults) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const choices = { ...defaults, css: /** @type {{ [property: string]: string }} */ ({}) };
  /** @param {string} name @param {(value: string) => boolean} fits @param {(value: string) => any} [as] */
  const take = (name, fits, as = (value) => value) => {
    const value = given.get(name);
    if (value !== null && fits(value)) {
      /** @type {any} */ (choices)[name] = as(value);
    }
  };
  for (const [name, values] of Object.entries(LISTS)) {
    take(name, (value) => values.includes(value));
  }
  for (const name of FLAGS) {
    take(name, (value) => /^(on|off)$/.test(value), (value) => value === "on");
  }
  for (const [name, pattern] of Object.entries(TEXTS)) {
    take(name, (value) => pattern.test(value));
  }
  for (const [name, known] of /** @type {[string, string[]][]} */ ([["purposes", PURPOSES], ["services", SERVICES.map(({ id }) => id)]])) {
    take(name, (value) => !value || value.split(",").every((id) => known.includes(id)), (value) => known.filter((id) => value.split(",").includes(id)));
  }
  for (const property of [...COLOURS, ...Object.keys(MEASURES)]) {
    const value = given.get("--" + property);
    if (value !== null && (MEASURES[property] ? MEASURES[property].includes(value) : COLOUR.test(value))) {
      choices.css[property] = value;
    }
  }
  return choices;
}

/**
 * Writes choices as the part of an address behind `#`, without those that hold anyway.
 * @param {Choices} choices
 * @param {Partial<Choices>} [defaults]
 */
export function write(choices, defaults = {}) {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) {
    if (name !== "css" && String(value) !== String(/** @type {any} */ (defaults)[name])) {
      written.set(name, typeof value === "boolean" ? (value ? "on" : "off") : String(value));
    }
  }
  for (const [property, value] of Object.entries(choices.css)) {
    written.set("--" + property, value);
  }
  return String(written);
}

/** Whether all purposes of a service are among those chosen. @param {string} id @param {string[]} purposes */
export const isPossible = (id, purposes) =>
  SERVICES.some((service) => service.id === id && service.purposes.every((purpose) => purpose === "necessary" || purposes.includes(purpose)));

/**
 * The policy that choices make: what must be there, and what differs from the defaults.
 * @param {Choices} choices
 */
export function policyOf({ layout, position, modal, theme, scheme, button, placeholders, mode, days, name, contact, purposes, services }) {
  const notice = {
    ...(layout !== "card" && { layout }),
    ...(position && { position }),
    ...(modal && { modal }),
    ...(theme !== "calm" && { theme }),
    ...(scheme !== "auto" && { scheme }),
    ...(button && { button }),
    ...(!placeholders && { placeholders }),
  };
  const chosen = SERVICES.filter(({ id }) => services.includes(id) && isPossible(id, purposes));
  return {
    controller: { name, contact },
    statement: { url: "/privacy", version: "1.0" },
    ...(purposes.length < PURPOSES.length && { purposes: [{ id: "necessary", required: true }, ...purposes.map((id) => purpose(id, purposes))] }),
    ...(chosen.length && { services: chosen }),
    ...(days && { record: { days: Number(days) } }),
    ...(mode !== "known" && { thirdParties: mode }),
    ...(Object.keys(notice).length && { notice }),
  };
}

/** A built-in purpose in a list that is the site's own; there it says itself what it requires. @param {string} id @param {string[]} all */
const purpose = (id, all) => ({ id, ...(id === "personalization" && all.includes("analytics") && { requires: ["analytics"] }) });

/** A policy as text that is JSON and, wherever it is put, no markup. @param {object} policy */
export const jsonOf = (policy) => JSON.stringify(policy, null, 2).replace(/</g, "\\u003c");

/** The style sheet that choices make; empty where all is as the theme has it. @param {Choices} choices */
export function cssOf({ css }) {
  const lines = Object.entries(css).map(([property, value]) => `  --menshen-${property}: ${value};\n`);
  return lines.length ? `:root {\n${lines.join("")}}` : "";
}

/** From where lines of a language begin. @param {string} lang */
export const directionOf = (lang) => (FROM_THE_RIGHT.includes(lang) ? "rtl" : "ltr");

/** How a page begins that has the policy. @param {Choices} choices */
export const headOf = (choices) => `<!doctype html>
<html lang="${choices.lang}"${directionOf(choices.lang) === "rtl" ? ' dir="rtl"' : ""}>
<head>
<meta charset="utf-8">
<script type="application/json" id="menshen-policy">
${jsonOf(policyOf(choices))}
</script>
<script src="/menshen.js"></script>`;
