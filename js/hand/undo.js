// How the gate is taken out of the page again, where it can be (`STOPS`): elsewhere nothing of this is built in, so that
// no script of the page can do it. The notice's file has a list of its own.

/** What is to be undone. @type {(() => void)[]} */
const steps = [];

/** Whether all was undone; what still stands in front of something then lets everything through. */
export let isStopped = false;

/** Remembers how something is undone. @param {() => void} step */
export const undoing = (step) => void steps.push(step);

/** Listens until all is undone. @param {EventTarget} target @param {string} event @param {(event: any) => void} listener */
export const listenForNow = (target, event, listener) => {
  target.addEventListener(event, listener);
  undoing(() => target.removeEventListener(event, listener));
};

/** Undoes everything, the last first. */
export const undo = () => {
  isStopped = true;
  steps.splice(0).reverse().forEach((step) => step());
};

/** Begins anew. */
export const rearm = () => {
  isStopped = false;
};
