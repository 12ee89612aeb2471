// The site over TLS, for what only HTTPS pages do. The certificate is nobody's: made once for these tests, signed by
// itself, and taken only by browsers that were told to take any.

import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:https";

/**
 * Passes every request on to the site.
 * @param {string} site its origin
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function startTls(site) {
  const [key, cert] = await Promise.all(["key", "certificate"].map((name) => readFile(new URL(`tls/${name}.pem`, import.meta.url))));
  const { port } = new URL(site);
  const server = createServer({ key, cert }, ({ method, url, headers }, response) => {
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end();
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "localhost", () => resolve(undefined));
  });
  return {
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
