// Packs `pkg/` and gives each test its own small project that has it installed.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CONSUMERS = fileURLToPath(new URL("consumers/", import.meta.url));

/** A folder of this run, outside the checkout so that no consumer finds the root's packages or settings. */
const PLACE = mkdtempSync(join(tmpdir(), "menshen-packaging-"));
process.on("exit", () => rmSync(PLACE, { recursive: true, force: true }));

/**
 * Runs a program to its end and returns what it printed.
 * @param {string} program
 * @param {string[]} options
 * @param {string} folder
 */
export function run(program, options, folder) {
  return execFileSync(program, options, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Returns the path of a program among the root's development tools. */
export function tool(name) {
  return join(ROOT, "node_modules/.bin", name);
}

/** Packs the package once and returns the tarball and what it holds. */
export const packed = (() => {
  const [{ filename, files }] = JSON.parse(
    run("npm", ["pack", join(ROOT, "pkg"), "--json", "--pack-destination", PLACE], PLACE),
  );
  return { tarball: join(PLACE, filename), files: files.map((file) => file.path).sort() };
})();

/**
 * Returns a fresh copy of a consumer with the tarball installed and nothing fetched.
 * @param {string} name
 */
export function consumer(name) {
  const folder = join(PLACE, name);
  cpSync(join(CONSUMERS, name), folder, { recursive: true });
  run("npm", ["install", "--offline", "--no-save", "--no-package-lock", packed.tarball], folder);
  const installed = readdirSync(join(folder, "node_modules")).filter((entry) => !entry.startsWith("."));
  if (installed.join() !== "menshen") {
    throw new Error(`found ${installed.join(", ")} in node_modules, expected menshen alone: it has no dependencies`);
  }
  return folder;
}
