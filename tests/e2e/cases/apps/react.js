// An application with React: markup of a server is hydrated, and a live part changes in many ways.

import { createElement as h, useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { done, note, write } from "./transcript.js";

/** @type {() => void} */
let isHydrated = () => {};
const hydrated = new Promise((come) => (isHydrated = () => come(undefined)));

const Static = () => (useEffect(() => isHydrated(), []), [h("h2", { key: 1 }, "From the server"), h("ul", { key: 2 }, h("li", null, "one"), h("li", null, "two")), h("img", { key: 3, src: "/cases/apps/dot.svg?h", alt: "h" })]);

/** @type {(change: any) => void} */
let change = () => {};
/** @type {(value?: any) => void} */
let fetched = () => {};
const answered = new Promise((come) => (fetched = come));

function Live() {
  const [state, set] = useState({ order: ["a", "b", "c"], raw: "<b>raw</b>", image: 1, portal: false, frame: false });
  change = (more) => flushSync(() => set((before) => ({ ...before, ...more })));
  useEffect(() => {
    const control = new AbortController();
    fetch("/cases/apps/data.json", { signal: control.signal }).then((answer) => answer.json()).then(fetched, fetched);
    return () => control.abort();
  }, []);
  return h(
    "div",
    { className: "live", "data-image": state.image },
    h("ol", null, state.order.map((key) => h("li", { key }, key))),
    h("p", { dangerouslySetInnerHTML: { __html: state.raw } }),
    h("img", { src: `/cases/apps/dot.svg?${state.image}`, srcSet: `/cases/apps/dot.svg?${state.image} 1x`, alt: "" }),
    state.frame && h("iframe", { srcDoc: "<p>inside</p>", title: "inside" }),
    state.portal && createPortal(h("em", null, "elsewhere"), /** @type {any} */ (document.getElementById("elsewhere"))),
  );
}

addEventListener("load", async () => {
  const recovered = [];
  hydrateRoot(/** @type {any} */ (document.getElementById("static")), h(Static), { onRecoverableError: (error) => recovered.push(String(error)) });
  const root = createRoot(/** @type {any} */ (document.getElementById("live")));
  flushSync(() => root.render(h(Live)));
  note("answered", await answered);
  const html = () => document.getElementById("live")?.innerHTML;
  note("first", html());
  const first = document.querySelector(".live li");
  change({ order: ["c", "a", "d", "b"] });
  note("reordered", [html(), document.querySelectorAll(".live li")[1] === first]);
  change({ raw: '<i>other</i><img src="/cases/apps/dot.svg?raw" alt="">', image: 2, portal: true, frame: true });
  note("changed", [html(), document.getElementById("elsewhere")?.innerHTML]);
  change({ portal: false, order: [], frame: false });
  note("emptied", [html(), document.getElementById("elsewhere")?.innerHTML]);
  write();
  flushSync(() => root.unmount());
  note("gone", html());
  await hydrated;
  note("hydrated", [recovered, document.getElementById("static")?.innerHTML]);
  done();
});
