// Shows the services that the visitor searches, by any word of theirs: in the browser's own lower case.

/**
 * Hides what does not fit, and returns how many services fit; nothing if nothing is searched.
 * @param {Element} settings
 * @param {string} words
 * @returns {number | undefined}
 */
export function search(settings, words) {
  const wanted = words.trim().toLocaleLowerCase();
  const found = new Set();
  for (const details of settings.querySelectorAll("details")) {
    let hasOne = false;
    for (const service of details.querySelectorAll(".menshen-service")) {
      const fits = (service.textContent || "").toLocaleLowerCase().includes(wanted);
      service.toggleAttribute("hidden", !fits);
      if (fits) {
        hasOne = true;
        found.add(service.querySelector(".menshen-service-name")?.textContent);
      }
    }
    details.toggleAttribute("open", !!wanted && hasOne);
  }
  return wanted ? found.size : undefined;
}
