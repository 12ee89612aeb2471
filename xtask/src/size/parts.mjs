// Prints what each part of the gate weighs, as a Markdown table: `node parts.mjs NAMED.wasm TABLE.bin`. A part's bytes after brotli
// are what the rest alone would weigh less: what is like something else costs little, so they do not add up.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build, transform } from "esbuild";

const [wasm, table] = process.argv.slice(2);
if (!wasm || !table) {
  throw new Error("usage: node parts.mjs NAMED.wasm TABLE.bin");
}
/** @param {Uint8Array | string} bytes */
const weight = (bytes) => brotliCompressSync(bytes).length;

console.log("| part | raw | brotli 11, if it were not there |\n|---|--:|--:|");
await scripts();
functions(readFileSync(wasm));
const bytes = readFileSync(table);
console.log(`| the table of known third parties | ${bytes.length} | ${weight(bytes)} |`);

/** What we wrote in JavaScript, by file. */
async function scripts() {
  const result = await build({
    entryPoints: ["js/boot.js"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2020",
    external: ["menshen:*"],
    define: { FILE: '"menshen.js"', WORKER: '"menshen-worker.js"', STOPS: "false" },
  });
  // esbuild says before each part where it comes from.
  const [head, ...sections] = result.outputFiles[0].text.split(/^\/\/ (?=js\/)/m);
  const small = async (/** @type {string[]} */ some) => (await transform([head, ...some].join(""), { minify: true, target: "es2020", format: "iife", treeShaking: false })).code;
  const whole = await small(sections);
  const fileOf = (/** @type {string} */ section) => section.slice(0, section.indexOf("\n"));
  for (const file of new Set(sections.map(fileOf))) {
    const rest = await small(sections.filter((section) => fileOf(section) !== file));
    console.log(`| \`${file}\` | ${whole.length - rest.length} | ${weight(whole) - weight(rest)} |`);
  }
}

/** The module's functions, by the file that they were written in. @param {Buffer} module */
function functions(module) {
  const { bodies, names, imports } = read(module);
  /** @type {Map<string, number[]>} */
  const parts = new Map();
  bodies.forEach((_, index) => {
    const part = partOf(names.get(index + imports) ?? "");
    parts.set(part, [...(parts.get(part) ?? []), index]);
  });
  const all = weight(Buffer.concat(bodies));
  const rows = [...parts].map(([part, own]) => {
    const rest = bodies.filter((_, index) => !own.includes(index));
    return { part, raw: own.reduce((sum, index) => sum + bodies[index].length, 0), brotli: all - weight(Buffer.concat(rest)) };
  });
  for (const { part, raw, brotli } of rows.sort((one, other) => other.brotli - one.brotli)) {
    console.log(`| ${part} | ${raw} | ${brotli} |`);
  }
}

/** @param {string} name of a function; what was folded into the one export is part of that */
function partOf(name) {
  const ours = /menshen_core(?:\[\w+\])?::domain::((?:\w+::)*\w+)/.exec(name);
  if (ours) {
    const words = ours[1].split("::").filter((word) => /^[a-z_]+$/.test(word));
    const folders = ["policy", "record", "catalogue"];
    return `\`src/domain/${words.slice(0, folders.includes(words[0]) && words.length > 2 ? 2 : 1).join("/")}\``;
  }
  return name === "call" ? "`src/domain/gate`, with what is called once" : "the standard library and its allocator";
}

/** Reads what is needed of a module (WebAssembly, "Binary Format"). @param {Buffer} module */
function read(module) {
  let place = 8;
  const number = () => {
    for (let result = 0, shift = 0; ; shift += 7) {
      const byte = module[place++];
      result |= (byte & 127) << shift;
      if (byte < 128) {
        return result >>> 0;
      }
    }
  };
  const text = () => {
    const length = number();
    place += length;
    return module.toString("utf8", place - length, place);
  };
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Map<number, string>} */
  const names = new Map();
  let imports = 0;
  while (place < module.length) {
    const kind = module[place++];
    const end = number() + place;
    if (kind === 2) {
      // Ours imports one function and nothing else.
      imports = number();
    } else if (kind === 10) {
      for (let count = number(); count > 0; count--) {
        const length = number();
        place += length;
        bodies.push(module.subarray(place - length, place));
      }
    } else if (kind === 0 && text() === "name") {
      while (place < end) {
        const part = module[place++];
        const next = number() + place;
        if (part === 1) {
          for (let count = number(); count > 0; count--) {
            names.set(number(), text());
          }
        }
        place = next;
      }
    }
    place = end;
  }
  return { bodies, names, imports };
}
