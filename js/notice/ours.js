// By what our elements in the page are known, and told from copies: a router or a page may keep what it copied of ours,
// and nobody hears a copy.

/** The layers of the notice. */
export const LAYERS = ".menshen-notice, .menshen-settings, .menshen-way-back";
/** All that stands by itself in the body. */
export const OURS = `${LAYERS}, .menshen-status, .menshen-debug`;

/** Whether this was copied: what we put in has a property, see `src/browser/notice/mount.rs`, which copies have not. @param {any} node */
export const isCopy = (node) => !node.menshen;
