// Real names. A browser that uses us as its proxy, or that resolves every name to us, may ask for a third party as
// the web knows it; this table says who answers. Any other name is a third party of its own, called by that name.

/** @type {{ [host: string]: string }} a host stands for its subdomains too */
const HOSTS = {
  "slow-kettle.example": "site",
  "posthog.com": "posthog",
  "mixpanel.com": "mixpanel",
  "mxpnl.com": "mixpanel",
  "amplitude.com": "amplitude",
  "count.ly": "countly",
  "clarity.ms": "clarity",
  "snowplow.example": "snowplow",
  "lodestar-ads.example": "lodestar",
  "harbour-video.example": "harbour",
  "monitor.azure.com": "appinsights",
  "datadoghq-browser-agent.com": "datadog",
  "elastic.example": "elastic",
  "segment.com": "segment",
  "segment.io": "segment",
  "fingerprint.example": "fingerprint",
  "rrweb.example": "rrweb",
  "alpha.example": "alpha",
  "beta.example": "beta",
  "gamma.example": "gamma",
};

/** Whom browsers ask by themselves, for updates and the time; no page has to do with it. */
const BROWSERS_OWN = ["google.com", "googleapis.com", "gvt1.com", "gstatic.com", "mozilla.com", "mozilla.org", "mozilla.net", "firefox.com"];

/**
 * Returns whether a request that came to us as a proxy is the browser's own.
 * @param {string} host with or without a port
 */
export const isBrowsersOwn = (host) => isBelow(host.replace(/:\d+$/, "").toLowerCase(), BROWSERS_OWN) !== undefined;

/** @param {string} name @param {string[]} hosts */
const isBelow = (name, hosts) => hosts.find((each) => name === each || name.endsWith("." + each));

/**
 * Returns the name of whoever answers for a host; nothing for the names of this machine, where the port says it.
 * @param {string} host with or without a port
 */
export function nameOfHost(host) {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost") || name.startsWith("127.") || name.startsWith("[")) {
    return undefined;
  }
  const known = isBelow(name, Object.keys(HOSTS));
  return known ? HOSTS[known] : name;
}

/**
 * Returns the real name of a third party or of the site.
 * @param {string} name
 */
export const hostOfName = (name) => Object.keys(HOSTS).find((host) => HOSTS[host] === name);
