// What stands in place of held embeds, and of elements that the site marks (`data-consent-placeholder`): whose it is, and
// two ways to have it. And the list of services in the site's own page (`data-menshen-declaration`).

import { noticeDeclaration, noticeHeld } from "menshen:glue";

import { listenForNow, undoing } from "../hand/undo.js";
import { isCopy } from "./ours.js";

const MARKED = "data-consent-placeholder";
const DECLARATION = "[data-menshen-declaration]";
/** What a page may put in at any time. */
const PLACES = `${DECLARATION},[${MARKED}],.menshen-held`;
/** The address of a picture of the site's own to stand behind the words. */
const PREVIEW = "data-consent-preview";
/** What shows something of somebody else's. */
const EMBED = "iframe, object, embed";
/** Smaller ones nobody sees, in pixels. */
const LEAST = 10;

/** What stands in place of what, with the style attribute that had. @type {Map<HTMLElement, { instead: HTMLElement, style: string | null }>} */
const standing = new Map();
/** Places that have their list. @type {Map<Element, Element>} */
const declared = new Map();

/**
 * Puts placeholders where something is held, takes away those that are not needed any more, and fills in the list of
 * services. `grant` records that the visitor allows a service; `draw` gives what is to be known for drawing.
 * @param {import("./object.js").Gate} gate
 * @param {() => Promise<object>} draw
 * @param {(choice: { [id: string]: boolean }, byHand: boolean) => void} grant
 */
export async function embed(gate, draw, grant) {
  const again = () => embed(gate, draw, grant).catch((error) => gate.inform("error", error));
  const before = tidy(gate);
  const places = document.querySelectorAll(DECLARATION);
  if ([...places].every((place) => declared.get(place)?.isConnected) && before.every(({ element }) => standing.has(element))) {
    return;
  }
  const snapshot = await draw();
  // While the words came, things may have changed.
  for (const { element, name, service, purposes } of tidy(gate)) {
    if (!standing.has(element)) {
      const root = element.getRootNode();
      const instead = noticeHeld(snapshot, name, service || undefined, purposes.join(" "), element.getAttribute(PREVIEW) || "", root instanceof ShadowRoot ? root : undefined);
      put(element, instead, service, gate, again, grant);
    }
  }
  for (const place of places) {
    if (!declared.get(place)?.isConnected) {
      const list = noticeDeclaration(snapshot);
      declared.set(place, list);
      place.replaceChildren(list);
    }
  }
}

/**
 * Takes away the placeholders that are not needed any more, or whose element the page has taken elsewhere, and copies of
 * any. Returns what is to have one.
 * @param {import("./object.js").Gate} gate
 */
function tidy(gate) {
  const held = embeds(gate);
  if (gate.policy?.notice?.placeholders !== false) {
    // One that nobody sees has none until somebody does.
    held.filter((element) => !standing.has(element) && !isSeen(element)).forEach((element) => sizes?.observe(element));
  }
  const wanted = wants(gate, held);
  for (const [element, { instead, style }] of standing) {
    if (!wanted.some((want) => want.element === element) || !instead.isConnected || instead.nextSibling !== element) {
      const hadFocus = instead.contains(document.activeElement);
      instead.remove();
      restyle(element, style);
      standing.delete(element);
      if (hadFocus && element.isConnected) {
        focus(element);
      }
    }
  }
  // In shadow roots with something held, too.
  const roots = new Set([document, ...held.map((element) => /** @type {ParentNode & Node} */ (element.getRootNode()))]);
  for (const copy of [...roots].flatMap((root) => [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".menshen-held"))]).filter(isCopy)) {
    const of = copy.nextElementSibling;
    if (of instanceof HTMLElement && !standing.has(of)) {
      restyle(of, null);
    }
    copy.remove();
  }
  [...declared.keys()].filter((place) => !place.isConnected).forEach((place) => declared.delete(place));
  return wanted;
}

/**
 * Puts a placeholder in place of an element.
 * @param {HTMLElement} element
 * @param {HTMLElement} instead
 * @param {string | null} service
 * @param {import("./object.js").Gate} gate
 * @param {() => unknown} again
 * @param {(choice: { [id: string]: boolean }, byHand: boolean) => void} grant
 */
function put(element, instead, service, gate, again, grant) {
  const { width, height } = element.getBoundingClientRect();
  // It keeps the room of what it stands for, so that nothing moves when that comes.
  instead.style.setProperty("inline-size", `${width}px`, "important");
  instead.style.setProperty("min-block-size", `${height}px`, "important");
  instead.addEventListener("click", (event) => {
    const what = /** @type {Element} */ (event.target).closest("[data-menshen]")?.getAttribute("data-menshen");
    if (what) {
      // It may stand in a link.
      event.preventDefault();
    }
    if (what === "once" && event.isTrusted && gate.acts()) {
      // What the embed's own scripts are held for is wanted with it; other embeds of the service are not.
      gate.free(gate.items().filter((node) => node === element || (!!service && !!node && !node.matches(EMBED) && gate.explain(node)?.service === service)));
      once.add(element);
      again();
    } else if (what === "always") {
      grant({ [String(service)]: true }, event.isTrusted);
    }
  });
  standing.set(element, { instead, style: element.getAttribute("style") });
  element.before(instead);
  element.style.setProperty("display", "none", "important");
}

/** What of somebody else's is held in the page. @param {import("./object.js").Gate} gate @returns {HTMLElement[]} */
const embeds = ({ items }) => items().filter((node) => node?.matches(EMBED) && node.isConnected);

/** Elements that the visitor wanted this time. @type {WeakSet<Element>} */
const once = new WeakSet();

/**
 * What is to have a placeholder now.
 * @param {import("./object.js").Gate} gate
 * @param {HTMLElement[]} held the embeds that are held
 * @returns {{ element: HTMLElement, name: string, service: string | null, purposes: string[] }[]}
 */
function wants(gate, held) {
  const { policy, state, explain } = gate;
  if (policy?.notice?.placeholders === false) {
    return [];
  }
  /** @param {string | null} id */
  const nameOf = (id) => policy?.services?.find((/** @type {any} */ service) => service.id === id)?.name;
  const frames = held
    .filter((node) => standing.has(node) || isSeen(node))
    .map((element) => {
      const { url, service, purposes } = /** @type {any} */ (explain(element));
      return { element, service, purposes, name: nameOf(service) || host(url) };
    });
  const { purposes, services } = state();
  const marked = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[${MARKED}]`))]
    .filter((element) => !once.has(element))
    .map((element) => {
      const id = element.getAttribute(MARKED) || "";
      const isService = id in services;
      const of = policy?.services?.find((/** @type {any} */ service) => service.id === id);
      const missing = (of ? of.purposes : [id]).filter((/** @type {string} */ purpose) => purposes[purpose] !== "granted");
      return { element, service: isService ? id : null, purposes: missing, name: nameOf(id) || element.title || location.host, may: isService ? services[id] : purposes[id] === "granted" };
    })
    .filter(({ may }) => !may);
  return [...frames, ...marked];
}

/**
 * Shows an element as it was shown before. Its whole style is put back where nothing of it has changed since.
 * @param {HTMLElement} element
 * @param {string | null} style
 */
function restyle(element, style) {
  if (element.style.display !== "none" || element.style.getPropertyPriority("display") !== "important") {
    // The page has said something else meanwhile.
    return;
  }
  element.style.removeProperty("display");
  if (style) {
    // Through the object model, which a content security policy does not mind.
    const before = document.createElement("i");
    before.style.cssText = style;
    element.style.setProperty("display", before.style.display, before.style.getPropertyPriority("display"));
  }
  if (!element.getAttribute("style")) {
    element.removeAttribute("style");
  }
}

/** @param {HTMLElement} element */
const isSeen = ({ offsetWidth, offsetHeight }) => offsetWidth >= LEAST && offsetHeight >= LEAST;

/** @param {string} url */
const host = (url) => {
  try {
    return new URL(url).host || location.host;
  } catch {
    return location.host;
  }
};

/** Gives the focus to what came, where a reader goes on. @param {HTMLElement} element */
function focus(element) {
  element.focus({ preventScroll: true });
  if (document.activeElement !== element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
}

/** Tells when a held embed that nobody saw gets a size. @type {ResizeObserver | undefined} */
let sizes;

/**
 * Looks again whenever something is held, let go of or decided, and when places of ours come into the page.
 * @param {() => void} again
 */
export function watchEmbeds(again) {
  let isDue = false;
  const soon = () => {
    // Of many in a row once, after the page has had its turn.
    if (!isDue) {
      isDue = true;
      setTimeout(() => {
        isDue = false;
        again();
      });
    }
  };
  for (const name of ["held", "released", "decided"]) {
    listenForNow(document, "menshen:" + name, soon);
  }
  const places = new MutationObserver((records) => {
    const isPlace = (/** @type {Node} */ node) => node instanceof Element && (node.matches(PLACES) || node.querySelector(PLACES));
    // What was taken out or elsewhere may be what a placeholder stands for, or where a list stood.
    const stands = standing.size || declared.size;
    if (records.some(({ addedNodes, removedNodes }) => (stands && removedNodes.length) || [...addedNodes].some(isPlace))) {
      soon();
    }
  });
  // A held embed may come to be seen later, in a tab of the page for example.
  sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (isSeen(/** @type {HTMLElement} */ (target))) {
        sizes?.unobserve(target);
        soon();
      }
    }
  });
  places.observe(document, { childList: true, subtree: true });
  undoing(() => {
    places.disconnect();
    sizes?.disconnect();
    sizes = undefined;
  });
  undoing(() => {
    for (const [element, { instead, style }] of standing) {
      instead.remove();
      restyle(element, style);
    }
    standing.clear();
    declared.forEach((list) => list.remove());
    declared.clear();
  });
}
