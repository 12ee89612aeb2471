// Shows a broken policy and what Menshen says about it.

const text = document.getElementById("menshen-policy").textContent.trim();
document.querySelector("[data-policy-text]").textContent = text;

const chosen = new URLSearchParams(location.search).get("case") ?? "typo";
for (const link of document.querySelectorAll(".broken a")) {
  if (new URL(link.href).searchParams.get("case") === chosen) {
    link.setAttribute("aria-current", "page");
  }
}

/** @param {any} error */
function show(error) {
  for (const place of document.querySelectorAll("[data-error]")) {
    place.textContent = error[place.dataset.error] || "–";
  }
}

const told = window.witnessed.find(({ name }) => name === "error");
if (told) {
  show(told.detail);
}
window.menshen?.on("error", show);
