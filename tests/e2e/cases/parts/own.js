window.__own = (window.__own || 0) + 1;
