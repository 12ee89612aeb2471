// A request, read once: whoever answers needs the same few things of it.

/**
 * @typedef {object} Visit
 * @property {import("node:http").IncomingMessage} request
 * @property {import("node:http").ServerResponse} response
 * @property {string} method
 * @property {string} host as the browser named it, with the port
 * @property {string} path decoded no further than the browser sent it
 * @property {string} search the query with its question mark, or nothing
 * @property {URLSearchParams} query
 * @property {{ [name: string]: string | undefined }} headers
 * @property {boolean} isProxied whether the browser took us for a proxy
 */

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @returns {Visit}
 */
export function readVisit(request, response) {
  const target = request.url ?? "/";
  const isProxied = /^http:\/\//i.test(target);
  let url;
  try {
    url = new URL(isProxied ? target : `http://${request.headers.host || "localhost"}${target}`);
  } catch {
    url = new URL("http://localhost/");
  }
  return {
    request,
    response,
    method: request.method ?? "GET",
    host: url.host,
    path: url.pathname,
    search: url.search,
    query: url.searchParams,
    headers: /** @type {Visit["headers"]} */ (request.headers),
    isProxied,
  };
}

/**
 * Reads the body to its end.
 * @param {Visit} visit
 */
export async function drain({ request }) {
  const chunks = [];
  try {
    for await (const chunk of request) {
      chunks.push(chunk);
    }
  } catch {
    // The browser ended it; what came, counts.
  }
  return Buffer.concat(chunks);
}
