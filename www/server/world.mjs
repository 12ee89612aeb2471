// What every part of the servers knows.

/**
 * @typedef {object} World
 * @property {{ site: string, package: string, libraries: string, cases: string }} folders
 * @property {boolean} full whether pages get `menshen-full.js` where they ask for `menshen.js`
 * @property {boolean} nowasm whether pages refuse WebAssembly unless they say otherwise
 * @property {import("./log.mjs").Log} log
 * @property {AbortSignal} signal aborted when the servers close
 * @property {string} site the site's origin
 * @property {{ [name: string]: string }} trackers origins of the third parties, by name
 */

export {};
