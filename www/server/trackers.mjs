// The third parties: who they are, and how each answers. A library of theirs is sent as its vendor publishes it;
// whatever else they are asked for is noted and answered so that the library goes on.

import { setTimeout as later } from "node:timers/promises";
import { GENERIC } from "./generic.mjs";
import { drain } from "./request.mjs";
import { readBelow, refuse, send, sendJson, sendPixel, typeOf } from "./send.mjs";
import {
  amplitude,
  appinsights,
  clarity,
  countly,
  datadog,
  elastic,
  fingerprint,
  mixpanel,
  posthog,
  rrweb,
  segment,
  snowplow,
} from "./vendors.mjs";
import { harbour, lodestar } from "./embeds.mjs";

/** @typedef {import("./request.mjs").Visit} Visit */
/** @typedef {import("./world.mjs").World} World */

/**
 * @typedef {object} Tracker
 * @property {string} name
 * @property {{ [path: string]: string }} [files] a path, or the beginning of paths if it ends with a slash, and the
 *   file or folder in node_modules that is sent for it
 * @property {[RegExp, import("./generic.mjs").Answer][]} [answers]
 */

/** In the order of their ports. @type {Tracker[]} */
export const TRACKERS = [
  posthog,
  mixpanel,
  amplitude,
  countly,
  clarity,
  snowplow,
  lodestar,
  harbour,
  // These are nobody in particular; tests give them their roles.
  { name: "alpha" },
  { name: "beta" },
  { name: "gamma" },
  appinsights,
  datadog,
  elastic,
  segment,
  fingerprint,
  rrweb,
];

/** A test asks for at most this. */
const LONGEST_DELAY = 30_000;

/**
 * @param {string} name
 * @param {Visit} visit
 * @param {World} world
 */
export async function answerTracker(name, visit, world) {
  const entry = world.log.add(visit, name);
  const { path, query, method, headers, response } = visit;
  // Vendors allow every page to ask, and to send cookies with it.
  response.setHeader("access-control-allow-origin", headers.origin ?? "*");
  response.setHeader("access-control-allow-credentials", headers.origin ? "true" : "false");
  response.setHeader("cross-origin-resource-policy", "cross-origin");
  response.setHeader("timing-allow-origin", "*");
  response.setHeader("cache-control", "no-store");
  response.setHeader("vary", "origin");
  if (method === "OPTIONS") {
    response.setHeader("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
    response.setHeader("access-control-allow-headers", headers["access-control-request-headers"] ?? "*");
    return send(visit, "text/plain", "");
  }
  entry.bytes = (await drain(visit)).length;
  const delay = Math.min(Number(query.get("delay")) || 0, LONGEST_DELAY);
  if (delay) {
    await later(delay, undefined, { signal: world.signal });
  }
  const status = Number(query.get("status"));
  if (status >= 400 && status <= 599) {
    return refuse(visit, status, `status ${status}`);
  }
  const { files = {}, answers = [] } = TRACKERS.find((each) => each.name === name) ?? {};
  const library = Object.keys(files).find((start) => (start.endsWith("/") ? path.startsWith(start) : path === start));
  if (library) {
    const file = library.endsWith("/") ? files[library] + path.slice(library.length) : files[library];
    const found = await readBelow(world.folders.libraries, file);
    return found ? send(visit, typeOf(path), found) : refuse(visit, 404, `not installed: ${file}; run npm ci`);
  }
  const origin = `http://${visit.host}`;
  for (const [pattern, answer] of [...answers, ...GENERIC]) {
    const match = pattern.exec(path);
    if (match) {
      return answer(visit, origin, match);
    }
  }
  answerPlausibly(visit);
}

/**
 * Answers what nobody foresaw with something of the kind that is asked for.
 * @param {Visit} visit
 */
function answerPlausibly(visit) {
  const wanted = visit.headers["sec-fetch-dest"] ?? "";
  const accepted = visit.headers.accept ?? "";
  if (wanted === "image" || /^image\//.test(accepted)) {
    sendPixel(visit);
  } else if (wanted === "script") {
    send(visit, "text/javascript", "");
  } else if (wanted === "style") {
    send(visit, "text/css", "");
  } else if (/^i?frame$|^document$/.test(wanted) || /^text\/html/.test(accepted)) {
    send(visit, "text/html", "<!doctype html><title>A third party</title>");
  } else {
    sendJson(visit, { status: 1 });
  }
}
