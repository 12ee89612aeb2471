// An application with htmx: it swaps what the server sends, in every way.

import htmx from "htmx.org";
import { done, event, note, write } from "./transcript.js";

const go = async (/** @type {string} */ id, how = "click") => {
  const settled = event(document, "htmx:finally:request");
  const element = document.getElementById(id);
  how === "submit" ? element.requestSubmit() : element.click();
  await settled;
  await new Promise((come) => requestAnimationFrame(() => requestAnimationFrame(come)));
  note(id, document.getElementById("app")?.innerHTML.replace(/ class="[^"]*htmx[^"]*"/g, ""));
};

addEventListener("load", async () => {
  note("version", typeof htmx.version);
  await go("one");
  await go("two");
  await go("three");
  note("swapped", window.swapped);
  await go("four", "submit");
  write();
  await go("five");
  note("boosted", [window.boosted, document.title, document.getElementById("boosted")?.textContent, location.pathname]);
  done();
});
