// Collects what a page under test is told and what goes wrong in it. Stands right behind the script tag, because a
// script before it would take the first place from it.
window.__events = [];
window.__ran = window.__ran || [];
{
  // The suite reads errors from the server's log, where they outlast the page.
  const report = (what) => navigator.sendBeacon("/__marker?error=" + encodeURIComponent(location.pathname + ": " + what));
  addEventListener("error", (event) => event.message && report(event.message));
  addEventListener("unhandledrejection", ({ reason }) => report("unhandled: " + (reason && reason.stack || reason)));
  const { error } = console;
  console.error = function (...words) {
    report("console: " + words.join(" "));
    return error.apply(this, words);
  };
  for (const name of ["ready", "shown", "decided", "held", "released", "withdrawn", "closed", "choices", "profile-reset", "degraded", "error"]) {
    document.addEventListener("menshen:" + name, ({ detail }) => {
      const plain = detail instanceof Error ? { ...detail, message: detail.message, isError: true } : detail;
      window.__events.push([name, JSON.parse(JSON.stringify(plain ?? null))]);
    });
  }
}
