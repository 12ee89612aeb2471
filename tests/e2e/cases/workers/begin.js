// A worker as recorders and counters make them: of text, its address forgotten at once.
const text = `"use strict";
  self.isStrict = (function () { return this === undefined; })();
  let socket;
  const log = (error) => error.name;
  const take = {
    fetch: (url) => fetch(url, { mode: "no-cors" }).then(() => "answered", log),
    own: (url) => fetch(url).then(({ ok }) => ok, log),
    imported: (url) => { try { importScripts(url); return "came"; } catch (error) { return error.name; } },
    stream: (url) => new Promise((done) => { socket = new EventSource(url); socket.onopen = () => done("open"); socket.onerror = () => done("closed"); }),
    state: () => socket.readyState,
    base: (name) => new Promise((done) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => { request.result.close(); done("open"); };
      request.onerror = (event) => { event.preventDefault(); done(request.error.name); };
    }),
    line: () => { try { null.x; } catch (error) { return error.stack.match(/:(\\d+):\\d+/)[1]; } },
    global: () => typeof self.menshen,
    length: () => [fetch.length, fetch.name, importScripts.name].join(),
  };
  onmessage = async ({ data: [what, given] }) => postMessage([what, await take[what](given)]);`;
const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
const worker = new Worker(address);
URL.revokeObjectURL(address);
const failed = new Promise((resolve) => (worker.onerror = (event) => resolve({ failed: event.message })));
window.work = (what, given) =>
  Promise.race([failed, new Promise((resolve) => {
    const hear = ({ data }) => data[0] === what && (worker.removeEventListener("message", hear), resolve(data[1]));
    worker.addEventListener("message", hear);
    worker.postMessage([what, given]);
  })]);
// Where that line stands in the text.
window.lineOf = text.split("\n").findIndex((line) => line.includes("line:")) + 1;
