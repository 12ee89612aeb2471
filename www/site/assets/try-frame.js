// The preview: puts the page together, has Menshen take the policy that the choices in the address make, and tells the page
// around it what came of that. Its answers are kept under a name of their own.

import { start } from "/menshen/index.js";
import { directionOf, defaultsOf, policyOf, read } from "/assets/try-choices.js";

const COOKIE = "menshen-try";

const query = new URLSearchParams(location.search);
const root = document.documentElement;
const isChinese = query.get("page") === "zh";
/** Which layer is to be seen. */
const view = query.get("view") ?? "notice";

const choicesNow = () => read(location.hash, defaultsOf(isChinese ? "zh-CN" : "en"));
const choices = choicesNow();

/** @param {object} message */
const tell = (message) => parent !== window && parent.postMessage({ load: query.get("load"), ...message }, location.origin);

/** Sets the properties that were chosen, and no others. */
function dress() {
  const { css } = choicesNow();
  root.removeAttribute("style");
  for (const [property, value] of Object.entries(css)) {
    root.style.setProperty("--menshen-" + property, value);
  }
}

function build() {
  root.lang = choices.lang;
  root.dir = directionOf(choices.lang);
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`template[data-page=${isChinese ? "zh" : "en"}]`));
  const page = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const { services = [], purposes = [{ id: "marketing" }] } = policyOf(choices);
  // A mark that names nothing in the policy would hold for good.
  const mark = [...services, ...purposes].find(({ id }) => id === "harbour" || id === "marketing");
  const figure = page.querySelector("figure");
  mark ? figure.querySelector("iframe").setAttribute("data-consent", mark.id) : figure.remove();
  document.body.append(page);
}

/** Whoever asks to see the first layer has not answered yet. */
function forget() {
  document.cookie = `${COOKIE}=; path=/; max-age=0`;
  try {
    for (const key of [COOKIE, COOKIE + "-receipts"]) {
      localStorage.removeItem(key);
    }
  } catch {
    // Without storage there is nothing to forget.
  }
}

/** A layer that opens may take the focus; one that somebody here opens may keep it. */
let isUntouched = true;
for (const type of ["pointerdown", "keydown"]) {
  addEventListener(type, () => (isUntouched = false), true);
}

for (const name of ["ready", "shown", "error"]) {
  document.addEventListener("menshen:" + name, ({ detail }) => {
    const { code, path, message, layer, ask } = detail;
    tell({ name, code, path, message, layer, asks: ask?.length > 0, isUntouched });
  });
}
// The rest of the site is not part of the preview.
document.addEventListener("click", (event) => event.target.closest("a[href]") && event.preventDefault());
addEventListener("hashchange", dress);

dress();
build();
if (view === "notice") {
  forget();
}
const policy = policyOf(choices);
start({ ...policy, record: { ...policy.record, cookie: COOKIE } }).then(
  (handle) => view !== "notice" && handle.open(view),
  () => {
    // It was told as an event, too.
  },
);
