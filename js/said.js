// Where Rust puts what it answers: the only function that the gate's module calls.

/** What was said last. */
export let said = "";

/** @param {string} text */
export const say = (text) => void (said = text);
