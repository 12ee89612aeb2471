// What became of everything, shown in the page itself: for whoever opens it with `?menshen-debug` in its address. Made
// of the report alone, so that it can say nothing else. In English, since it is for developers.

import { listenForNow, undoing } from "../hand/undo.js";
import { makeReport } from "./report.js";

const STYLE = `
  .menshen-debug { all: initial; position: fixed; inset: 8px 8px auto auto; box-sizing: border-box; width: min(44rem, calc(100vw - 16px)); max-height: 45vh; overflow: auto; padding: 8px 12px; font: 13px/1.4 system-ui, sans-serif; color: #111; background: #fff; border: 2px solid #111; border-radius: 6px; color-scheme: light }
  .menshen-debug:not(:popover-open) { display: none }
  .menshen-debug * { all: revert; font: inherit; color: inherit }
  .menshen-debug summary, .menshen-debug th, .menshen-debug strong { font-weight: 600 }
  .menshen-debug table { border-collapse: collapse; width: 100% }
  .menshen-debug th, .menshen-debug td { text-align: start; vertical-align: top; padding: 2px 10px 2px 0; border-top: 1px solid #ddd; overflow-wrap: anywhere }
  .menshen-debug th { white-space: nowrap }
`;

/** What is told of each list of the report: its name there, and in words. */
const LISTS = /** @type {const} */ ([
  ["waiting", "waiting now"],
  ["released", "let go"],
  ["dropped", "not written"],
  ["escaped", "escaped"],
  ["stored", "stored all the same"],
  ["blocked", "refused by the page's own policy"],
  ["lost", "lost"],
  ["errors", "errors"],
]);
/** How many rows of each list are shown: the last ones. */
const MOST = 50;

let isShown = false;

/**
 * Shows the overlay, once.
 * @param {import("./object.js").Gate} gate
 */
export function debug(gate) {
  if (isShown || !document.body) {
    return;
  }
  isShown = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const panel = element("section", { class: "menshen-debug", popover: "manual", tabindex: "0", "aria-label": "Menshen report" });
  // No copy: see `ours.js`.
  Object.assign(panel, { menshen: true });
  let isDue = false;
  const draw = () => {
    isDue = false;
    // What somebody has opened stays open.
    const open = [...panel.querySelectorAll("details[open]")].map((each) => each.getAttribute("data-list"));
    panel.replaceChildren(...content(makeReport(gate)));
    for (const list of open) {
      panel.querySelector(`[data-list="${list}"]`)?.setAttribute("open", "");
    }
  };
  const later = () => {
    if (!isDue) {
      isDue = true;
      setTimeout(draw, 100);
    }
  };
  for (const name of ["held", "released", "decided", "withdrawn", "error"]) {
    listenForNow(document, "menshen:" + name, later);
  }
  listenForNow(window, "load", later);
  undoing(() => {
    isShown = false;
    panel.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
  draw();
  document.body.append(panel);
  panel.showPopover?.();
}

/**
 * @param {string} name
 * @param {{ [attribute: string]: string }} attributes
 * @param {...(Node | string)} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** @param {any} report */
function content(report) {
  const purposes = Object.entries(report.purposes).map(([id, word]) => `${id} ${word}`);
  const counts = LISTS.map(([key, word]) => `${report[key].length} ${word}`);
  const late = report.degraded ? `, not first in the page (${report.degraded.reasons.join(", ")})` : "";
  const head = element("p", {}, element("strong", {}, `Menshen ${report.menshen}: ${report.status}, mode ${report.mode}${late}. `), `${purposes.join(", ")}. ${counts.join(", ")}.`);
  return [head, ...LISTS.filter(([key]) => report[key].length).map(([key, word]) => table(key, word, report[key]))];
}

/** @param {string} list @param {string} word @param {any[]} rows */
function table(list, word, rows) {
  /** @param {any} row */
  const cells = ({ kind, url, name, code, message, service, purposes, reason, directive }) => [kind || code || "", url || name || message || "inline", [service, ...(purposes || []), reason || directive].filter(Boolean).join(", ")];
  const body = rows.slice(-MOST).map((row) => element("tr", {}, ...cells(row).map((cell) => element("td", {}, cell))));
  const heads = ["what", "which", "whose, for what, why"].map((head) => element("th", { scope: "col" }, head));
  const grid = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body));
  return element("details", { "data-list": list }, element("summary", {}, `${rows.length} ${word}`), grid);
}
