// Ways of answering.

import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

/** @typedef {import("./request.mjs").Visit} Visit */

/** @type {{ [extension: string]: string }} */
const TYPES = {
  ".css": "text/css",
  ".gif": "image/gif",
  ".gz": "text/javascript",
  ".html": "text/html",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
};

/** A GIF of one transparent pixel. */
const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** @param {string} path */
export const typeOf = (path) => TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";

/** @param {string} type @param {string} [charset] */
export const withCharset = (type, charset = "utf-8") =>
  /^text\/|json$|svg/.test(type) ? `${type}; charset=${charset}` : type;

/**
 * @param {Visit} visit
 * @param {string} type
 * @param {string | Buffer} body
 * @param {{ status?: number, headers?: import("node:http").OutgoingHttpHeaders }} [more]
 */
export function send({ method, response }, type, body, { status = 200, headers = {} } = {}) {
  response.writeHead(status, { "content-type": withCharset(type), "content-length": Buffer.byteLength(body), ...headers });
  response.end(method === "HEAD" ? undefined : body);
}

/** @param {Visit} visit @param {unknown} value @param {{ status?: number, headers?: import("node:http").OutgoingHttpHeaders }} [more] */
export const sendJson = (visit, value, more) => send(visit, "application/json", JSON.stringify(value), more);

/** @param {Visit} visit @param {{ headers?: import("node:http").OutgoingHttpHeaders }} [more] */
export const sendPixel = (visit, more) => send(visit, "image/gif", PIXEL, more);

/** @param {Visit} visit @param {number} status @param {string} reason */
export function refuse(visit, status, reason) {
  if (visit.response.headersSent) {
    visit.response.destroy();
  } else {
    send(visit, "text/plain", `${reason}\n`, { status });
  }
}

/**
 * Reads a file below a folder; nothing if it is not there, or not below it.
 * @param {string} folder
 * @param {string} path
 */
export async function readBelow(folder, path) {
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep) || path.includes("\0")) {
    return undefined;
  }
  try {
    return await readFile(file);
  } catch (/** @type {any} */ error) {
    if (["ENOENT", "EISDIR", "ENOTDIR"].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}
