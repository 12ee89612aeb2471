// A browser ignores what such a script writes.
document.write('<p id="ignored">Never seen.</p>');
window.__ran.push("async");
