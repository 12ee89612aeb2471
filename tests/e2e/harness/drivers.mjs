// Starts one real browser behind WebDriver, and ends it with everything it started.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Builder, Capabilities, logging } from "selenium-webdriver";

export const ENGINES = ["chromium", "firefox", "webkit"];

/** The size of every window, unless a case asks for another. */
export const WINDOW = { width: 1280, height: 900 };

/**
 * What some cases need of their browser.
 * @typedef {object} Settings
 * @property {boolean} [dark] the visitor prefers dark pages
 * @property {"blocked"} [cookies] the visitor allows no site to store anything; WebKitGTK has no such switch
 * @property {boolean} [signal] the visitor's browser sends Global Privacy Control; only Firefox has a switch for that
 * @property {boolean} [tls] pages come over TLS, with a certificate that nobody vouches for
 * @property {boolean} [hasty] commands reach a page that is still loading, instead of waiting until it is complete
 *
 * @typedef {object} Browser
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {string} engine
 * @property {boolean} isHasty whether a page is another before it is loaded
 * @property {() => Promise<string[]>} complaints errors that the browser noted since it was asked last
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {() => Promise<void>} end
 */

/** Chromium as root in a closed network: no sandbox, and nothing of its own that would call out. */
const CHROMIUM_ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  `--window-size=${WINDOW.width},${WINDOW.height}`,
];

/** Firefox: nothing of its own that would call out. */
const FIREFOX_PREFERENCES = {
  "app.normandy.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.cookie.cookieBehavior": 5,
  "ui.prefersReducedMotion": 1,
};

const MINI_BROWSERS = ["4.1", "4.0"].map(
  (version) => `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
);

/** How long an engine may take to start, in milliseconds, and how often it may try. */
const LONGEST_START = 20_000;
const MOST_STARTS = 12;

/** Everything that runs because of us, so that it ends with us whatever happens. @type {Set<() => unknown>} */
const alive = new Set();
process.on("exit", () => [...alive].reverse().forEach((end) => end()));

/**
 * Starts an engine. MiniBrowser now and then goes away while it is starting, on a busy machine several times in a row, and
 * takes its driver along (see `minibrowser.sh`): what is left of such a pair is ended, and another one started. No page has
 * been opened by then.
 * @param {string} engine
 * @param {string} proxy `host:port` that answers for every host by name; the names of this machine go past it
 * @param {Settings} [settings]
 * @returns {Promise<Browser>}
 */
export async function startBrowser(engine, proxy, settings = {}) {
  for (let attempt = 1; ; attempt++) {
    /** @type {(() => unknown)[]} */
    const endings = [];
    const late = patience(LONGEST_START).then(() => {
      throw new Error(`${engine} has not started after ${LONGEST_START / 1000} seconds`);
    });
    try {
      return await Promise.race([start(engine, proxy, settings, endings), late]);
    } catch (error) {
      endAll(endings);
      if (attempt === MOST_STARTS) {
        throw error;
      }
      console.log(`        ${engine}: ${error instanceof Error ? error.message : error}; starting it again`);
    }
  }
}

/** Does what is to be done at the end, the last first. @param {(() => unknown)[]} endings */
function endAll(endings) {
  endings.splice(0).reverse().forEach((end) => {
    alive.delete(end);
    end();
  });
}

/**
 * @param {string} engine
 * @param {string} proxy
 * @param {Settings} settings
 * @param {(() => unknown)[]} endings takes what is to be done at the end
 * @returns {Promise<Browser>}
 */
async function start(engine, proxy, settings, endings) {
  const own = (/** @type {() => unknown} */ end) => {
    endings.push(end);
    alive.add(end);
  };
  const profile = mkdtempSync(join(tmpdir(), "menshen-profile-"));
  own(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const port = await freePort();
  const capabilities = await { chromium, firefox, webkit }[engine]({ own, port, proxy, profile, settings });
  if (settings.tls) {
    capabilities.set("acceptInsecureCerts", true);
  }
  // WebKitGTK's driver, of a page that was loaded, now and then waits for ever until it is: whoever leaves a page waits.
  if (settings.hasty || engine === "webkit") {
    capabilities.set("pageLoadStrategy", "none");
  }
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 20_000, pageLoad: 30_000 });
  const complaints = await listen(driver, engine);
  // A driver whose browser has gone may never answer; it is killed with all that it started.
  const end = () => Promise.race([driver.quit().catch(() => {}), patience(5_000)]).then(() => endAll(endings));
  return { driver, engine, isHasty: !!settings.hasty, complaints, resize: resizer(driver, engine), end };
}

/**
 * @typedef {object} Start
 * @property {(end: () => unknown) => void} own takes what is to be done at the end
 * @property {number} port
 * @property {string} proxy
 * @property {string} profile
 * @property {Settings} settings
 */

/** @param {Start} start */
async function chromium({ own, port, proxy, profile, settings }) {
  const capabilities = new Capabilities();
  capabilities.set("browserName", "chrome");
  const args = [...CHROMIUM_ARGUMENTS, `--user-data-dir=${profile}`, `--proxy-server=http://${proxy}`];
  if (settings.dark) {
    args.push("--blink-settings=preferredColorScheme=0");
  }
  capabilities.set("goog:chromeOptions", {
    args,
    prefs: settings.cookies === "blocked" ? { "profile.default_content_setting_values.cookies": 2 } : {},
  });
  const logs = new logging.Preferences();
  logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  capabilities.setLoggingPrefs(logs);
  await startProcess(own, tool("chromedriver"), [`--port=${port}`], port);
  return capabilities;
}

/** @param {Start} start */
async function firefox({ own, port, proxy, profile, settings }) {
  const capabilities = new Capabilities();
  const [host, proxyPort] = proxy.split(":");
  capabilities.set("browserName", "firefox");
  capabilities.set("webSocketUrl", true);
  capabilities.set("moz:firefoxOptions", {
    args: ["-headless", `--width=${WINDOW.width}`, `--height=${WINDOW.height}`],
    prefs: {
      ...FIREFOX_PREFERENCES,
      "network.proxy.type": 1,
      "network.proxy.http": host,
      "network.proxy.http_port": Number(proxyPort),
      "layout.css.prefers-color-scheme.content-override": settings.dark ? 0 : 1,
      ...(settings.cookies === "blocked" ? { "network.cookie.cookieBehavior": 2 } : {}),
      ...(settings.signal ? { "privacy.globalprivacycontrol.enabled": true, "privacy.globalprivacycontrol.functionality.enabled": true } : {}),
    },
  });
  const args = ["--port", String(port), "--websocket-port", String(await freePort()), "--profile-root", profile];
  await startProcess(own, tool("geckodriver"), args, port);
  return capabilities;
}

/** @param {Start} start */
async function webkit({ own, port, proxy, profile, settings }) {
  const binary = MINI_BROWSERS.find(existsSync);
  if (!binary) {
    throw new Error("WebKitGTK's MiniBrowser is missing; `cargo xtask setup` installs it");
  }
  const capabilities = new Capabilities();
  capabilities.set("browserName", "MiniBrowser");
  capabilities.set("webkitgtk:browserOptions", {
    binary: new URL("minibrowser.sh", import.meta.url).pathname,
    args: ["--automation", `--geometry=${WINDOW.width}x${WINDOW.height}`],
  });
  capabilities.set("proxy", { proxyType: "manual", httpProxy: proxy, noProxy: ["localhost", "*.localhost", "127.0.0.1"] });
  const environment = {
    DISPLAY: await startDisplay(own),
    GDK_BACKEND: "x11",
    GTK_THEME: settings.dark ? "Adwaita:dark" : "Adwaita",
    HOME: profile,
    MINI_BROWSER: binary,
    NO_AT_BRIDGE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    XDG_CACHE_HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_DATA_HOME: profile,
  };
  await startProcess(own, tool("WebKitWebDriver"), [`--port=${port}`], port, environment);
  return capabilities;
}

/**
 * Collects what the browser says went wrong in its pages. WebKitGTK tells nobody; there only the pages themselves
 * can (see `cases/parts/watch.js`).
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {string} engine
 */
async function listen(driver, engine) {
  if (engine === "chromium") {
    return async () =>
      (await driver.manage().logs().get(logging.Type.BROWSER))
        .filter(({ level }) => level.name === "SEVERE")
        .map(({ message }) => message);
  }
  /** @type {string[]} */
  let heard = [];
  if (engine === "firefox") {
    const bidi = await driver.getBidi();
    await bidi.subscribe("log.entryAdded");
    bidi.socket.on("message", (/** @type {unknown} */ message) => {
      const { method, params } = JSON.parse(String(message));
      if (method === "log.entryAdded" && params.level === "error") {
        heard.push(params.text);
      }
    });
  }
  return async () => heard.splice(0);
}

/**
 * Headless Firefox has no windows narrower than 500 pixels, but its pages can be; MiniBrowser's toolbar keeps its
 * window at 447, and nothing can be done about that.
 * @param {import("selenium-webdriver").WebDriver} driver
 * @param {string} engine
 */
function resizer(driver, engine) {
  return async (/** @type {number} */ width, /** @type {number} */ height) => {
    if (engine === "firefox") {
      const bidi = await driver.getBidi();
      const context = await driver.getWindowHandle();
      await bidi.send({ method: "browsingContext.setViewport", params: { context, viewport: { width, height } } });
    } else {
      await driver.manage().window().setRect({ width, height, x: 0, y: 0 });
    }
  };
}

/**
 * @param {(end: () => unknown) => void} own
 * @param {string} command
 * @param {string[]} args
 * @param {number} port where it will listen
 * @param {NodeJS.ProcessEnv} [environment]
 */
async function startProcess(own, command, args, port, environment = {}) {
  // A group of its own, so that the browsers it starts end with it.
  const child = spawn(command, args, { stdio: "ignore", detached: true, env: { ...process.env, ...environment } });
  own(() => killGroup(child.pid));
  const ended = new Promise((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended by itself (${code})`)));
  });
  // Heard only while we wait for the port; later the driver's own errors say more.
  ended.catch(() => {});
  await Promise.race([listening(port), ended]);
}

/** @param {(end: () => unknown) => void} own @returns {Promise<string>} */
async function startDisplay(own) {
  const args = ["-displayfd", "1", "-screen", "0", `${WINDOW.width}x${WINDOW.height}x24`, "-nolisten", "tcp"];
  const child = spawn(tool("Xvfb"), args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  own(() => killGroup(child.pid));
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(`:${String(data).trim()}`));
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb did not start")));
  });
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  try {
    if (pid) {
      process.kill(-pid, "SIGKILL");
    }
  } catch {
    // It ended by itself.
  }
}

/** Ends after a time, and keeps nothing waiting for it. @param {number} time @returns {Promise<void>} */
function patience(time) {
  return new Promise((resolve) => {
    setTimeout(resolve, time).unref();
  });
}

/** Waits until something answers at a port. @param {number} port */
async function listening(port) {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 30));
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
