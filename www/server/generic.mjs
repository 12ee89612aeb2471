// What every third party can do, whoever it is: the small parts that tests put pages together from.
//
//   /js/NAME.js      a script that notes that it ran (`window.__ran`), leaves a cookie and storage keys that begin
//                    with its name, and reports to /collect; it runs as a classic script and as a module
//   /style.css       a style sheet that sets `--third-party-style` on the root; also /css/NAME.css
//   /img.gif         a pixel
//   /frame.html      a document that leaves a cookie and a key of its own and reports
//   /collect         takes anything
//   /stream          events without end
// Every address takes ?delay=MS and ?status=CODE.

import { send, sendJson, sendPixel } from "./send.mjs";

/** @typedef {import("./request.mjs").Visit} Visit */
/** @typedef {(visit: Visit, origin: string, match: RegExpExecArray) => void} Answer */

/** @type {[RegExp, Answer][]} */
export const GENERIC = [
  [/^\/js\/([\w.-]+?)\.m?js$/, (visit, origin, [, name]) => send(visit, "text/javascript", script(name, origin))],
  [/^\/(?:css\/([\w-]+)|style)\.css$/, (visit, _, [, name]) => send(visit, "text/css", `:root { --third-party-${name ?? "style"}: 1 }\n`)],
  [/\.gif$/, (visit) => sendPixel(visit)],
  [/^\/frame\.html$/, (visit, origin) => send(visit, "text/html", frame(origin))],
  [/^\/collect$/, (visit) => sendJson(visit, { status: 1 })],
  [
    /^\/stream$/,
    ({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      // A first line at once, so that the browser knows that it is connected.
      response.write(": here\n\n");
    },
  ],
];

/** @param {string} name @param {string} origin */
const script = (name, origin) => `(function () {
  "use strict";
  var name = ${JSON.stringify(name)};
  var current = document.currentScript;
  var ran = (window.__ran = window.__ran || []);
  ran.push({
    name: name,
    order: ran.length,
    current: !!current,
    url: current ? current.src : null,
    nonce: current ? current.nonce : null,
    async: current ? current.hasAttribute("async") : null,
    state: document.readyState,
    time: performance.now(),
  });
  try {
    document.cookie = name + "_id=1; path=/; max-age=31536000; samesite=lax";
    localStorage.setItem(name + "_key", "1");
    sessionStorage.setItem(name + "_session", "1");
  } catch (refused) {}
  try {
    navigator.sendBeacon(${JSON.stringify(origin)} + "/collect?from=" + encodeURIComponent(name), "ran");
  } catch (refused) {}
})();
`;

/** @param {string} origin */
const frame = (origin) => `<!doctype html>
<meta charset="utf-8">
<title>A third party's frame</title>
<p>A third party's frame.</p>
<script>
  try {
    document.cookie = "frame_id=1; path=/; max-age=31536000; samesite=none; secure";
    localStorage.setItem("frame_key", "1");
  } catch (refused) {}
  parent.postMessage({ frame: ${JSON.stringify(origin)} }, "*");
  fetch("/collect?from=frame");
</script>
`;
