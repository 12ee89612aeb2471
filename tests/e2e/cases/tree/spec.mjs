// What assistive technology is told of each layer, kept as text to be read: `snapshots/LANGUAGE-LAYER.txt`. Chromium gives
// its whole tree; the other engines are asked for role and name of each control, which must be the same.
//
// After a change that is meant: `MENSHEN_SNAPSHOTS=write node tests/e2e/run.mjs chromium --only tree:`, and read what is
// different.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const LANGUAGES = ["en", "de", "ar", "ja"];
const ADDRESS = /127\.0\.0\.1|localhost|:\d{4,5}/;
/** Elements that are asked about one by one, and the role of each. */
const CONTROLS = "h2, h3, button, a[href], [role=switch]";
/** Roles that tell nothing by themselves. */
const SILENT = new Set(["none", "generic", "StaticText", "InlineTextBox", "LabelText", "ListMarker", "LayoutTableCell", "time"]);
/** States that a reader hears of. */
const STATES = ["checked", "disabled", "expanded", "modal", "live", "level", "invalid", "required", "hasPopup"];

/**
 * @typedef {object} AXNode
 * @property {string} nodeId
 * @property {boolean} ignored
 * @property {{ value: string }} [role]
 * @property {{ value: string }} [name]
 * @property {{ value: string }} [description]
 * @property {{ name: string, value: { value: any } }[]} [properties]
 * @property {string[]} [childIds]
 * @property {number} [backendDOMNodeId]
 */

/** The layers, by what shows each. @type {{ [layer: string]: [selector: string, show: (page: Page) => Promise<void>] }} */
const LAYERS = {
  notice: [".menshen-notice", async () => {}],
  settings: [
    ".menshen-settings",
    async (page) => {
      await page.run("document.querySelector('[data-menshen=settings]').click()");
      await page.until("document.querySelector('.menshen-settings')");
      await page.run("document.querySelectorAll('.menshen-settings details')[3].open = true");
    },
  ],
  change: [
    ".menshen-change",
    async (page) => {
      await page.run("document.querySelector('.menshen-settings [data-menshen=reject]').click()");
      await page.until("document.querySelector('.menshen-change')");
    },
  ],
  held: [".menshen-held", async (page) => void (await page.run("document.querySelector('.menshen-change [data-menshen=read]').click()"))],
  "way-back": [".menshen-way-back", async (page) => page.until("document.querySelector('.menshen-way-back')")],
};

/** A layer as Chromium tells of it, a line each, the deeper the further in. @param {Page} page @param {string} selector */
async function tree(page, selector) {
  const send = (/** @type {string} */ command, /** @type {object} */ given) => /** @type {any} */ (page.driver).sendAndGetDevToolsCommand(command, given);
  const { root } = await send("DOM.getDocument", {});
  const { nodeId } = await send("DOM.querySelector", { nodeId: root.nodeId, selector });
  const { node } = await send("DOM.describeNode", { nodeId });
  const { nodes } = await send("Accessibility.getFullAXTree", {});
  /** @type {Map<string, AXNode>} */
  const byId = new Map(nodes.map((/** @type {AXNode} */ each) => [each.nodeId, each]));
  const start = nodes.find((/** @type {AXNode} */ each) => each.backendDOMNodeId === node.backendNodeId);
  /** @type {string[]} */
  const lines = [];
  const walk = (/** @type {AXNode} */ each, /** @type {number} */ depth) => {
    const role = each.role?.value ?? "none";
    const text = (each.name?.value ?? "").trim();
    let inner = depth;
    if (!each.ignored && role === "StaticText" && text) {
      lines.push(`${"  ".repeat(depth)}${text}`);
    } else if (!each.ignored && !SILENT.has(role)) {
      const states = (each.properties ?? [])
        .filter(({ name, value }) => STATES.includes(name) && value.value !== false && value.value !== "false" && value.value !== "off" && value.value !== "")
        .map(({ name, value }) => (value.value === true || value.value === "true" ? name : `${name} ${value.value}`));
      const description = each.description?.value ? [`described: ${each.description.value}`] : [];
      lines.push(`${"  ".repeat(depth)}${role}${text ? ` “${text}”` : ""}${[...states, ...description].map((state) => `, ${state}`).join("")}`);
      inner++;
    }
    for (const id of each.childIds ?? []) {
      const child = byId.get(id);
      // A control's text is its name already.
      if (child && !(["button", "link", "heading", "DisclosureTriangle"].includes(role) && child.role?.value === "StaticText")) {
        walk(child, inner);
      }
    }
  };
  walk(start, 0);
  return `${lines.join("\n")}\n`;
}

/** A name, whatever digits an engine writes, and without the marks that keep names in their own direction. @param {string} name */
const plain = (name) => name.replace(/[\u2068\u2069]/g, "").replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\s+/g, " ").trim();

/** Role and name of each control of a layer, as the engine tells assistive technology. @param {Page} page @param {string} selector */
async function controls(page, selector) {
  const elements = /** @type {import("selenium-webdriver").WebElement[]} */ (await page.run(`return [...document.querySelector(arguments[0]).querySelectorAll(arguments[1])].filter((each) => each.getClientRects().length && !each.closest("details:not([open])"))`, selector, CONTROLS));
  const told = [];
  for (const element of elements) {
    told.push(plain(`${await element.getAriaRole()} “${await element.getAccessibleName()}”`));
  }
  return told;
}

/** @type {{ [title: string]: (page: Page) => Promise<void> }} */
export const cases = Object.fromEntries(
  LANGUAGES.map((language) => [
    `each layer, in ${language}`,
    async (page) => {
      await page.open(`/cases/looks/page.html?next=soon&lang=${language}&dir=${language === "ar" ? "rtl" : "ltr"}`);
      await page.until("document.querySelector('.menshen-notice') && document.querySelector('.menshen-held')");
      for (const [layer, [selector, show]] of Object.entries(LAYERS)) {
        await show(page);
        await page.settled();
        const file = new URL(`snapshots/${language}-${layer}.txt`, import.meta.url);
        if (page.engine === "chromium") {
          const now = await tree(page, selector);
          assert.doesNotMatch(now, ADDRESS, "nothing of this run");
          if (process.env.MENSHEN_SNAPSHOTS === "write") {
            await writeFile(file, now);
          }
          assert.equal(now, await readFile(file, "utf8"), `${language} ${layer}`);
        }
        const kept = (await readFile(file, "utf8")).split("\n").flatMap((line) => /^\s*((?:heading|button|link|switch) “[^”]*”)/.exec(line)?.[1] ?? []).map(plain);
        assert.deepEqual(await controls(page, selector), kept, `${language} ${layer}: the controls`);
      }
    },
  ]),
);
