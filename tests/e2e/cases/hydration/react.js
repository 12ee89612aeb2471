// An application that is the whole document, as frameworks on React make it, hydrated when the test says so.

import { createElement as h, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { hydrateRoot } from "react-dom/client";

/** @type {() => void} */
let finish;
const done = new Promise((resolve) => (finish = () => resolve(undefined)));

/** @type {(value: number) => void} */
let change;

function Page() {
  const [count, set] = useState(0);
  change = (value) => flushSync(() => set(value));
  useEffect(() => finish(), []);
  // What stands on <html> follows consent; who renders <html> says that others may write there.
  return h(
    "html",
    { lang: "en", suppressHydrationWarning: true },
    h(
      "head",
      null,
      h("meta", { charSet: "utf-8" }),
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("title", null, "A page"),
      h("script", { type: "application/json", id: "menshen-policy", dangerouslySetInnerHTML: { __html: document.getElementById("menshen-policy")?.innerHTML } }),
      h("script", { src: "/menshen/menshen.js" }),
      h("script", { src: "/cases/parts/watch.js" }),
    ),
    h(
      "body",
      null,
      h("header", null, h("a", { href: "#main" }, "Skip")),
      h("main", { id: "main" }, h("h1", null, "A page"), h("button", { type: "button", id: "count", onClick: () => set(count + 1) }, count), h("div", { id: "list", "data-menshen-declaration": true, suppressHydrationWarning: true, dangerouslySetInnerHTML: { __html: "" } })),
      h("script", { src: "/bundled/hydration/react.js" }),
    ),
  );
}

Object.assign(window, {
  async hydrate() {
    /** @type {string[]} */
    const recovered = [];
    hydrateRoot(document, h(Page), { onRecoverableError: (error) => void recovered.push(String(error)) });
    await done;
    return recovered;
  },
  change: (/** @type {number} */ value) => change(value),
});
