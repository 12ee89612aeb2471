window.__written = true;
window.__ran.push("written");
