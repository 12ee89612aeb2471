window.__ran.push({ name: "whole" });
