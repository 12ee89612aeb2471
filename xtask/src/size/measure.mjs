// Prints `name raw gzip brotli` for every file of a folder, in bytes, compressed as hard as a server may.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
if (!folder) {
  throw new Error("usage: node measure.mjs FOLDER");
}
for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(join(folder, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const brotli = brotliCompressSync(bytes, { params }).length;
  console.log(name, bytes.length, gzipSync(bytes, { level: 9 }).length, brotli);
}
