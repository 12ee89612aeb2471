// Opens a port on both loopback addresses, because a browser may ask either one for `localhost`.

import { createServer } from "node:http";
import { readVisit } from "./request.mjs";

/**
 * @typedef {object} Listener
 * @property {number} port
 * @property {() => Promise<void>} close
 */

/** How often a free port is looked for that is free on both addresses. */
const TRIES = 20;

/**
 * @param {(visit: import("./request.mjs").Visit) => Promise<void>} answer
 * @param {number} wanted 0 for any
 * @param {boolean} fallback whether another port will do
 * @returns {Promise<Listener>}
 */
export async function listen(answer, wanted, fallback) {
  for (let tried = 0; ; tried++) {
    const first = makeServer(answer);
    try {
      const port = await bind(first, "127.0.0.1", wanted);
      const servers = [first];
      const second = makeServer(answer);
      try {
        await bind(second, "::1", port);
        servers.push(second);
      } catch (/** @type {any} */ error) {
        // A machine without IPv6 has no second loopback address; one whose port is taken would answer for us.
        if (error.code === "EADDRINUSE") {
          throw error;
        }
      }
      return { port, close: () => Promise.all(servers.map(closeServer)).then(() => undefined) };
    } catch (/** @type {any} */ error) {
      await closeServer(first);
      if (error.code !== "EADDRINUSE" || !fallback || tried === TRIES) {
        throw error;
      }
      wanted = 0;
    }
  }
}

/** @param {(visit: import("./request.mjs").Visit) => Promise<void>} answer */
function makeServer(answer) {
  const server = createServer({ keepAlive: true }, (request, response) => {
    // A browser that goes away in the midst of an answer is no fault of ours.
    response.on("error", () => {});
    answer(readVisit(request, response));
  });
  // As a proxy we carry plain HTTP only: what is encrypted we could neither read nor answer.
  server.on("connect", (_request, socket) => {
    socket.on("error", () => {});
    socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  return server;
}

/**
 * @param {import("node:http").Server} server
 * @param {string} address
 * @param {number} port
 * @returns {Promise<number>}
 */
function bind(server, address, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
    });
  });
}

/**
 * @param {import("node:http").Server} server
 * @returns {Promise<void>}
 */
function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
