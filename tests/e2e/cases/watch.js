// Collects what a page under test is told and what goes wrong in it. Stands right behind the script tag.
window.__events = [];
window.__errors = [];
window.__ran = [];
addEventListener("error", (event) => window.__errors.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.__errors.push(String(event.reason)));
for (const name of ["ready", "shown", "decided", "held", "released", "withdrawn", "degraded", "error"]) {
  document.addEventListener("menshen:" + name, ({ detail }) => {
    const plain = detail instanceof Error ? { ...detail, message: detail.message } : detail;
    window.__events.push([name, JSON.parse(JSON.stringify(plain ?? null))]);
  });
}
