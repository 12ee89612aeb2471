window.__own = true;
