// Two made-up third parties: an advertising network with a pixel, and a video host with a player.

import { send, sendJson, sendPixel } from "./send.mjs";

/** @typedef {import("./trackers.mjs").Tracker} Tracker */

const VISITOR = "path=/; max-age=34128000; samesite=none; secure";

/** Lodestar, an advertising network. @type {Tracker} */
export const lodestar = {
  name: "lodestar",
  answers: [
    [/^\/pixel\.gif$/, (visit) => sendPixel(visit, { headers: { "set-cookie": `lodestar_uid=ls-71c2; ${VISITOR}` } })],
  ],
};

/** Harbour, a video host. @type {Tracker} */
export const harbour = {
  name: "harbour",
  answers: [
    [/^\/embed\/([\w-]+)$/, (visit, _, [, id]) => send(visit, "text/html", player(id, visit.query.get("lang") ?? "en"))],
    [/^\/watched$/, (visit) => sendJson(visit, { ok: true })],
  ],
};

/** @type {{ [language: string]: { title: string, play: string, pause: string } }} */
const WORDS = {
  en: { title: "Harbour: filling a gaiwan", play: "Play", pause: "Pause" },
  zh: { title: "Harbour：盖碗注水", play: "播放", pause: "暂停" },
};

/** @param {string} id @param {string} language */
function player(id, language) {
  const { title, play, pause } = WORDS[language] ?? WORDS.en;
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  html, body { margin: 0; height: 100%; }
  body { display: grid; background: #16211f; color: #f4efe4; font: 15px/1.4 system-ui, sans-serif; overflow: hidden; }
  svg, .bar { grid-area: 1 / 1; }
  svg { width: 100%; height: 100%; }
  .bar { align-self: end; display: flex; gap: .75rem; align-items: center; padding: .75rem 1rem;
         background: linear-gradient(transparent, rgb(0 0 0 / .75)); }
  button { font: inherit; color: inherit; background: #a4452c; border: 0; border-radius: 99px; padding: .5rem 1.1rem; cursor: pointer; }
  button:focus-visible { outline: 3px solid #f4efe4; outline-offset: 2px; }
  .stream { stroke-dasharray: 6 10; }
  .steam { opacity: .35; }
  .playing .stream { animation: pour .7s linear infinite; }
  .playing .steam { animation: rise 3s ease-in-out infinite; }
  .stream { visibility: hidden; } .playing .stream { visibility: visible; }
  @keyframes pour { to { stroke-dashoffset: -32; } }
  @keyframes rise { 50% { transform: translateY(-10px); opacity: .7; } }
  @media (prefers-reduced-motion: reduce) { .playing * { animation: none !important; } }
</style>
<svg viewBox="0 0 640 360" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
  <rect width="640" height="360" fill="#1d2c29"/>
  <rect y="262" width="640" height="98" fill="#0f1816"/>
  <g class="steam" fill="none" stroke="#f4efe4" stroke-width="4" stroke-linecap="round">
    <path d="M292 128c-14-18 14-30 0-50M322 120c-14-18 14-32 0-54M352 128c-14-18 14-30 0-50"/>
  </g>
  <path class="stream" d="M226 62c52 14 82 48 92 106" fill="none" stroke="#d9a75b" stroke-width="5"/>
  <g transform="rotate(24 120 60)">
    <path d="M78 26c4-34 78-34 84 0" fill="none" stroke="#2c3f39" stroke-width="8" stroke-linecap="round"/>
    <path d="M66 36c-16 24-10 46 8 54h92c18-8 24-30 8-54-16-22-92-22-108 0z" fill="#3b544c"/>
    <path d="M170 46c16-4 20-18 30-26l12 8c-10 18-20 32-42 40z" fill="#3b544c"/>
    <path d="M92 22c12-8 44-8 56 0l-3 7H95z" fill="#4c685f"/><circle cx="120" cy="14" r="6" fill="#a4452c"/>
  </g>
  <path d="M232 160h176c0 54-30 88-60 96h-56c-30-8-60-42-60-96z" fill="#f4efe4"/>
  <path d="M242 172h156c-2 8-4 14-7 20H249c-3-6-5-12-7-20z" fill="#b8742c"/>
  <path d="M270 256h100l14 14H256z" fill="#ddd3bf"/>
</svg>
<div class="bar"><button type="button" aria-pressed="false">${play}</button><span>${title}</span></div>
<script>
  // What a video host's frame does as soon as it is there, whether anybody plays or not.
  try {
    document.cookie = "harbour_viewer=hv-30b9; ${VISITOR}";
    localStorage.setItem("harbour_resume", ${JSON.stringify(JSON.stringify({ id, at: 0 }))});
  } catch (refused) {}
  const tell = (event) => fetch("/watched?event=" + event, { method: "POST", keepalive: true });
  tell("shown");
  const button = document.querySelector("button");
  button.addEventListener("click", () => {
    const plays = document.documentElement.classList.toggle("playing");
    button.textContent = plays ? ${JSON.stringify(pause)} : ${JSON.stringify(play)};
    button.setAttribute("aria-pressed", String(plays));
    tell(plays ? "play" : "pause");
  });
</script>
</html>
`;
}
