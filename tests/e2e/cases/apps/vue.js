// An application with Vue: markup of a server is hydrated, and a live part changes in many ways.

import { createApp, createSSRApp, nextTick, reactive } from "vue";
import { done, note, write } from "./transcript.js";

addEventListener("load", async () => {
  createSSRApp({ template: "<div><h2>From the server</h2><ul><li>{{ words[0] }}</li><li>{{ words[1] }}</li></ul></div>", data: () => ({ words: ["one", "two"] }) }).mount("#static");
  note("hydrated", document.getElementById("static")?.innerHTML.replace(/<!--.*?-->/g, ""));
  const state = reactive({ order: ["a", "b", "c"], raw: "<b>raw</b>", image: 1, elsewhere: false, shown: true });
  const app = createApp({
    setup: () => ({ state }),
    template: `
      <ol><li v-for="key in state.order" :key="key">{{ key }}</li></ol>
      <p v-html="state.raw"></p>
      <img :src="'/cases/apps/dot.svg?' + state.image" :srcset="'/cases/apps/dot.svg?' + state.image + ' 1x'" alt="">
      <Teleport to="#elsewhere"><em v-if="state.elsewhere">elsewhere</em></Teleport>
      <Transition><span v-if="state.shown">shown</span></Transition>
      <input v-model="state.raw">`,
  });
  app.mount("#live");
  const html = () => document.getElementById("live")?.innerHTML.replace(/<!--.*?-->/g, "");
  note("first", html());
  const first = document.querySelector("#live li");
  state.order = ["c", "a", "d", "b"];
  await nextTick();
  note("reordered", [html(), document.querySelectorAll("#live li")[1] === first]);
  Object.assign(state, { raw: '<i>other</i><img src="/cases/apps/dot.svg?raw" alt="">', image: 2, elsewhere: true });
  await nextTick();
  note("changed", [html(), document.getElementById("elsewhere")?.innerHTML.replace(/<!--.*?-->/g, "")]);
  note("fetched", await (await fetch("/cases/apps/data.json")).json());
  write();
  app.unmount();
  note("gone", html());
  done();
});
