// An application with Vue that is all of the body, hydrated when the test says so.

import { createSSRApp, nextTick, ref } from "vue";

const count = ref(0);
const app = createSSRApp({
  setup: () => ({ count }),
  template: `<div class="page"><header><a href="#main">Skip</a></header><main id="main"><h1>A page</h1><button type="button" id="count" @click="count++">{{ count }}</button><div id="list" data-menshen-declaration v-once></div></main></div>`,
});

Object.assign(window, {
  async hydrate() {
    /** @type {string[]} */
    const warned = [];
    app.config.warnHandler = (message) => void warned.push(message);
    app.mount("#app");
    await nextTick();
    return warned;
  },
  async change(/** @type {number} */ value) {
    count.value = value;
    await nextTick();
  },
});
