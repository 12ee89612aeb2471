window.__ran.push("own-count"); document.cookie = "own-count=1; max-age=999";
