// Signing in, and what becomes of it. Two cookies: one for this visit, which a shop needs, and one that recognises
// the reader next time, which the policy puts under "identity". The page writes both in the ordinary way and leaves
// it to Menshen what the second may be.

const YEAR = 365 * 24 * 3600;
const WORDS = {
  en: {
    hello: (name) => `Good day, ${name}.`,
    again: (name) => `Welcome back, ${name}: this browser remembered you.`,
    none: "not there",
    visit: "there until you close the browser",
    until: (date) => `there until ${date}`,
    softened: "We asked for a year. Being remembered is not allowed, so Menshen took the date off and it ends with the browser.",
    granted: "Being remembered is allowed, so it lasts the year we asked for.",
    unguarded: "Menshen is not on this page, so the browser does as we asked.",
    asked: "You did not ask to be remembered.",
    wanted: "You asked to be remembered, but the cookie was not kept.",
  },
  zh: {
    hello: (name) => `您好，${name}。`,
    again: (name) => `欢迎回来，${name}：浏览器记住了您。`,
    none: "不存在",
    visit: "存在，关闭浏览器后消失",
    until: (date) => `存在，保留至 ${date}`,
    softened: "我们要求保留一年。由于尚未允许“记住身份”，Menshen 去掉了期限，关闭浏览器后即消失。",
    granted: "已允许“记住身份”，因此按我们的要求保留一年。",
    unguarded: "本页没有 Menshen，浏览器照我们的要求办理。",
    asked: "您没有选择“记住我”。",
    wanted: "您选择了“记住我”，但该 Cookie 未被保留。",
  },
};

const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const words = WORDS[language];
const find = (selector) => document.querySelector(selector);

function cookie(name) {
  const pair = document.cookie.split("; ").find((each) => each.startsWith(name + "="));
  return pair && decodeURIComponent(pair.slice(name.length + 1));
}

const mayRemember = () => window.menshen?.granted("identity") === true;

/** The name to be remembered, once the reader has asked for it. */
let asked = cookie("sk_member");

function remember(name) {
  asked = name;
  document.cookie = `sk_member=${encodeURIComponent(name)}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** Returns when a cookie ends, if the browser tells: a date, 0 for the end of the visit, nothing if it does not tell. */
async function endOf(name) {
  try {
    const found = await cookieStore.get(name);
    return "expires" in found ? found.expires || 0 : undefined;
  } catch {
    return undefined;
  }
}

function until(end) {
  const date = new Date(end).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  return end ? words.until(date) : words.visit;
}

async function show() {
  const session = cookie("sk_session");
  const member = cookie("sk_member");
  const name = session ?? member;
  find("[data-form]").hidden = name !== undefined;
  find("[data-inside]").hidden = name === undefined;
  if (name !== undefined) {
    find("[data-hello]").textContent = session === undefined ? words.again(name) : words.hello(name);
  }
  find("[data-fate=session]").textContent = session === undefined ? words.none : words.visit;
  const end = member === undefined ? undefined : (await endOf("sk_member")) ?? (mayRemember() ? Date.now() + YEAR * 1000 : 0);
  find("[data-fate=member]").textContent = end === undefined ? words.none : until(end);
  find("[data-fate=why]").textContent =
    end === undefined ? (asked === undefined ? words.asked : words.wanted)
    : !window.menshen ? words.unguarded
    : end ? words.granted : words.softened;
}

find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = find("#name").value.trim();
  document.cookie = `sk_session=${encodeURIComponent(name)}; path=/; samesite=lax`;
  if (find("#remember").checked) {
    remember(name);
  }
  show();
  find("[data-hello]").focus();
});

find("[data-leave]").addEventListener("click", () => {
  asked = undefined;
  for (const name of ["sk_session", "sk_member"]) {
    document.cookie = `${name}=; path=/; max-age=0`;
  }
  show();
  find("#name").focus();
});

// Once being remembered is allowed, what was cut short may last.
document.addEventListener("menshen:decided", () => {
  const name = cookie("sk_session") ?? cookie("sk_member");
  if (mayRemember() && asked !== undefined && name !== undefined) {
    remember(name);
  }
  show();
});
document.addEventListener("menshen:withdrawn", show);
show();
