// Real libraries from npm, and the answers that keep them running without an account.

import { send, sendJson } from "./send.mjs";

/** @typedef {import("./trackers.mjs").Tracker} Tracker */

/** What PostHog's own server tells a project that has every extra switched off. */
const POSTHOG_CONFIG = {
  token: "phc_slowkettle",
  supportedCompression: ["gzip", "gzip-js"],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: { network_timing: false, web_vitals: false },
  autocapture_opt_out: false,
  autocaptureExceptions: false,
  analytics: { endpoint: "/i/v0/e/" },
  elementsChainAsString: true,
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  defaultIdentifiedOnly: true,
  isAuthenticated: false,
  siteApps: [],
  toolbarParams: {},
};

/** @type {Tracker} */
export const posthog = {
  name: "posthog",
  files: { "/static/": "posthog-js/dist/" },
  answers: [
    [
      /^\/array\/([\w-]+)\/config\.js$/,
      (visit, _, [, token]) =>
        send(
          visit,
          "text/javascript",
          `(window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {})[${JSON.stringify(token)}] = ` +
            `{ config: ${JSON.stringify(POSTHOG_CONFIG)}, siteApps: [] };\n`,
        ),
    ],
    [/^\/array\/[\w-]+\/config$/, (visit) => sendJson(visit, POSTHOG_CONFIG)],
    [/^\/(flags|decide)\/?$/, (visit) => sendJson(visit, { ...POSTHOG_CONFIG, flags: {}, errorsWhileComputingFlags: false })],
    [/^\/(i\/v0\/)?[es]\/?$/, (visit) => sendJson(visit, { status: "Ok" })],
  ],
};

/** @type {Tracker} */
export const mixpanel = {
  name: "mixpanel",
  files: {
    "/libs/mixpanel-2-latest.min.js": "mixpanel-browser/dist/mixpanel.min.js",
    "/libs/mixpanel.globals.js": "mixpanel-browser/dist/mixpanel.globals.js",
    "/libs/": "mixpanel-browser/dist/",
  },
  answers: [
    [/^\/(track|engage|groups)\/?$/, (visit) => sendJson(visit, { status: 1, error: null })],
    [/^\/record\/?$/, (visit) => sendJson(visit, { code: 200, status: "OK" })],
    [/^\/flags\/?$/, (visit) => sendJson(visit, { flags: {} })],
    [/^\/settings\/?$/, (visit) => sendJson(visit, {})],
  ],
};

/** @type {Tracker} */
export const amplitude = {
  name: "amplitude",
  files: {
    "/libs/analytics-browser-min.umd.js": "@amplitude/analytics-browser/lib/scripts/amplitude-min.umd.js",
    "/libs/analytics-browser-min.js": "@amplitude/analytics-browser/lib/scripts/amplitude-min.js",
  },
  answers: [
    [
      /^\/2\/httpapi$/,
      (visit) => sendJson(visit, { code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: Date.now() }),
    ],
    [/^\/config$/, (visit) => sendJson(visit, { configs: {} })],
  ],
};

/** @type {Tracker} */
export const countly = {
  name: "countly",
  files: { "/sdk/web/countly.min.js": "countly-sdk-web/lib/countly.min.js" },
  answers: [
    [/^\/i$/, (visit) => sendJson(visit, { result: "Success" })],
    [/^\/o\/sdk/, (visit) => sendJson(visit, {})],
  ],
};

/** @type {Tracker} */
export const clarity = {
  name: "clarity",
  files: { "/s/clarity.js": "clarity-js/build/clarity.min.js" },
  answers: [
    [
      // The vendor's tag is made by its server for each project: it fetches the library and starts it. Given an
      // address to upload to, the library would speak to it by https from the second page on; given a function, it
      // does not.
      /^\/tag\/([\w-]+)$/,
      (visit, origin, [, project]) =>
        send(
          visit,
          "text/javascript",
          `!function (w, d) {
  w.clarity = w.clarity || function () { (w.clarity.q = w.clarity.q || []).push(arguments); };
  w.clarity("start", { projectId: ${JSON.stringify(project)}, upload: function (data) { fetch(${JSON.stringify(origin + "/collect")}, { method: "POST", body: data, mode: "no-cors", keepalive: data.length < 60000 }); }, track: true, content: true, cookies: [], delay: 1000 });
  var s = d.createElement("script");
  s.async = true;
  s.src = ${JSON.stringify(origin + "/s/clarity.js")};
  d.head.appendChild(s);
}(window, document);
`,
        ),
    ],
    [/^\/collect$/, (visit) => send(visit, "text/plain", "")],
  ],
};

/** @type {Tracker} */
export const appinsights = {
  name: "appinsights",
  files: { "/scripts/b/ai.3.gbl.min.js": "@microsoft/applicationinsights-web/dist/es5/applicationinsights-web.min.js" },
  answers: [[/^\/v2(\.1)?\/track$/, (visit) => sendJson(visit, { itemsReceived: 1, itemsAccepted: 1, errors: [] })]],
};

/** @type {Tracker} */
export const datadog = {
  name: "datadog",
  files: { "/us1/v6/": "@datadog/browser-rum/bundle/" },
  answers: [[/^\/api\/v2\/rum$/, (visit) => sendJson(visit, {})]],
};

/** @type {Tracker} */
export const elastic = {
  name: "elastic",
  files: { "/elastic-apm-rum.umd.min.js": "@elastic/apm-rum/dist/bundles/elastic-apm-rum.umd.min.js" },
  answers: [
    [/^\/config\/v1\/rum\/agents$/, (visit) => sendJson(visit, {})],
    [/^\/intake\/v2\/rum\/events$/, (visit) => sendJson(visit, {})],
  ],
};

/** @type {Tracker} */
export const segment = {
  name: "segment",
  files: { "/next/": "@segment/analytics-next/dist/umd/" },
  answers: [
    [/^\/v1\/projects\/[\w-]+\/settings$/, (visit) => sendJson(visit, { integrations: { "Segment.io": { apiKey: "lantern" } }, plan: {} })],
    [/^\/v1\/\w$/, (visit) => sendJson(visit, { success: true })],
  ],
};

/** @type {Tracker} */
export const fingerprint = {
  name: "fingerprint",
  files: { "/v5/iife.min.js": "@fingerprintjs/fingerprintjs/dist/fp.min.js" },
};

/** @type {Tracker} */
export const rrweb = { name: "rrweb", files: { "/rrweb.umd.min.js": "rrweb/dist/rrweb.umd.min.cjs" } };

/** A collector sets its own cookie beside the library's, as Snowplow's does. */
const COLLECTOR_COOKIE = "sp=0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0; path=/; max-age=31536000; samesite=none; secure; httponly";

/** @type {Tracker} */
export const snowplow = {
  name: "snowplow",
  files: { "/sp.umd.js": "@snowplow/browser-tracker/dist/index.umd.min.js" },
  answers: [
    [
      /^\/com\.snowplowanalytics\.snowplow\/tp2$/,
      (visit) => send(visit, "text/plain", "ok", { headers: { "set-cookie": COLLECTOR_COOKIE } }),
    ],
  ],
};
