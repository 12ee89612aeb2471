// Requests that scripts make: fetch, XHR, beacons, sockets, workers, windows. One that may not pass ends as a network
// error in the browser's own words and at its own time, because it is sent on to an address that no browser asks.
// Inside a worker the same holds; see `js/worker.js`.

import { acts, own } from "../own.js";
import { wrap } from "./wrap.js";

/** Port 1 is one of those that are never asked (Fetch, "bad port"). */
export const NOWHERE = "https://held.invalid:1";

/**
 * @param {any} realm a window, or a worker
 * @param {(url: unknown, kind: string, opened?: () => any, replay?: import("./index.js").Replay) => any} passes
 */
export function watchNetwork(realm, passes) {
  /**
   * Sends what may not pass nowhere.
   * @type {(owner: any, name: string, kind: string, place?: number, stays?: boolean, nowhere?: string) => void}
   */
  const watch = (owner, name, kind, place = 0, stays, nowhere = NOWHERE) =>
    wrap(owner, name, (given, go) => {
      if (given.length <= place) {
        return go(given);
      }
      const passed = passes(given[place], kind, stays ? () => go(given) : undefined);
      if (passed) {
        return stays ? passed : go(given);
      }
      const made = go(Object.assign([...given], { [place]: nowhere }));
      if (nowhere !== NOWHERE) {
        made.close();
      }
      return made;
    });

  wrap(realm, "fetch", (given, go) => {
    const [input, init] = given;
    const isRequest = !!input && typeof input === "object" && "url" in input;
    const signal = (init && init.signal) || (isRequest ? input.signal : undefined);
    const send = () => go(given);
    const fail = () => go([NOWHERE, { signal }]);
    /** @type {any} */
    let answer;
    return !given.length || passes(isRequest ? input.url : input, "request", undefined, (again) => (answer = again(send, fail, signal)))
      ? send()
      : answer || fail();
  });
  watch(realm, "fetchLater", "request");
  watch(realm.XMLHttpRequest?.prototype, "open", "request", 1);
  watch(realm, "EventSource", "request", 0, true);
  // A socket may not be opened to a bad port at all, so this one is closed before it is open.
  watch(realm, "WebSocket", "socket", 0, true, "wss://held.invalid");
  watch(realm, "WebTransport", "socket", 0, true);
  wrap(realm, "RTCPeerConnection", (given, go) => {
    const [{ iceServers = [], ...rest } = {}, ...more] = given;
    const may = (/** @type {any} */ { urls }) => [urls].flat().every((url) => passes(String(url).replace(/^\w+:/, "https://"), "socket"));
    return iceServers.every(may) ? go(given) : go([{ ...rest, iceServers: iceServers.filter(may) }, ...more]);
  });
  wrap(realm.Navigator?.prototype, "sendBeacon", (given, go) => {
    const send = () => go(given);
    return !given.length || passes(given[0], "request", undefined, (again) => again(send, () => {})) ? send() : true;
  });
  watch(realm, "Worker", "script", 0, true);
  watch(realm, "SharedWorker", "script");
  watch(realm.ServiceWorkerContainer?.prototype, "register", "script");
  // What the visitor opens or sends is no tracker; what opens or is sent by itself may be one.
  wrap(realm, "open", (given, go) => acts() || !given[0] || passes(given[0], "frame") ? go(given) : null);
  for (const name of ["submit", "requestSubmit"]) {
    wrap(realm.HTMLFormElement?.prototype, name, (given, go, self) => acts() || passes(own(self, "action"), "frame") ? go(given) : undefined);
  }
}
