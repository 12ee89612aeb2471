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
