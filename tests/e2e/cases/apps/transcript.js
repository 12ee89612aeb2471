// What an application did, in plain words that can be compared.

/** @type {[string, any][]} */
const transcript = [];

/** @param {string} what @param {any} value */
export const note = (what, value) => void transcript.push([what, value === undefined ? null : JSON.parse(JSON.stringify(value))]);

/** Says that all is done. */
export const done = () => {
  note("cookies", document.cookie.split("; ").filter((pair) => pair.startsWith("app-")).sort());
  note("keys", Object.keys(localStorage).filter((key) => key.startsWith("app-")).sort());
  window.__transcript = transcript;
};

/** Writes what an application writes. */
export const write = () => {
  document.cookie = "app-cookie=1; path=/";
  localStorage.setItem("app-key", "1");
  localStorage["app-property"] = "2";
  note("storage", [localStorage.getItem("app-key"), localStorage["app-property"], "app-key" in localStorage, localStorage.length > 1]);
};

/** Waits for an event. @param {EventTarget} target @param {string} name @returns {Promise<any>} */
export const event = (target, name) => new Promise((come) => target.addEventListener(name, come, { once: true }));

for (const name of ["error", "warn"]) {
  const native = console[name];
  console[name] = (...words) => {
    note(name, words.map(String));
    native.apply(console, words);
  };
}
