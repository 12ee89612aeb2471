// The log as it grows, for the demo's panel (`EventSource`).

/**
 * Sends every kept entry from a moment on (`?since=` milliseconds), then each new one.
 * @param {import("./request.mjs").Visit} visit
 * @param {import("./log.mjs").Log} log
 */
export function answerStream({ response, query }, log) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const tell = (/** @type {import("./log.mjs").Entry} */ entry) => {
    response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`);
  };
  const since = Number(query.get("since")) || 0;
  log.entries().filter(({ time }) => time >= since).forEach(tell);
  // A first line at once, so that the browser knows that it is connected.
  response.write(": here\n\n");
  response.on("close", log.listen(tell));
}
