// Prints the hosts of the `third-party-web` data set: see `xtask/src/bin/catalogue.rs` for the form.

import { createRequire } from "node:module";

/** @type {{ category: string, domains: string[], totalOccurrences?: number }[]} */
const owners = createRequire(import.meta.url)("third-party-web/dist/entities.json");
const met = (/** @type {typeof owners[0]} */ { totalOccurrences = 0 }) => totalOccurrences;

for (const owner of owners.sort((a, b) => met(b) - met(a))) {
  owner.domains.forEach((domain, place) => {
    // What the data set says of a domain holds below it as well, with or without a star.
    const host = domain.toLowerCase().replace(/^\*\./, "");
    console.log(place ? 0 : met(owner), owner.category, host);
  });
}
