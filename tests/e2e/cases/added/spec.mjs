// Gated nodes that scripts add later: by one node, by a subtree, by markup; and what becomes of ones that leave.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/added/page.html";

/** Adds gated nodes in every way; `name` tells them apart. @param {Page} page @param {string} name */
const add = (page, name) =>
  page.run(
    `
      const [name, alpha, beta, gamma] = arguments;
      const gated = (tag, more) => Object.entries(more).reduce((node, [key, value]) => (node.setAttribute(key, value), node), document.createElement(tag));
      const script = (from, more) => gated("script", { type: "text/plain", "data-consent": "analytics", ...more, ...(from ? { "data-src": alpha + "/js/alpha-" + name + "-" + from + ".js" } : {}) });

      document.body.append(script("append"));

      const inline = script();
      inline.text = "window.__ran.push('" + name + "-inline')";
      document.body.append(inline);

      const deep = document.createElement("section");
      deep.append(document.createElement("div"));
      deep.firstChild.append(script("deep"));
      document.body.append(deep);

      const markup = document.createElement("div");
      markup.innerHTML = '<p>Text</p><script type="text/plain" data-consent="analytics" data-src="' + alpha + "/js/alpha-" + name + '-markup.js"><' + '/script>'
        + '<script type="text/plain" data-consent="analytics">window.__ran.push("' + name + '-markup-inline")<' + '/script>';
      document.body.append(markup);

      document.body.insertAdjacentHTML("beforeend", '<script type="text/plain" data-consent="analytics" data-src="' + alpha + "/js/alpha-" + name + '-adjacent.js"><' + '/script>');

      const fragment = document.createDocumentFragment();
      fragment.append(script("fragment"), script("fragment-two"));
      document.body.append(fragment);

      document.body.append(gated("iframe", { title: name, "data-consent": "marketing", "data-src": beta + "/frame.html?" + name }));
      document.body.append(gated("img", { alt: "", "data-consent": "marketing", "data-src": beta + "/img.gif?" + name }));
      document.head.append(gated("link", { rel: "stylesheet", "data-consent": "personalization", "data-href": gamma + "/style.css?" + name }));
    `,
    name,
    ...["alpha", "beta", "gamma"].map((tracker) => page.servers.trackers[tracker]),
  );

/** @param {string} name */
const scripts = (name) =>
  ["append", "deep", "markup", "adjacent", "fragment", "fragment-two"].map((way) => `alpha-${name}-${way}`).concat(`${name}-inline`, `${name}-markup-inline`);

/** @param {string} name */
const others = (name) => [`beta /frame.html?${name}`, `beta /img.gif?${name}`, `gamma /style.css?${name}`];

/** @param {Page} page @param {string} name */
async function assertReleasedOnce(page, name) {
  await page.untilRan(...scripts(name));
  await page.settled();
  const ran = (await page.ran()).filter((each) => each.includes(name));
  assert.deepEqual(ran.sort(), scripts(name).sort(), "each exactly once");
  const asked = page.asked().filter((each) => !each.includes("/collect") && !each.includes("/js/") && each.endsWith(`?${name}`));
  assert.deepEqual(asked, others(name), "each asked for once");
}

export const cases = {
  async "nodes added before the answer wait for it"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await add(page, "early");
    await page.settled();
    assert.deepEqual(page.asked(), [], "nothing is requested");
    await page.assertUntouched();
    assert.equal((await page.state()).held.length, scripts("early").length + 3);
    await page.answer("accept");
    await assertReleasedOnce(page, "early");
  },

  async "nodes added after a yes pass at once, after a no never"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.answer("accept");
    await add(page, "granted");
    await assertReleasedOnce(page, "granted");
    await page.promise("window.menshen.withdraw()");
    await page.settled();
    const before = await page.ran();
    page.forgetRequests();
    await add(page, "refused");
    await page.settled();
    assert.deepEqual(await page.ran(), before);
    assert.deepEqual(page.asked(), []);
  },

  async "moved before their turn they ask once, and with what their author wrote"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.run(
      `window.beta = arguments[0];
       const make = (tag, more) => Object.assign(document.createElement(tag), more);
       window.put = (name) => {
         for (const [tag, path] of [["iframe", "/frame.html"], ["img", "/img.gif"]]) {
           const marked = make(tag, { title: name });
           marked.dataset.consent = "marketing";
           marked.dataset.src = beta + path + "?" + name;
           document.body.append(marked);
           document.body.append(make(tag, { src: beta + path + "?plain-" + name }));
         }
       };
       window.move = () => document.querySelectorAll("iframe, img").forEach((each) => (document.body.prepend(each), document.body.append(each)));
       document.addEventListener("menshen:decided", move);
       put("held")`,
      page.servers.trackers.beta,
    );
    await page.settled();
    assert.deepEqual(page.asked(), []);
    await page.answer("accept");
    await page.settled();
    await page.run("document.querySelectorAll('iframe, img').forEach((each) => each.remove()); put('new'); move()");
    await page.settled();
    const asked = page.asked().filter((each) => /(held|new)$/.test(each) && !/collect|frame.html.plain-new/.test(each));
    // One more frame, which never waited, is loaded anew each time it is moved, as without us.
    assert.deepEqual(asked, ["frame.html?held", "frame.html?new", "frame.html?plain-held", "img.gif?held", "img.gif?new", "img.gif?plain-held", "img.gif?plain-new"].map((each) => `beta /${each}`));
    assert.deepEqual(await page.run("return [...document.querySelectorAll('iframe, img')].map((each) => each.src.replace(/.*[?]/, ''))"), ["new", "plain-new", "new", "plain-new"]);
  },

  async "a script that was let go of does not run again when its node is put in again"(/** @type {Page} */ page) {
    await page.open(PAGE);
    const put = (/** @type {string} */ name) =>
      page.run(
        `const [name, alpha] = arguments;
         window.nodes = [["src", alpha + "/js/alpha-" + name + ".js"], [], ["src", alpha + "/js/alpha-" + name + "-async.js", "async"]].map(([key, value, async]) => {
           const script = document.createElement("script");
           script.type = "text/plain";
           script.dataset.consent = "analytics";
           if (async) {
             script.setAttribute(async, "");
             script.setAttribute("data-consent-late-events", "");
           }
           if (key) script.dataset[key] = value; else script.text = "window.__ran.push('" + name + "-inline')";
           document.body.append(script);
           return script;
         });
         document.addEventListener("menshen:decided", () => nodes.forEach((node) => document.body.append(node)))`,
        name,
        page.servers.trackers.alpha,
      );
    for (const name of ["held", "granted"]) {
      await put(name);
      await page.settled();
      if (name === "held") {
        await page.answer("accept");
      }
      await page.untilRan(`alpha-${name}`, `${name}-inline`, `alpha-${name}-async`);
      await page.run("nodes.forEach((node) => (document.body.prepend(node), document.body.append(node)))");
      await page.settled();
    }
    const ran = await page.ran();
    assert.deepEqual([...ran].sort(), ["alpha-granted", "alpha-granted-async", "alpha-held", "alpha-held-async", "granted-inline", "held-inline"]);
    const released = (await page.events("released")).flatMap(({ items }) => items.map((/** @type {any} */ { url }) => url.replace(/.*[/]/, "")));
    assert.equal(released.length, ran.length, `told once each: ${released}`);
  },

  async "what the parser puts in: empty frames are watched, roots of elements that were there are found, all comes in order"(/** @type {Page} */ page) {
    page.expectError(/held\.invalid/);
    await page.open("/cases/added/parsed.html");
    // Firefox runs the inline script before it tells anybody of the frame.
    assert.deepEqual(page.asked(), page.engine === "firefox" ? ["alpha /collect?empty-frame"] : []);
    assert.deepEqual(await page.ran(), ["own"]);
    await page.answer("accept");
    await page.request("alpha", /declared/);
    await page.untilRan("after-pic");
    // Who comes back has everything in its place, as without us.
    page.forgetRequests();
    await page.reload();
    await page.request("alpha", /declared/);
    assert.deepEqual(await page.ran(), ["after-pic", "own"]);
    assert.equal(await page.run("return window.__whole"), 1, "the page's load event waited for the picture");
  },

  async "classic ones that are added together keep their order"(/** @type {Page} */ page) {
    await page.open(PAGE);
    await page.run(
      `for (const name of ["one?delay=250", "two", "three"]) {
         const [file, query] = name.split("?");
         const script = document.createElement("script");
         script.type = "text/plain";
         script.dataset.consent = "analytics";
         script.dataset.src = arguments[0] + "/js/alpha-" + file + ".js" + (query ? "?" + query : "");
         document.body.append(script);
       }`,
      page.servers.trackers.alpha,
    );
    await page.answer("accept");
    await page.untilRan("alpha-one", "alpha-two", "alpha-three");
    assert.deepEqual(await page.ran(), ["alpha-one", "alpha-two", "alpha-three"]);
  },
};
