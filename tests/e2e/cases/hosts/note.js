(window.__ran = window.__ran || []).push(document.currentScript.src.split("?")[1]);
