// What every page of the site does: marks where the reader is, keeps the bag, and links to the other language.
// The bag is strictly needed for a shop, so it asks nobody.

const bag = {
  read() {
    try {
      return JSON.parse(localStorage.getItem("sk_bag") || "[]");
    } catch {
      return [];
    }
  },
  /** @param {string[]} items */
  write(items) {
    try {
      localStorage.setItem("sk_bag", JSON.stringify(items));
    } catch {
      // Without storage the bag lasts as long as the page.
    }
  },
};

function showBag() {
  for (const place of document.querySelectorAll("[data-bag]")) {
    place.textContent = place.dataset.bag.replace("{n}", String(bag.read().length));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-buy]");
  if (button) {
    bag.write([...bag.read(), button.dataset.buy]);
    showBag();
    const said = button.textContent;
    button.textContent = button.dataset.bought;
    setTimeout(() => (button.textContent = said), 1500);
  }
});

const here = location.pathname.replace(/index\.html$/, "");
for (const link of document.querySelectorAll(".site-head nav a")) {
  if (link.pathname === here) {
    link.setAttribute("aria-current", "page");
  }
}
for (const link of document.querySelectorAll("[data-other-language]")) {
  link.href = here.replace(/^\/(en|zh)\//, (_, now) => (now === "en" ? "/zh/" : "/en/")) + location.search;
}
showBag();
