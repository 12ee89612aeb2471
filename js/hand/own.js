// What is the same in a page and in a worker of the browser's own functions; see `natives.js`.

const { get } = Reflect;
const { getPrototypeOf } = Object;
const { userActivation } = /** @type {any} */ (navigator);

/**
 * Reads what an object has from its prototypes.
 * @param {object} object
 * @param {string} name
 */
export const own = (object, name) => get(getPrototypeOf(object), name, object);

/** Says whether the visitor is acting right now (HTML, "transient activation"); in a worker nobody does. */
export const acts = () => userActivation?.isActive;

/** What a page that requires Trusted Types takes instead of text; none if it allows no policy called `menshen`. @type {any} */
let types;
try {
  const same = (/** @type {string} */ text) => text;
  types = /** @type {any} */ (self).trustedTypes.createPolicy("menshen", { createHTML: same, createScript: same, createScriptURL: same });
} catch {}

/**
 * Says that a text is what stood in the page already, or our own: no script of the page's gets anything blessed so.
 * @param {"HTML" | "Script" | "ScriptURL"} kind
 * @param {any} text
 */
export const trusted = (kind, text) => (types ? types["create" + kind](text) : text);
