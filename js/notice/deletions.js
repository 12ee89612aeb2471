// How to be rid of a cookie whose place nobody knows.

/**
 * Returns the strings that, written to `document.cookie`, delete a cookie wherever a page can reach it: for the host
 * itself and every parent domain, for every path above the page's, plain and partitioned.
 * @param {string} name
 * @param {string} host
 * @param {string} path
 * @param {boolean} secure whether the page is served over HTTPS
 */
export function deletions(name, host, path, secure) {
  const domains = [""];
  // An address has no parents; no top-level domain ends in a digit. Public suffixes the browser itself refuses.
  for (let rest = /[\d\]]$/.test(host) ? "" : host; rest; rest = rest.replace(/^[^.]*\.?/, "")) {
    domains.push("; Domain=" + rest);
  }
  const paths = new Set(["/", path]);
  let above = "";
  // Deeper than that no tracker puts its cookies.
  for (const part of path.split("/").slice(1, 9)) {
    above += "/" + part;
    paths.add(above).add(above + "/");
  }
  const end = secure ? ["; Secure; Partitioned", "; Secure"] : [""];
  return domains.flatMap((domain) =>
    [...paths].flatMap((place) => end.map((last) => `${name}=; Path=${place}${domain}; SameSite=Lax; Max-Age=0${last}`)),
  );
}
