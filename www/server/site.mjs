// The site's own origin: its pages, Menshen's package, the whole-page tests' cases, and the log.
//
// What an answer is like can be chosen in the address, for tests:
//   ?csp=NAME or a policy's text   sends it as the content security policy (names below)
//   ?charset=gbk                   says that the page is in another charset (its bytes stay UTF-8)
//   ?cookie=NAME                   sets a cookie that no script can reach
//   ?delay=300                     answers that many milliseconds later
// Receipts are taken at /__receipts, from the nth request on with ?fails=N.

import { randomBytes } from "node:crypto";
import { setTimeout as later } from "node:timers/promises";
import { nameOfHost } from "./hosts.mjs";
import { drain } from "./request.mjs";
import { readBelow, refuse, send, sendJson, typeOf, withCharset } from "./send.mjs";
import { answerStream } from "./stream.mjs";
import { fill } from "./template.mjs";

/** @typedef {import("./request.mjs").Visit} Visit */
/** @typedef {import("./world.mjs").World} World */

/** Content security policies by name; `$THIRD` stands for the third parties' origins. @type {{ [name: string]: string }} */
const POLICIES = {
  // What a careful site sends: nonces, no inline code or styles, WebAssembly allowed.
  strict:
    "default-src 'self'; script-src 'self' 'nonce-$NONCE' 'wasm-unsafe-eval'; style-src 'self' $THIRD; img-src 'self' $THIRD; frame-src 'self' $THIRD; connect-src 'self' $THIRD; object-src 'none'; base-uri 'none'",
  // The same with `'strict-dynamic'`: scripts that a trusted script puts in need no nonce.
  dynamic:
    "default-src 'self'; script-src 'nonce-$NONCE' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' $THIRD; img-src 'self' $THIRD; frame-src 'self' $THIRD; connect-src 'self' $THIRD; object-src 'none'; base-uri 'none'",
  // WebAssembly refused.
  nowasm: "script-src 'self' 'unsafe-inline' $THIRD",
  // The same, and nothing else.
  anything: "script-src * data: blob: 'unsafe-inline'",
  // The same with nonces: what a trusted script puts in needs none, and there is nothing to allow by address.
  dynamicnowasm:
    "default-src 'self'; script-src 'nonce-$NONCE' 'strict-dynamic'; style-src 'self' $THIRD; img-src 'self' $THIRD; frame-src 'self' $THIRD; connect-src 'self' $THIRD; object-src 'none'; base-uri 'none'",
  // Nothing but the scripts of the page, and theirs.
  none: "default-src 'none'; connect-src 'none'; script-src 'nonce-$NONCE' 'strict-dynamic' 'wasm-unsafe-eval'",
  nonenowasm: "default-src 'none'; connect-src 'none'; script-src 'nonce-$NONCE' 'strict-dynamic'",
  // Everything that makes code from text must go through a policy of Trusted Types.
  trusted:
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' $THIRD; require-trusted-types-for 'script'; trusted-types menshen page",
  trustednowasm: "script-src 'self' 'unsafe-inline' $THIRD; require-trusted-types-for 'script'; trusted-types menshen page",
};

/** A test asks for at most this. */
const LONGEST_DELAY = 30_000;

/**
 * @param {Visit} visit
 * @param {World} world
 */
export async function answerSite(visit, world) {
  const { path } = visit;
  if (path === "/__log/stream") {
    return answerStream(visit, world.log);
  }
  if (path === "/__log") {
    return sendJson(visit, world.log.entries());
  }
  if (path === "/__log/clear") {
    if (visit.method !== "POST") {
      return refuse(visit, 405, "post to clear the log");
    }
    world.log.clear();
    return send(visit, "text/plain", "cleared\n");
  }
  if (path === "/favicon.ico") {
    // Browsers ask for it by themselves, on pages without an icon of their own; that is nobody's doing.
    return send(visit, "image/x-icon", "");
  }
  const entry = world.log.add(visit, null);
  const body = await drain(visit);
  entry.bytes = body.length;
  const delay = Math.min(Number(visit.query.get("delay")) || 0, LONGEST_DELAY);
  if (delay) {
    await later(delay, undefined, { signal: world.signal });
  }
  if (path === "/__origins") {
    return sendJson(visit, { site: world.site, ...world.trackers });
  }
  if (path === "/__marker") {
    return send(visit, "text/html", "<!doctype html><title>marker</title>");
  }
  if (path === "/__receipts") {
    entry.body = body.toString();
    const before = world.log.entries().filter((other) => other.path === path && other.host === entry.host && other.id < entry.id);
    const isDown = before.length < Number(visit.query.get("fails"));
    return send(visit, "text/plain", "", { status: isDown ? 503 : 204 });
  }
  const status = /^\/__status\/([1-5]\d\d)$/.exec(path);
  if (status) {
    return send(visit, "text/plain", `status ${status[1]}\n`, { status: Number(status[1]) });
  }
  if (path === "/") {
    const language = /^zh\b/i.test(visit.headers["accept-language"] ?? "") ? "zh" : "en";
    return send(visit, "text/plain", "", { status: 302, headers: { location: `/${language}/` } });
  }
  const { folders } = world;
  const bundled = /^\/bundled\/([\w-]+\/[\w-]+\.(?:js|css))$/.exec(path);
  if (bundled) {
    const { bundle } = await import("./bundle.mjs");
    return send(visit, typeOf(path), await bundle(folders.cases, bundled[1]));
  }
  if (/^\/alone\/.*-(nowasm|worker|text-[\w-]+)\.js$/.test(path)) {
    // The package without what stands in for its modules, without the gate for workers and without languages.
    return refuse(visit, 404, `left out: ${path}`);
  }
  const mounts = [
    ["/menshen/", folders.package],
    ["/alone/", folders.package],
    ["/cases/", folders.cases],
    ["/", folders.site],
  ];
  const [mount, folder] = /** @type {[string, string]} */ (mounts.find(([start]) => path.startsWith(start)));
  let file = path.slice(mount.length).replace(/(^|\/)$/, "$1index.html");
  if (world.full && path === "/menshen/menshen.js") {
    file = "menshen-full.js";
  }
  const found = await readBelow(folder, decode(file));
  if (!found) {
    return refuse(visit, 404, `nothing here: ${path}`);
  }
  await sendFile(visit, file, found, folder, mount !== "/menshen/", world);
}

/**
 * @param {Visit} visit
 * @param {string} file
 * @param {Buffer} found
 * @param {string} folder
 * @param {boolean} hasPlaceholders
 * @param {World} world
 */
async function sendFile(visit, file, found, folder, hasPlaceholders, world) {
  const { response, query } = visit;
  const type = typeOf(file);
  const nonce = randomBytes(16).toString("base64");
  // Asked again each time, but not forbidden to be kept: pages that may not be kept are never taken from the
  // browser's back-forward cache, which tests need.
  response.setHeader("cache-control", "no-cache");
  // Of the package's files we say no charset, as many servers do: they must be right on a page in any.
  response.setHeader("content-type", hasPlaceholders ? withCharset(type, query.get("charset") ?? undefined) : type);
  const csp = query.get("csp") ?? (world.nowasm && /html/.test(type) ? "anything" : null);
  if (csp) {
    response.setHeader("content-security-policy", policyText(csp, nonce, world));
  }
  const cookie = query.get("cookie");
  if (cookie) {
    response.setHeader("set-cookie", `${encodeURIComponent(cookie)}=server; path=/; max-age=86400; httponly`);
  }
  const isText = hasPlaceholders && /^text\/html|json$/.test(type);
  const byName = nameOfHost(visit.host) !== undefined;
  const pieces = isText
    ? await fill(found.toString(), { folder, query, nonce, byName, world })
    : [{ wait: 0, text: found }];
  if (visit.method === "HEAD") {
    return void response.end();
  }
  for (const { wait, text } of pieces) {
    if (wait) {
      await later(wait, undefined, { signal: world.signal });
    }
    response.write(text);
  }
  response.end();
}

/** @param {string} named @param {string} nonce @param {World} world */
function policyText(named, nonce, { trackers }) {
  const text = POLICIES[named] ?? named;
  return text.replaceAll("$NONCE", nonce).replaceAll("$THIRD", Object.values(trackers).join(" ")).replace(/[\r\n]/g, " ");
}

/** @param {string} path */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
