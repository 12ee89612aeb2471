// The handle in use, and what the types refuse.

import { start, type AuditReport, type ConsentError, type Explanation, type HeldItem, type Report, type Standing, type State } from "menshen";
import { source } from "menshen/source";

const handle = await start();

export const state: State = handle.state();
export const standing: Standing | undefined = state.purposes["analytics"];
export const granted: boolean = handle.granted("analytics");
export const changed: State = await handle.set({ analytics: true });
export const report: Report = await handle.erase();
export const host: string = (await handle.export()).host;
export const receipts: { [field: string]: unknown }[] | undefined = (await handle.export()).receipts;
export const text: string = source;
export const why: Explanation | null = handle.explain("https://tracker.example/t.js");
export const audit: AuditReport = await handle.report();

const stop: () => void = handle.on("held", (item) => {
  const held: HeldItem = item;
  console.log(held.url, held.service ?? "no service");
});
stop();
handle.on("withdrawn", ({ purposes, report }) => console.log(purposes.length, report.kept.length));

await handle.acceptAll().catch((error: ConsentError) => console.log(error.code, error.path));
window.menshen?.open();

// @ts-expect-error: no such event
handle.on("gone", () => undefined);

// @ts-expect-error: an answer is yes or no
await handle.set({ analytics: "granted" });

// @ts-expect-error: the state is for reading; there is no such key
state.open;
