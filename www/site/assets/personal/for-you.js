// The shelf "For you": remembers what was read here, and fills the shelf by it. The policy names this folder, so the
// script itself waits until personalisation is allowed; and it asks again before each thing it does, because the
// reader may change their mind while the page is open. Which of the two shelves is seen, the page says
// (`data-consent-show`, `data-consent-hide`).

const ALLOWS = () => window.menshen?.granted("personalization") === true;
/** How many pages are remembered. */
const PAGES = 12;

const GOODS = [
  { id: "rougui", topics: ["oolong"], picture: "tin", tin: "#7a4a2b", price: ["€ 24", "¥168"], en: "Rougui rock oolong", zh: "武夷肉桂" },
  { id: "tieguanyin", topics: ["oolong"], picture: "tin", tin: "#3f6b4f", price: ["€ 19", "¥138"], en: "Tieguanyin, slow roast", zh: "炭焙铁观音" },
  { id: "celadon", topics: ["gaiwan"], picture: "gaiwan", price: ["€ 46", "¥320"], en: "Celadon gaiwan", zh: "青瓷盖碗" },
  { id: "porcelain", topics: ["gaiwan"], picture: "porcelain", price: ["€ 38", "¥260"], en: "Thin porcelain gaiwan", zh: "薄胎白瓷盖碗" },
  { id: "pitcher", topics: ["gaiwan", "oolong"], picture: "pitcher", price: ["€ 18", "¥118"], en: "Glass pitcher", zh: "玻璃公道杯" },
];

const WORDS = {
  en: { gaiwan: "gaiwans", oolong: "oolong", why: (topics) => `Chosen by what you read here: ${topics.join(" and ")}.`, unread: "Nothing was read here yet, so it is what everyone sees.", buy: "Add to bag", bought: "In your bag" },
  zh: { gaiwan: "盖碗", oolong: "乌龙茶", why: (topics) => `根据您在本站的阅读挑选：${topics.join("、")}。`, unread: "您还没有在本站读过文章，因此与所有读者看到的相同。", buy: "放入购物袋", bought: "已放入" },
};

const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const words = WORDS[language];

function read() {
  try {
    return JSON.parse(localStorage.getItem("sk_reading") || "[]");
  } catch {
    return [];
  }
}

function remember(topic) {
  try {
    localStorage.setItem("sk_reading", JSON.stringify([topic, ...read()].slice(0, PAGES)));
  } catch {
    // Without storage there is nothing to go by, and the shelf stays everyone's.
  }
}

function card(item) {
  const piece = document.createElement("li");
  piece.className = "card";
  piece.innerHTML = `<div class="picture"><svg aria-hidden="true"><use href="#${item.picture}"/></svg></div><div class="text"><h3></h3><div class="price"><span></span><button type="button" class="button quiet small"></button></div></div>`;
  if (item.tin) {
    piece.querySelector("svg").style.setProperty("--tin", item.tin);
  }
  piece.querySelector("h3").textContent = item[language];
  piece.querySelector(".price span").textContent = item.price[language === "zh" ? 1 : 0];
  const button = piece.querySelector("button");
  Object.assign(button.dataset, { buy: item.id, bought: words.bought });
  button.textContent = words.buy;
  button.setAttribute("aria-label", `${words.buy}: ${item[language]}`);
  return piece;
}

function fill() {
  const topics = [...new Set(ALLOWS() ? read() : [])].filter((topic) => words[topic]);
  for (const shelf of document.querySelectorAll(".shelf")) {
    const fitting = GOODS.map((item) => [topics.findIndex((topic) => item.topics.includes(topic)), item])
      .filter(([place]) => place >= 0)
      .sort(([one], [other]) => one - other)
      .slice(0, 4)
      .map(([, item]) => card(item));
    // Whoever has allowed it and read nothing yet finds no empty shelf.
    const everyones = [...shelf.querySelector("ul.everyone").children].map((piece) => piece.cloneNode(true));
    shelf.querySelector("ul.yours").replaceChildren(...(topics.length ? fitting : ALLOWS() ? everyones : []));
    shelf.querySelector("p.yours").textContent = topics.length ? words.why(topics.map((topic) => words[topic])) : words.unread;
  }
}

const { topic } = document.querySelector("main").dataset;
let isRemembered = false;
function begin() {
  if (ALLOWS() && topic && !isRemembered) {
    isRemembered = true;
    remember(topic);
  }
  fill();
}

document.addEventListener("menshen:decided", begin);
document.addEventListener("menshen:withdrawn", fill);
begin();
