// A policy in every detail, and what the types refuse.

import type { Policy } from "menshen";

export const whole: Policy = {
  controller: { name: "Shop", contact: "mailto:privacy@shop.example", replyDays: 15 },
  statement: { url: "https://shop.example/privacy", version: "3", effectiveFrom: "2026-11-01" },
  purposes: [
    { id: "necessary", required: true },
    { id: "analytics", title: "Figures", description: { en: "We count visits.", "zh-CN": "我们统计访问量。" }, revision: 2 },
    { id: "personalization", requires: ["analytics"], consequence: "You see general recommendations." },
  ],
  services: [
    {
      id: "stats",
      name: "Stats",
      purposes: ["analytics"],
      hosts: ["stats.example"],
      paths: ["/collect*"],
      cookies: ["_stats*"],
      storage: ["stats.*"],
      retention: "13 months",
      provider: "Stats Ltd",
      policyUrl: "https://stats.example/privacy",
      party: "third",
      sharesWith: ["Adverts Ltd"],
    },
  ],
  record: { cookie: "consent", days: 180, domain: "shop.example", path: "/" },
  languages: ["en", "zh-CN"],
  firstParty: ["cdn.example"],
  failed: "hold-all",
  scriptedGrants: false,
  notice: { button: true, script: "/menshen-notice.js" },
};

const controller = whole.controller;
const statement = whole.statement;

// @ts-expect-error: misspelt
export const misspelt: Policy = { controler: controller, statement };

// @ts-expect-error: not one of the two words
export const otherWord: Policy = { controller, statement, failed: "open" };

// @ts-expect-error: a service is under at least one purpose
export const noPurpose: Policy = { controller, statement, services: [{ id: "stats", name: "Stats" }] };

// @ts-expect-error: a list of languages
export const oneLanguage: Policy = { controller, statement, languages: "en" };
