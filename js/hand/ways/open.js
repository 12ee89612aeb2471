// What stands open: sockets, event sources, workers, databases. It is closed once it may not be open any more.

/** Makes a list of what is open. */
export function makeOpen() {
  /** Each with whether it may stay so. @type {Set<[WeakRef<any>, () => boolean]>} */
  const open = new Set();
  return {
    /** @param {any} made @param {() => boolean} may */
    opened(made, may) {
      // What nobody has any more needs no closing.
      open.forEach((entry) => entry[0].deref() || open.delete(entry));
      open.add([new WeakRef(made), may]);
    },
    /** Closes what is open and may not be. */
    again() {
      for (const entry of open) {
        const [reference, may] = entry;
        const it = reference.deref();
        if (!it || !may()) {
          open.delete(entry);
          it?.[it.terminate ? "terminate" : "close"]();
        }
      }
    },
  };
}
