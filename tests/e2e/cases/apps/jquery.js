// An application with jQuery: it builds, moves and loads all it can.

import $ from "jquery";
import { done, event, note, write } from "./transcript.js";

window.$ = $;
$(async () => {
  const root = $("#app");
  root.append("<p class='a'>a</p>", $("<p>", { text: "b" }), document.createTextNode("text"));
  root.prepend('<img src="/cases/apps/dot.svg?1" alt="dot">');
  root.find(".a").before("<i>before</i>").after("<b>after</b>").wrap("<div class=wrap></div>");
  root.find("b").replaceWith(function () {
    return `<u>${this.innerHTML}</u>`;
  });
  root.find(".wrap").clone(true).addClass("copy").appendTo(root);
  root.append("<script>window.inlineRan = (window.inlineRan || 0) + 1<\/script>");
  $("<div id=late>").html("<script>window.lateRan = !!document.currentScript<\/script><span>x</span>").appendTo(root);
  $("<table>").append("<tr><td>1</td></tr>").appendTo(root).wrapInner("<tbody class=inner></tbody>");
  note("scripts", [window.inlineRan, window.lateRan]);
  const image = root.find("img");
  const loaded = event(image[0], "load");
  image.attr({ src: "/cases/apps/dot.svg?2", srcset: "/cases/apps/dot.svg?3 2x" }).prop("alt", "other");
  await loaded;
  note("image", [image.attr("src"), image.prop("complete"), image[0].naturalWidth]);
  root.on("click", "u", (click) => note("clicked", [click.target.textContent, click.delegateTarget.id]));
  root.find("u").first().trigger("click");
  note("json", await $.getJSON("/cases/apps/data.json"));
  await $.getScript("/cases/apps/counted.js");
  note("script", window.counted);
  note("loaded", await new Promise((come) => $("<div>").appendTo(root).load("/cases/apps/part.html #wanted", function () { come(this.innerHTML); })));
  note("posted", await $.ajax({ url: "/cases/apps/data.json", method: "GET", data: { a: [1, 2] }, headers: { "x-own": "1" }, dataType: "text" }).then((text) => text.length));
  root.find(".copy").detach().appendTo("#elsewhere").end();
  $("#elsewhere").empty().html("<em>new</em>").find("em").insertBefore(root.children().first());
  write();
  note("markup", root.html());
  note("elsewhere", $("#elsewhere").html());
  done();
});
