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
  "alpha.example": "alpha",
  "beta.example": "beta",
  "gamma.example": "gamma",
};

/**
 * Returns the name of whoever answers for a host; nothing for the names of this machine, where the port says it.
 * @param {string} host with or without a port
 */
export function nameOfHost(host) {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (name === "localhost" || name.endsWith(".localhost") || name.startsWith("127.") || name.startsWith("[")) {
    return undefined;
  }
  const known = Object.keys(HOSTS).find((each) => name === each || name.endsWith("." + each));
  return known ? HOSTS[known] : name;
}

/**
 * Returns the real name of a third party or of the site.
 * @param {string} name
 */
export const hostOfName = (name) => Object.keys(HOSTS).find((host) => HOSTS[host] === name);
