// Requests that scripts make: fetch, XHR, beacons, sockets, workers, windows. One that may not pass ends as a network
// error in the browser's own words and at its own time, because it is sent on to an address that no browser asks.
// What is inside a worker is out of reach here.

import { acts } from "../natives.js";
import { wrap } from "./wrap.js";

/** Port 1 is one of those that are never asked (Fetch, "bad port"). */
const NOWHERE = "https://held.invalid:1/";

/**
 * @param {any} realm a window
 * @param {(url: unknown, kind: string) => boolean} passes
 */
export function watchNetwork(realm, passes) {
  /** Sends what may not pass nowhere. @type {(kind: string, place?: number) => import("./wrap.js").Guard} */
  const nowhere =
    (kind, place = 0) =>
    (given, go) => {
      if (given.length > place && !passes(given[place], kind)) {
        given = [...given];
        given[place] = NOWHERE;
      }
      return go(given);
    };

  wrap(realm, "fetch", (given, go) => {
    const [input, init] = given;
    const isRequest = !!input && typeof input === "object" && "url" in input;
    return !given.length || passes(isRequest ? input.url : input, "request")
      ? go(given)
      : go([NOWHERE, { signal: (init && init.signal) || (isRequest ? input.signal : undefined) }]);
  });
  wrap(realm, "fetchLater", nowhere("request"));
  wrap(realm.XMLHttpRequest?.prototype, "open", nowhere("request", 1));
  wrap(realm, "EventSource", nowhere("request"));
  wrap(realm, "WebSocket", (given, go) => {
    if (!given.length || passes(given[0], "socket")) {
      return go(given);
    }
    // A socket may not be opened to a bad port at all, so this one is closed before it is open.
    const socket = go(["wss://held.invalid/"]);
    socket.close();
    return socket;
  });
  wrap(realm, "WebTransport", nowhere("socket"));
  wrap(realm, "RTCPeerConnection", (given, go) => {
    const [{ iceServers = [], ...rest } = {}, ...more] = given;
    const may = (/** @type {any} */ { urls }) => [urls].flat().every((url) => passes(String(url).replace(/^\w+:/, "https://"), "socket"));
    return iceServers.every(may) ? go(given) : go([{ ...rest, iceServers: iceServers.filter(may) }, ...more]);
  });
  wrap(realm.Navigator?.prototype, "sendBeacon", (given, go) => !given.length || passes(given[0], "request") ? go(given) : true);
  wrap(realm, "Worker", nowhere("script"));
  wrap(realm, "SharedWorker", nowhere("script"));
  wrap(realm.ServiceWorkerContainer?.prototype, "register", nowhere("script"));
  // What the visitor opens is no tracker; what opens by itself may be one.
  wrap(realm, "open", (given, go) => acts() || !given[0] || passes(given[0], "frame") ? go(given) : null);
}
