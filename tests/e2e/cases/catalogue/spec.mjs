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
};
