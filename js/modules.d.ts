// What `js/build.mjs` puts in place of the imports that begin with `menshen:`, and of two names.

/** The name of the file that is made. */
declare const FILE: string;
/** The name of the gate for workers beside it. */
declare const WORKER: string;

/** Whether what is made can be taken out of the page again: the npm package's gate and the notice can, the script tag's gate guards the page to the end. */
declare const STOPS: boolean;

declare module "menshen:wasm" {
  /** The module's bytes. They travel as text; see `js/build/text.mjs`. */
  const bytes: Uint8Array;
  export default bytes;
}

declare module "menshen:later" {
  /** Fits the keys of a policy that only the notice's file reads; see `LATER` in `src/domain/policy/shape.rs`. */
  const later: RegExp;
  export default later;
}

declare module "menshen:look" {
  /** The style sheet of the notice. */
  const look: string;
  export default look;
}

declare module "menshen:words" {
  /** The names of the notice's texts, in their order; see `src/domain/text/words.rs`. */
  export const names: string[];
  /** The English ones. Plurals are `one=…|other=…`. */
  export const english: string[];
  /** What brings the others, by tag, where they come as modules. */
  export const bring: { [tag: string]: () => Promise<unknown> };
}

declare module "menshen:pattern" {
  /** Fits the sorted tape of every policy whose shapes are right; see `src/domain/policy/schema.rs`. */
  const pattern: RegExp;
  export default pattern;
}

declare module "menshen:glue" {
  export function initSync(options: { module: Uint8Array | Function }): unknown;
  // The gate's exports; see `src/api/gate.rs`.
  export function call(question: string): boolean;
}

declare module "menshen:glue" {
  // The notice's exports; see `src/api/notice.rs`.
  export function noticeShow(layer: string, snapshot: object, door: object): void;
  export function noticeLanguage(policy: unknown, wanted: string[]): string;
  export function noticeReveal(part: string): void;
  export function noticeFound(count: number | undefined): void;
  export function noticeSay(what: string, list: string): void;
  export function noticeHeld(snapshot: object, name: string, service: string | undefined, purposes: string, preview: string, root?: ShadowRoot): HTMLElement;
  export function noticeDeclaration(snapshot: object): HTMLElement;
  export function noticeUpdate(snapshot: object): void;
  export function noticeLook(css: string): void;
  export function noticeHide(): void;
  export function noticeStop(): void;
  export function noticeAnswer(tape: string, letter: string, record: string, choice: string, language: string): string;
  export function noticeReceipt(snapshot: object, record: string, byVisitor: boolean, random: Uint8Array, previous: string, shown: string): string;
  export function noticeShown(): string;
  export function noticeExport(tape: string, snapshot: object, receipts: unknown[]): string;
  export function noticeImport(tape: string, receipt: unknown): string;
  export function noticeSweep(tape: string, record: string, found: string): string;
  export function noticeAnswered(): void;
  export function noticeFailed(reason: string): void;
  export function noticeExplain(tape: string): string;
}
