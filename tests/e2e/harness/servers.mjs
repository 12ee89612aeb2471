// The site under test and its third parties, on loopback: every answer is logged, so that a case can ask what left
// the page. The site is `*.localhost`; third parties live on `127.0.0.1`, which no page of ours is a part of.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const ROOT = new URL("../../../", import.meta.url).pathname;
const TRACKERS = ["alpha", "beta", "gamma"];
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".css": "text/css",
};
const PIXEL = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");

/**
 * Starts everything on free ports.
 * @returns {Promise<any>}
 */
export async function startServers() {
  /** @type {any[]} */
  let entries = [];
  const log = (/** @type {import("node:http").IncomingMessage} */ request, /** @type {string} */ tracker) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const { referer, origin, cookie } = request.headers;
    entries.push({ tracker, method: request.method, path: url.pathname, query: url.search, headers: { referer, origin, cookie } });
    return url;
  };

  /** @type {{ [name: string]: string }} */
  const origins = {};
  /** @type {import("node:http").Server[]} */
  const servers = [];
  for (const name of TRACKERS) {
    const server = createServer((request, response) => answerTracker(log(request, name), request, response));
    origins[name] = `http://127.0.0.1:${await listen(server, "127.0.0.1")}`;
    servers.push(server);
  }
  const site = createServer((request, response) => {
    answerSite(log(request, ""), response, origins).catch((error) => {
      response.writeHead(error.code === "ENOENT" || error.code === "EISDIR" ? 404 : 500).end();
    });
  });
  servers.push(site);
  const port = await listen(site, "localhost");
  return {
    port,
    origins,
    log: () => entries,
    clear: () => (entries = []),
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
    },
  };
}

/** @param {import("node:http").Server} server @param {string} host @returns {Promise<number>} */
function listen(server, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, () => resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port));
  });
}

/** Waits as an address asks for: slowness is what some cases are about. @param {URL} url */
const delay = (url) => new Promise((over) => setTimeout(over, Number(url.searchParams.get("delay") ?? 0)));

/**
 * A third party: its scripts say that they ran, leave a cookie and keys behind, and call home.
 * @param {URL} url
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answerTracker(url, request, response) {
  await delay(url);
  response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
  response.setHeader("cache-control", "no-store");
  const script = /^\/js\/([\w-]+)\.js$/.exec(url.pathname);
  if (script) {
    const name = JSON.stringify(script[1]);
    response.setHeader("content-type", "text/javascript");
    response.end(`(() => {
      const name = ${name};
      (window.__ran = window.__ran || []).push({ name, current: !!document.currentScript });
      document.cookie = name + "_id=1; path=/; max-age=86400";
      try { localStorage.setItem(name + "_key", "1"); sessionStorage.setItem(name + "_session", "1"); } catch {}
      fetch("http://${request.headers.host}/collect?from=" + name, { mode: "no-cors", keepalive: true }).catch(() => {});
    })();`);
  } else if (url.pathname === "/frame.html") {
    response.setHeader("content-type", "text/html");
    response.end('<!doctype html><title>frame</title><script>fetch("/collect?from=frame")</script>');
  } else if (url.pathname === "/style.css") {
    response.setHeader("content-type", "text/css");
    response.end("body { --from-gamma: 1 }");
  } else if (url.pathname === "/img.gif") {
    response.setHeader("content-type", "image/gif");
    response.end(PIXEL);
  } else {
    response.writeHead(204).end();
  }
}

/**
 * The site: the package under /menshen/, the cases under /cases/, and a few answers made for tests.
 * @param {URL} url
 * @param {import("node:http").ServerResponse} response
 * @param {{ [name: string]: string }} origins
 */
async function answerSite(url, response, origins) {
  await delay(url);
  response.setHeader("cache-control", "no-store");
  const policy = url.searchParams.get("csp");
  if (policy) {
    response.setHeader("content-security-policy", policy);
  }
  if (url.pathname === "/__marker") {
    response.setHeader("content-type", "text/html");
    return response.end("<!doctype html><title>marker</title>");
  }
  const status = /^\/__status\/(\d+)$/.exec(url.pathname);
  if (status) {
    return response.writeHead(Number(status[1])).end();
  }
  const path = normalize(decodeURIComponent(url.pathname));
  const [, folder, ...rest] = path.split("/");
  const base = { menshen: "pkg", cases: "tests/e2e/cases", modules: "node_modules" }[folder];
  if (!base) {
    return response.writeHead(404).end();
  }
  const type = TYPES[/** @type {keyof TYPES} */ (extname(path))] ?? "application/octet-stream";
  const charset = url.searchParams.get("charset");
  response.setHeader("content-type", charset ? `text/html; charset=${charset}` : type);
  let body = await readFile(join(ROOT, base, ...rest));
  if (folder === "cases") {
    // `{{alpha}}` is a third party's origin, `{{alpha.host}}` its host.
    const text = body.toString().replace(/\{\{(\w+)(\.host)?\}\}/g, (_, name, host) => (host ? new URL(origins[name]).host : origins[name]));
    body = Buffer.from(text);
  }
  return response.end(body);
}
