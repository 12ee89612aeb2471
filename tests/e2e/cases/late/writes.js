// Writes what asks for something, in the order in which it needs it.
window.__ran.push("external");
document.write('<script src="/cases/late/written.js"><\/script><script>window.__ran.push("inner " + !!window.__written);<\/script>');
document.write(`<img id="held" alt="" src="${window.__beta}/img.gif"><script src="${window.__beta}/js/beta-written.js"><\/script>`);
