// A server that imports everything, as one that renders pages does. Prints what it found as JSON.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const before = new Set(Reflect.ownKeys(globalThis));
const { start } = await import("menshen");
const { source } = await import("menshen/source");
const { default: schema } = await import("menshen/schema.json", { with: { type: "json" } });
const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));

const read = (path) => readFileSync(fileURLToPath(import.meta.resolve(path)), "utf8");
console.log(
  JSON.stringify({
    start: typeof start,
    added: added.map(String),
    schema: schema.$schema,
    hasByteOrderMark: ["menshen/menshen.js", "menshen/menshen-notice.js"].map((path) => read(path).startsWith("\uFEFF")),
    sourceIsScript: source === read("menshen/menshen.js").slice(1).trimEnd(),
    sourceEndsElement: /<\/script|<!--/i.test(source),
  }),
);
