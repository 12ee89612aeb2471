// A typed app: compiles when the published types are right, and only then.

import { start } from "menshen";
import { source } from "menshen/source";

const handle = await start({
  controller: { name: "Shop", contact: "mailto:privacy@shop.example" },
  statement: { url: "https://shop.example/privacy", version: "3" },
  services: [{ id: "stats", name: "Stats", purposes: ["analytics"], hosts: ["stats.example"] }],
});

const isGranted: boolean = handle.granted("analytics");
const stop: () => void = handle.on("decided", () => undefined);
const text: string = source;
stop();

// @ts-expect-error: a misspelt key is found before the page is loaded
await start({ controler: { name: "Shop", contact: "mailto:privacy@shop.example" } });

export { isGranted, text };
