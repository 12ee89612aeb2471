// The page where one tries every option: a form, a preview that follows it, and what to copy. What is chosen stands in the
// address, so that it can be sent to somebody and outlasts a reload.

import { COLOURS, cssOf, defaultsOf, headOf, isPossible, jsonOf, MEASURES, policyOf, read, TAGS, write } from "/assets/try-choices.js";

/** How large the window in the preview is, in pixels. */
const WINDOWS = { wide: { width: 1024, height: 704 }, phone: { width: 360, height: 660 } };
/** How long somebody who types or drags must pause before the preview begins anew, in milliseconds. */
const PAUSE = 300;
/** How long a preview may take, in milliseconds. */
const PATIENCE = 5000;

const isChinese = document.documentElement.lang.startsWith("zh");
// On a phone a wide window would be too small to read.
const defaults = { ...defaultsOf(isChinese ? "zh-CN" : "en"), width: matchMedia("(max-width: 40rem)").matches ? "phone" : "wide" };
const form = document.querySelector("form.try");
const stage = document.querySelector(".stage");
const frame = stage.querySelector("iframe");
const fault = document.querySelector("[data-fault]");
const said = document.querySelector("[data-said]");

// The form.

/** Every language in its own words; where the browser has none, its tag. */
function listLanguages() {
  form.elements.lang.append(
    ...TAGS.map((tag) => {
      const option = new Option(new Intl.DisplayNames([tag], { type: "language" }).of(tag), tag);
      option.lang = tag;
      return option;
    }),
  );
}

function listMeasures() {
  for (const [property, values] of Object.entries(MEASURES)) {
    form.elements["--" + property].append(...values.map((value) => new Option(value, value)));
  }
}

const boxes = (name) => [...form.querySelectorAll(`input[type=checkbox][name=${name}]`)];

/** Has the form say what is chosen. @param {import("./try-choices.js").Choices} choices */
function fill(choices) {
  for (const [name, value] of Object.entries(choices)) {
    if (Array.isArray(value)) {
      boxes(name).forEach((box) => (box.checked = value.includes(box.value)));
    } else if (typeof value === "boolean") {
      form.elements[name].checked = value;
    } else if (typeof value === "string") {
      form.elements[name].value = value;
    }
  }
  for (const property of COLOURS) {
    const value = choices.css[property];
    boxes("use").find((box) => box.value === property).checked = !!value;
    form.elements["--" + property].value = value ?? form.elements["--" + property].defaultValue;
  }
  for (const property of Object.keys(MEASURES)) {
    form.elements["--" + property].value = choices.css[property] ?? "";
  }
}

/** Reads the form as an address is read. @returns {import("./try-choices.js").Choices} */
function chosen() {
  const checked = (name) => boxes(name).filter((box) => box.checked).map((box) => box.value);
  const { elements } = form;
  const css = {};
  for (const property of checked("use")) {
    css[property] = elements["--" + property].value;
  }
  for (const property of Object.keys(MEASURES)) {
    if (elements["--" + property].value) {
      css[property] = elements["--" + property].value;
    }
  }
  const choices = { ...defaults, css };
  for (const [name, value] of Object.entries(defaults)) {
    if (name !== "css") {
      choices[name] = Array.isArray(value) ? checked(name) : typeof value === "boolean" ? elements[name].checked : elements[name].value;
    }
  }
  return read(write(choices), defaults);
}

/** What cannot have an effect cannot be used. @param {import("./try-choices.js").Choices} choices */
function showPossible({ purposes }) {
  for (const box of boxes("services")) {
    box.disabled = !isPossible(box.value, purposes);
  }
  for (const box of boxes("use")) {
    form.elements["--" + box.value].disabled = !box.checked;
  }
}

// The preview.

let view = "notice";
/** What the preview was made for, but for what it can follow as it stands. */
let shown = "";
/** Which of the pages in the preview is the present one. */
let loads = 0;
/** Whether it has not shown yet what it is there for, and whether it is to be made anew once it has. */
let isLoading = false;
let isStale = false;
let overdue = 0;
/** Who had the focus when the preview began anew. */
let focused;

/** @param {import("./try-choices.js").Choices} choices */
const addressOf = (choices) => `/try-frame.html?load=${loads}&page=${isChinese ? "zh" : "en"}&view=${view}#${write(choices)}`;

/** What a preview must begin anew for. @param {import("./try-choices.js").Choices} choices */
const wantedBy = (choices) => JSON.stringify([policyOf(choices), choices.lang, view]);

/** Has the preview show what is chosen, one after the other: none is left before it has all that it asked for. */
function preview() {
  const choices = chosen();
  const wanted = wantedBy(choices);
  if (wanted !== shown) {
    if (isLoading) {
      isStale = true;
      return;
    }
    isLoading = true;
    shown = wanted;
    loads++;
    focused = document.activeElement;
    // A preview that says nothing is not waited for.
    overdue = setTimeout(arrived, PATIENCE);
  }
  // Without an entry in the history for each choice.
  frame.contentWindow.location.replace(addressOf(choices));
  showBusy(choices);
}

function arrived() {
  clearTimeout(overdue);
  isLoading = false;
  if (isStale) {
    isStale = false;
    preview();
  }
  showBusy(chosen());
}

/** @param {import("./try-choices.js").Choices} choices */
const showBusy = (choices) => stage.setAttribute("aria-busy", String(isLoading || wantedBy(choices) !== shown));

/** Shows a layer, as if the page had just been opened. @param {string} layer */
function show(layer) {
  view = layer;
  shown = "";
  preview();
}

function fit() {
  const { width, height } = WINDOWS[form.elements.width.value];
  const scale = Math.min(1, stage.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${height}px`;
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  frame.style.marginInlineStart = `${Math.max(0, (stage.clientWidth - width * scale) / 2)}px`;
  stage.style.height = `${height * scale}px`;
}

/** Says what is wrong with the policy. @param {{ code: string, path: string, message: string }} [error] */
function complain(error) {
  fault.hidden = !error;
  for (const place of fault.querySelectorAll("[data-error]")) {
    place.textContent = error?.[place.dataset.error] || "–";
  }
}

addEventListener("message", ({ data, source, origin }) => {
  if (source !== frame.contentWindow || origin !== location.origin || data?.load !== String(loads)) {
    return;
  }
  if (data.name === "error") {
    complain(data);
  } else if (data.name === "ready") {
    complain();
  }
  const isThere = data.name === "shown" && data.layer === (view === "notice" ? "notice" : "settings");
  if (isThere && data.isUntouched && document.activeElement === frame) {
    // Whoever was at the form goes on there.
    focused?.focus({ preventScroll: true });
  }
  if (isThere || data.name === "error" || (data.name === "ready" && view === "notice" && !data.asks)) {
    focused = undefined;
    arrived();
  }
});

// What is to be copied.

/** @param {import("./try-choices.js").Choices} choices */
function print(choices) {
  const css = cssOf(choices);
  const texts = { policy: jsonOf(policyOf(choices)), css, head: headOf(choices) };
  for (const [name, text] of Object.entries(texts)) {
    document.querySelector(`[data-text=${name}]`).textContent = text;
  }
  document.querySelector("[data-when=css]").hidden = !css;
}

async function copy(button) {
  const place = document.querySelector(`[data-text=${button.dataset.copy}]`);
  try {
    await navigator.clipboard.writeText(place.textContent);
    say(button.dataset.done);
  } catch {
    // Refused, or not there on a page without TLS: then it is marked, and a key press away.
    getSelection().selectAllChildren(place);
    say(button.dataset.failed);
  }
}

/** Says the same twice, too. @param {string} words */
function say(words) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = words));
}

// All of it together.

let timer = 0;

/** @param {number} pause */
function update(pause) {
  const choices = chosen();
  const hash = write(choices, defaults);
  history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  for (const link of document.querySelectorAll("[data-other-language]")) {
    link.hash = hash;
  }
  showPossible(choices);
  print(choices);
  fit();
  clearTimeout(timer);
  timer = setTimeout(preview, pause);
  showBusy(choices);
}

/** Has the form say what the address says. */
function restore() {
  fill(read(location.hash, defaults));
  update(0);
}

listLanguages();
listMeasures();
restore();
new ResizeObserver(fit).observe(stage);

document.querySelector("main").addEventListener("input", ({ target }) => update(/^(text|number|color)$/.test(target.type) ? PAUSE : 0));
document.querySelector("main").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.show) {
    show(button.dataset.show);
  } else if (button?.dataset.copy) {
    copy(button);
  } else if (button?.type === "reset") {
    // After the browser has emptied the form in its own way.
    setTimeout(() => {
      view = "notice";
      fill(defaults);
      update(0);
    });
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", () => {
  // A link to a part of this page says nothing about choices.
  location.hash.includes("=") ? restore() : update(0);
});
