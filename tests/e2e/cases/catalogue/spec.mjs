// Third parties that the policy does not name and the catalogue knows, under their real names:
// of those that browsers do not ask over TLS whatever a page says.

import assert from "node:assert/strict";

/** @typedef {import("../../harness/page.mjs").Page} Page */

const PAGE = "/cases/catalogue/page.html";

export const cases = {
  async "known third parties wait for their purpose, strangers pass, and the policy outranks"(/** @type {Page} */ page) {
    page.expectError(/unassigned/);
    await page.open(PAGE);
    await page.seeNotice();
    assert.deepEqual(await page.ran(), ["allowed", "stranger"]);
    const { held } = await page.state();
    assert.deepEqual(
      held.map((/** @type {any} */ { url, service, purposes }) => [new URL(url).host, service, purposes]),
      [
        ["tags.tiqcdn.com", null, ["analytics"]],
        ["script.crazyegg.com", null, ["analytics"]],
        ["static.criteo.net", null, []],
      ],
    );
    const errors = await page.events("error");
    assert.deepEqual(errors.map(({ code, path }) => [code, path]), [["unassigned", "static.criteo.net"]], "with the line to add");
    assert.match(errors[0].message, /"hosts": \["static\.criteo\.net"\]/);
    await page.answer("accept");
    await page.untilRan("manager", "analytics");
    await page.settled();
    assert.deepEqual((await page.ran()).sort(), ["allowed", "analytics", "manager", "stranger"], "nobody could say yes to the advertiser");
    await page.reload();
    assert.deepEqual((await page.ran()).sort(), ["allowed", "analytics", "manager", "stranger"]);
  },

  async "what common services write is not written before a yes, and deleted after a no"(/** @type {Page} */ page) {
    page.expectError(/unassigned/);
    await page.open(PAGE);
    await page.seeNotice();
    const write = `
      for (const name of ["_ga", "_ga_ABC123", "_pk_id.1.ab12", "_fbp", "basket"]) document.cookie = name + "=1; path=/; max-age=999";
      for (const key of ["_hjSession_1", "basket"]) localStorage.setItem(key, "1");
      return [...document.cookie.split("; ").map((pair) => pair.split("=")[0]), ...Object.keys(localStorage)].filter((name) => /^_|basket/.test(name)).sort()`;
    assert.deepEqual(await page.run(write), ["basket", "basket"], "before a choice");
    await page.answer("accept");
    assert.deepEqual(
      await page.run(write),
      ["_ga", "_ga_ABC123", "_hjSession_1", "_pk_id.1.ab12", "basket", "basket"],
      "nobody could say yes to the advertiser",
    );
    // Not among those that are judged when they are written.
    await page.run("document.cookie = 'ph_key_posthog=1; path=/; max-age=999'");
    await page.promise("window.menshen.withdraw()");
    const [{ report }] = await page.events("withdrawn");
    assert.deepEqual(
      report.deleted.map((/** @type {any} */ { kind, name, service }) => [kind, name, service]).sort(),
      [
        ["cookie", "_ga", "google-analytics"],
        ["cookie", "_ga_ABC123", "google-analytics"],
        ["cookie", "_pk_id.1.ab12", "matomo"],
        ["cookie", "ph_key_posthog", "posthog"],
        ["local", "_hjSession_1", "hotjar"],
      ],
    );
    assert.deepEqual(await page.run(write), ["basket", "basket"], "and not written again");
  },
};
