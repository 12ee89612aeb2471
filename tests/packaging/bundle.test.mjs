// The package in a bundle, in Chromium.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Builder } from "selenium-webdriver";
import { Options, ServiceBuilder } from "selenium-webdriver/chrome.js";

import { consumer, run, tool } from "./workshop.mjs";

const folder = consumer("bundle");
const BUNDLE = ["--bundle", "--format=esm", "--minify", "--outdir=out", "--log-level=error"];

/** @type {import("node:http").Server} */
let server;
/** @type {import("selenium-webdriver").WebDriver} */
let driver;

before(async () => {
  run(tool("esbuild"), [...BUNDLE, "--splitting", "app.js"], folder);
  run(tool("esbuild"), [...BUNDLE, "unused.js"], folder);
  const { source } = await import(join(folder, "node_modules/menshen/source.js"));
  const head = '<!doctype html><meta charset="utf-8"><title></title>';
  writeFileSync(join(folder, "out/app.html"), `${head}<script type="module" src="app.js"></script>`);
  writeFileSync(join(folder, "out/inline.html"), `${head}<script>${source}</script><p id="after">after</p>`);
  server = createServer((request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.slice(1);
    const type = name.endsWith(".js") ? "text/javascript" : "text/html";
    try {
      const body = readFileSync(join(folder, "out", name));
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const chromium = JSON.parse(readFileSync(new URL("../../webdriver.json", import.meta.url), "utf8"));
  const options = new Options().addArguments(...chromium["goog:chromeOptions"].args);
  options.setBinaryPath("/usr/bin/chromium");
  const service = new ServiceBuilder("chromedriver");
  driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
});

after(async () => {
  await driver?.quit();
  server?.close();
});

/** @param {string} page */
async function open(page) {
  await driver.get(`http://127.0.0.1:${server.address().port}/${page}`);
}

test("a bundled app starts and refuses", async () => {
  await open("app.html");
  const title = await driver.wait(() => driver.getTitle(), 10_000, "the app said nothing");
  const { version } = JSON.parse(readFileSync(join(folder, "node_modules/menshen/package.json"), "utf8"));
  assert.deepEqual(JSON.parse(title), { status: "ready", before: false, after: "denied", version });
});

test("an import that uses nothing leaves nothing in the bundle", () => {
  assert.equal(readFileSync(join(folder, "out/unused.js"), "utf8").trim(), 'console.log("nothing");');
});

test("the source string works as an inline script", async () => {
  await open("inline.html");
  assert.equal(await driver.executeScript("return menshen.state().status"), "ready");
  assert.equal(await driver.executeScript("return document.querySelector('#after').textContent"), "after");
});
