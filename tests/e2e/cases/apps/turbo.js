// An application with Turbo: a router that replaces the whole body.

import * as Turbo from "@hotwired/turbo";
import { done, event, note, write } from "./transcript.js";

const mode = new URLSearchParams(location.search).get("with") ?? "on";
const second = `/cases/apps/turbo-two.html?with=${mode}`;
const look = () => [document.title, location.pathname, document.getElementById("app")?.innerHTML.replace(/\s+/g, " ").replace(/ (complete|src)="[^"]*"/g, "")];

/** Goes to the second page, as a test does who wants to be there. */
window.visitSecond = async () => {
  const loaded = event(document, "turbo:load");
  Turbo.visit(second);
  await loaded;
};

addEventListener("load", async () => {
  const frame = document.getElementById("frame");
  const inside = event(frame, "turbo:frame-load");
  frame.src = second;
  await inside;
  note("frame", frame.textContent.trim());
  Turbo.renderStreamMessage('<turbo-stream action="append" target="stream"><template><b>appended</b></template></turbo-stream><turbo-stream action="replace" target="stream"><template><div id="stream">replaced</div></template></turbo-stream>');
  await new Promise((come) => requestAnimationFrame(() => requestAnimationFrame(come)));
  note("stream", document.getElementById("stream")?.outerHTML);
  await window.visitSecond();
  note("second", [look(), window.secondRan]);
  const back = event(document, "turbo:load");
  history.back();
  await back;
  note("back", look());
  await window.visitSecond();
  note("again", [look(), window.secondRan]);
  const form = document.getElementById("form");
  form.elements[0].value = mode;
  const sent = event(document, "turbo:load");
  form.requestSubmit();
  await sent;
  note("sent", [look(), location.search.endsWith("&q=1")]);
  write();
  done();
});
