// The gate in a worker that a script of the page made of text (`hand/ways/workers.js`): the same module judges what the
// worker asks for and stores. It hears of answers by a channel; before it has heard of a policy, third parties wait.
// Nodes there are none in here, and what is held is reported to nobody.

import bytes from "menshen:wasm";
import { initSync } from "menshen:glue";

import { core, SPARE } from "./core.js";
import { NOWHERE, watchNetwork } from "./hand/ways/network.js";
import { makeOpen } from "./hand/ways/open.js";
import { watchStorage } from "./hand/ways/storage.js";
import { CHANNEL, watchWorkers } from "./hand/ways/workers.js";
import { wrap } from "./hand/ways/wrap.js";
import { fields } from "./lines.js";

/** The host of whoever made us. */
const own = new URL(self.origin).host;
/** Where this file stands. */
let here = "";
/** What pages tell: their host, the policy's sorted tape (nothing before it is there), the record. @type {any[]} */
let known = [];
/** Asks Rust, once it is up. @type {typeof core | undefined} */
let rust;

/** @param {...string} question */
const ask = (...question) => {
  try {
    return rust && rust(fields(...question));
  } catch {
    return void (rust = undefined);
  }
};

const { opened, again } = makeOpen();

/** Starts the module; where WebAssembly is refused, as the script that is beside us. */
const rise = () => {
  try {
    initSync({ module: bytes });
    rust = core;
  } catch {
    /** @type {any} */ (self)[SPARE] = (/** @type {typeof core} */ it) => (rust = it);
    try {
      /** @type {any} */ (self).importScripts(here.replace("-worker.", "-nowasm."));
    } catch {
      // Nobody can judge: third parties wait.
    }
  }
  ask("i", own);
};

/** @param {any[]} state */
const learn = (state) => {
  const [, tape, record] = state;
  if (typeof tape === "string" && tape !== known[1]) {
    ask("p", tape);
  }
  known = state;
  ask("r", String(Math.floor(Date.now() / 1000)), record, "");
  again();
};

/** @param {unknown} url */
const may = (url) => {
  try {
    const { host, pathname, search } = new URL(String(url), self.location.href);
    return rust ? ask("j", host, pathname + search, "") !== undefined : !host || host === own;
  } catch {
    // The browser cannot read it either, and says so.
    return true;
  }
};

// What all kinds of workers share is a prototype's, and not the worker's own as in a page.
const { prototype } = /** @type {any} */ (self).WorkerGlobalScope;
for (const realm of [self, prototype]) {
  watchNetwork(realm, (url, _, make) => {
    const passes = may(url);
    if (passes && make) {
      const made = make();
      opened(made, () => may(url));
      return made;
    }
    return passes;
  });
}
watchWorkers(self, () => (here ? [here, known] : undefined));
watchStorage(self, opened, (what, it) => (rust ? ask(what, it) : it));
wrap(prototype, "importScripts", (given, go) => go(given.map((url) => (may(url) ? url : NOWHERE))));

try {
  new BroadcastChannel(CHANNEL).onmessage = ({ data }) => learn(data);
} catch {
  // Refused where storage is.
}
/** Called by what stands before the worker's own text, once: the text cannot call it. */
/** @type {any} */ (self).menshen = (/** @type {string} */ from, /** @type {any[]} */ state) => {
  Reflect.deleteProperty(self, "menshen");
  here = from;
  rise();
  learn(state);
};
