// Serves the demo: `node www/server/main.mjs [--port N] [--site FOLDER]`, until Ctrl-C.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startServers } from "./index.mjs";

/** The third parties take the ports behind it. */
const PORT = 4800;

const { values } = parseArgs({ options: { port: { type: "string" }, site: { type: "string" } } });
const port = Number(values.port ?? PORT);
if (!Number.isInteger(port) || port < 0 || port > 65000) {
  console.error(`--port: found ${values.port}, expected a number from 0 to 65000`);
  process.exit(2);
}

const servers = await startServers({ port, folders: values.site ? { site: resolve(values.site) } : {} });
if (!existsSync(new URL("../../pkg/menshen.js", import.meta.url))) {
  console.log("pkg/menshen.js is not there yet, so nothing guards the pages; `cargo xtask build` makes it\n");
}
console.log(`The demo stands at ${servers.site}/ (English: /en/, Chinese: /zh/). Ctrl-C ends it.\n`);
console.log("Third parties, all on this machine:");
for (const [name, origin] of Object.entries(servers.trackers)) {
  console.log(`  ${name.padEnd(10)} ${origin}`);
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => servers.close().then(() => process.exit(0)));
}
