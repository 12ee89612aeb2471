// Asks for the page's events under a name, with all that may be asked.
window.__told = [];
window.listen = (name) => {
  const note = (how) => (event) => {
    const { target } = event;
    window.__told.push(`${name}: ${how} ${event.type} at ${target === document ? "document" : target === window ? "window" : target}`);
  };
  document.addEventListener("DOMContentLoaded", note("document"));
  window.addEventListener("DOMContentLoaded", { handleEvent: note("object") });
  addEventListener("load", note("window"), { once: true });
  document.addEventListener("readystatechange", note("document"));
  const twice = note("twice");
  window.addEventListener("load", twice);
  window.addEventListener("load", twice);
  const never = note("never");
  document.addEventListener("DOMContentLoaded", never);
  document.removeEventListener("DOMContentLoaded", never);
  window.__ran.push(name);
};
