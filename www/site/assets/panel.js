// The demo's panel: shows what Menshen holds back and lets in, what third parties were asked for, and what stands
// written on the device. It needs no consent and keeps nothing.

import { WORDS } from "/assets/panel-words.js";

const panel = document.getElementById("door");
const words = WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
const menshen = window.menshen;
const policy = readPolicy();
const services = policy.services ?? [];

/** What third parties are called by whoever serves them, for those that the policy does not name. */
const names = {};

/** Requests to third parties since the page was opened. */
const requests = [];
/** What each list shows, so that nothing is drawn anew for nothing. */
const drawn = {};

function readPolicy() {
  try {
    return JSON.parse(document.getElementById("menshen-policy").textContent);
  } catch {
    return {};
  }
}

/** Like the gate's own: `*` stands for anything. */
const fits = (pattern, name) =>
  new RegExp(`^${pattern.split("*").map((part) => part.replace(/[^\w]/g, "\\$&")).join(".*")}$`).test(name);

const byId = (id) => services.find((service) => service.id === id);
const byHost = (host) => services.find((service) => service.hosts?.includes(host));
const byTrace = (list, name) => services.find((service) => service[list]?.some((pattern) => fits(pattern, name)));

// Drawing.

function make(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function chips(purposes) {
  const all = make("span", "chips", "");
  all.append(...purposes.map((id) => make("span", `chip ${id}`, words.purposes[id] ?? id)));
  return all;
}

/**
 * Draws a list of rows, each with a name, purposes and small lines.
 * @param {string} list
 * @param {{ name: string, purposes: string[], notes: string[], alarm?: string }[]} rows
 * @param {number} count
 */
function draw(list, rows, count) {
  const looks = JSON.stringify([rows, count]);
  if (drawn[list] === looks) {
    return;
  }
  drawn[list] = looks;
  for (const sum of panel.querySelectorAll(`[data-sum="${list}"]`)) {
    sum.textContent = String(count);
  }
  panel.querySelector(`[data-list="${list}"]`).replaceChildren(
    ...(rows.length ? rows.map(row) : [make("li", "none", words.nothing)]),
  );
}

function row({ name, purposes, notes, alarm }) {
  const item = document.createElement("li");
  item.append(make("span", "", name), chips(purposes), make("small", "", shorten(notes).join(" · ")));
  if (alarm) {
    item.append(make("small", "alarm", alarm));
  }
  return item;
}

function shorten(notes, most = 4) {
  const all = [...new Set(notes)];
  return all.length > most ? [...all.slice(0, most - 1), words.more(all.length - most + 1)] : all;
}

/** Puts what belongs together into one row. */
function grouped(items) {
  const groups = new Map();
  for (const { name, purposes, note, alarm } of items) {
    const key = name + purposes + (alarm ?? "");
    const group = groups.get(key) ?? { name, purposes, notes: [], alarm };
    group.notes.push(note);
    groups.set(key, group);
  }
  return [...groups.values()];
}

// What is to be shown.

function ofItem({ kind, url, service, purposes }) {
  const address = url && new URL(url, document.baseURI);
  const known = byId(service) ?? (address ? byHost(address.host) : undefined);
  // An item that was let in misses nothing any more, so its service tells what it was for.
  const all = known ? known.purposes : purposes;
  return {
    name: known ? known.name : address ? (names[address.host] ?? address.host) : words.site,
    purposes: all,
    note: address ? `${words.kinds[kind]} ${address.pathname}` : words.inline,
  };
}

/** What was held and let in since, and what never had to wait: both stand in the page now. */
function letIn(state) {
  const items = window.witnessed.filter(({ name }) => name === "released").flatMap(({ detail }) => detail.items);
  const known = new Set([...items, ...state.held].map(({ url }) => url));
  const kinds = { SCRIPT: "script", IFRAME: "frame", IMG: "image" };
  for (const node of document.querySelectorAll("script[src], iframe[src], img[src]")) {
    const service = byHost(new URL(node.src).host);
    if (service && state.services[service.id] && !known.has(node.src)) {
      known.add(node.src);
      items.push({ kind: kinds[node.tagName], url: node.src, service: service.id, purposes: [] });
    }
  }
  return items;
}

function ofRequest({ tracker, host, method, path, headers }) {
  const service = byHost(host);
  const isOpen = !service || !menshen || menshen.state().services[service.id];
  const isImage = headers["sec-fetch-dest"] === "image" || /\.gif$/.test(path);
  const reason = method !== "GET" ? words.left : isImage ? words.seen : words.unrun;
  return {
    name: service?.name ?? tracker,
    purposes: service?.purposes ?? ["unknown"],
    note: `${method} ${path}`,
    alarm: isOpen ? undefined : reason,
  };
}

function ofTrace(place, name) {
  const state = menshen?.state();
  const service = byTrace(place === "cookie" ? "cookies" : "storage", name);
  // The answer, and beside it receipts and what the reader was told of.
  const isOwn = state && (name === state.cookie || name.startsWith(state.cookie + "-"));
  return {
    name: isOwn ? words.own : (service?.name ?? words.undeclared),
    purposes: isOwn ? ["necessary"] : (service?.purposes ?? ["unknown"]),
    note: `${name} (${words.places[place]})`,
  };
}

function traces() {
  const keys = (name) => {
    try {
      return Object.keys(window[name]);
    } catch {
      return [];
    }
  };
  const cookies = document.cookie.split("; ").filter(Boolean).map((pair) => pair.split("=")[0]);
  return [
    ...cookies.map((name) => ofTrace("cookie", name)),
    ...keys("localStorage").map((name) => ofTrace("local", name)),
    ...keys("sessionStorage").map((name) => ofTrace("session", name)),
  ];
}

function showWritten() {
  const all = traces();
  draw("written", grouped(all), all.length);
}

function showRequests() {
  draw("requested", grouped(requests.map(ofRequest)), requests.length);
}

function showRecord(record) {
  const place = panel.querySelector("[data-record]");
  if (!record) {
    return place.replaceChildren(make("p", "why", words.unanswered));
  }
  const facts = make("dl", "facts", "");
  const fact = (name, value) => facts.append(make("dt", "", name), make("dd", "", value));
  const date = (text, style) => new Date(text).toLocaleString(document.documentElement.lang, style);
  fact(words.record.decided, date(record.decided, { dateStyle: "medium", timeStyle: "short" }));
  fact(words.record.source, words.sources[record.source] ?? record.source);
  fact(words.record.statement, words.version(record.statement));
  fact(words.record.expires, date(record.expires, { dateStyle: "medium" }));
  for (const [id, word] of [...Object.entries(record.purposes), ...Object.entries(record.services)]) {
    fact(words.purposes[id] ?? byId(id)?.name ?? id, words.standing[word]);
  }
  place.replaceChildren(facts);
}

function showState() {
  const state = menshen.state();
  const held = state.held.map(ofItem);
  draw("held", grouped(held), held.length);
  const open = letIn(state).map(ofItem);
  draw("released", grouped(open), open.length);
  const told = window.witnessed.filter(({ name }) => name === "error").map(({ detail }) => detail);
  const errors = told.map(({ message }) => message);
  const late = state.degraded ? [words.degraded + state.degraded.reasons.join(", ")] : [];
  const status = panel.querySelector("[data-status]");
  const isBroken = told.some(({ code }) => code === "unavailable");
  const is = isBroken ? "unavailable" : state.status === "ready" && state.ask.length ? "asks" : state.status;
  status.textContent = [words.status[is], ...late, ...errors].join(" ");
  status.classList.toggle("alarm", state.status !== "ready" || late.length + errors.length > 0);
  if (state.record) {
    menshen.export().then(showRecord, console.error);
  } else {
    showRecord(null);
  }
}

function show() {
  if (menshen) {
    showState();
  }
  showRequests();
  showWritten();
}

// Opening, closing, forgetting.

const bar = panel.querySelector(".door-bar");
const wide = matchMedia("(min-width: 70rem)");
const isOpen = () => (panel.dataset.open ? panel.dataset.open === "yes" : wide.matches);
const showOpen = () => bar.setAttribute("aria-expanded", String(isOpen()));
bar.addEventListener("click", () => {
  panel.dataset.open = isOpen() ? "no" : "yes";
  showOpen();
});
wide.addEventListener("change", showOpen);
showOpen();

panel.querySelector("[data-forget]").addEventListener("click", async (event) => {
  event.target.textContent = words.forgetting;
  await menshen?.erase();
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      window[storage].clear();
    } catch {
      // Where storage is blocked there is nothing to forget.
    }
  }
  // What the shop needs is no business of Menshen's; in a demo everything goes.
  for (const pair of document.cookie.split("; ")) {
    document.cookie = `${pair.split("=")[0]}=; path=/; max-age=0`;
  }
  await fetch("/__log/clear", { method: "POST" });
  location.reload();
});

fetch("/__origins")
  .then((answer) => answer.json())
  .then((origins) => {
    for (const [name, origin] of Object.entries(origins)) {
      names[new URL(origin).host] = name;
    }
    show();
  });

const stream = new EventSource(`/__log/stream?since=${Math.floor(performance.timeOrigin)}`);
stream.addEventListener("message", ({ data }) => {
  const entry = JSON.parse(data);
  if (entry.tracker) {
    requests.push(entry);
    showRequests();
  }
});
addEventListener("pagehide", () => stream.close());

document.addEventListener("witnessed", show);
document.addEventListener("menshen:ready", show);
// No event tells of every write to a storage, nor of what a library brings along.
setInterval(() => document.visibilityState === "visible" && show(), 1000);
show();
