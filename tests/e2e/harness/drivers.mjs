// Starts one real browser behind WebDriver, and ends it with everything it started.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Builder, Capabilities, logging } from "selenium-webdriver";

export const ENGINES = ["chromium", "firefox", "webkit"];

/** Chromium as root in a closed network: no sandbox, and nothing of its own that would call out. */
const CHROMIUM_ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--window-size=1280,900",
];

const MINI_BROWSERS = ["4.1", "4.0"].map(
  (version) => `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
);

/**
 * Starts an engine; `settings` may turn on what some cases need.
 * @param {string} engine
 * @param {{ gpc?: boolean, cookies?: "blocked" }} [settings]
 */
export async function startBrowser(engine, settings = {}) {
  /** @type {(() => unknown)[]} */
  const endings = [];
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "menshen-profile-"));
  endings.push(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const capabilities = new Capabilities();
  if (engine === "chromium") {
    capabilities.set("browserName", "chrome");
    capabilities.set("goog:chromeOptions", {
      args: [...CHROMIUM_ARGUMENTS, `--user-data-dir=${profile}`],
      prefs: settings.cookies === "blocked" ? { "profile.default_content_setting_values.cookies": 2 } : {},
    });
    const logs = new logging.Preferences();
    logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
    capabilities.setLoggingPrefs(logs);
    await startProcess(endings, tool("chromedriver"), [`--port=${port}`], port);
  } else if (engine === "firefox") {
    capabilities.set("browserName", "firefox");
    capabilities.set("moz:firefoxOptions", {
      args: ["-headless", "--width=1280", "--height=900"],
      prefs: {
        "privacy.globalprivacycontrol.enabled": !!settings.gpc,
        "network.cookie.cookieBehavior": settings.cookies === "blocked" ? 2 : 5,
      },
    });
    await startProcess(endings, tool("geckodriver"), ["--port", String(port), "--profile-root", profile], port);
  } else {
    const binary = MINI_BROWSERS.find(existsSync);
    if (!binary) {
      throw new Error("WebKitGTK's MiniBrowser is missing; `cargo xtask setup` installs it");
    }
    capabilities.set("browserName", "MiniBrowser");
    capabilities.set("webkitgtk:browserOptions", { binary, args: ["--automation"] });
    const display = await startDisplay(endings);
    await startProcess(endings, tool("WebKitWebDriver"), [`--port=${port}`], port, { ...display, HOME: profile });
  }
  try {
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    await driver.manage().setTimeouts({ script: 20_000, pageLoad: 30_000 });
    return { driver, end: () => driver.quit().catch(() => {}).then(() => endAll(endings)) };
  } catch (error) {
    await endAll(endings);
    throw error;
  }
}

/** @param {(() => unknown)[]} endings */
async function endAll(endings) {
  for (const end of endings.reverse()) {
    await end();
  }
}

/**
 * @param {(() => unknown)[]} endings
 * @param {string} command
 * @param {string[]} args
 * @param {number} port where it will listen
 * @param {NodeJS.ProcessEnv} [env]
 */
async function startProcess(endings, command, args, port, env = {}) {
  // A group of its own, so that the browsers it starts end with it.
  const child = spawn(command, args, { stdio: "ignore", detached: true, env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  endings.push(() => {
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // It ended by itself.
    }
    return ended;
  });
  await listening(port, ended);
}

/** @param {(() => unknown)[]} endings */
async function startDisplay(endings) {
  const child = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  endings.push(() => process.kill(child.pid ?? 0, "SIGKILL"));
  const number = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(String(data).trim()));
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb did not start")));
  });
  return { DISPLAY: `:${number}`, GDK_BACKEND: "x11", WEBKIT_DISABLE_COMPOSITING_MODE: "1", NO_AT_BRIDGE: "1" };
}

/**
 * Waits until something listens; a process that ended before says so at once.
 * @param {number} port
 * @param {Promise<unknown>} ended
 */
async function listening(port, ended) {
  let over = false;
  ended.then(() => (over = true));
  for (const until = Date.now() + 20_000; Date.now() < until && !over; ) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** @param {string} name */
function tool(name) {
  const own = new URL("../../../target/tools/bin/", import.meta.url).pathname;
  const found = [own, ...(process.env.PATH ?? "").split(delimiter)].map((folder) => join(folder, name)).find(existsSync);
  if (!found) {
    throw new Error(`${name} is missing; \`cargo xtask setup\` installs it`);
  }
  return found;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
