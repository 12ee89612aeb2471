// Notes what Menshen tells, from the first moment on, for the panel that comes later.
window.witnessed = [];
["held", "released", "decided", "withdrawn", "degraded", "error"].forEach(function (name) {
  document.addEventListener("menshen:" + name, function (event) {
    window.witnessed.push({ name: name, detail: event.detail });
    document.dispatchEvent(new Event("witnessed"));
  });
});
