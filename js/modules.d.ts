// What `js/build.mjs` puts in place of the imports that begin with `menshen:`, and of two names.

/** The name of the file that is made. */
declare const FILE: string;

/** Whether what is made can be taken out of the page again: the npm package's gate and the notice can, the script tag's gate guards the page to the end. */
declare const STOPS: boolean;

declare module "menshen:wasm" {
  /** The module's bytes. They travel as text; see `js/build/text.mjs`. */
  const bytes: Uint8Array;
  export default bytes;
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
  export function noticeUpdate(snapshot: object): void;
  export function noticeHide(): void;
  export function noticeStop(): void;
  export function noticeAnswer(tape: string, letter: string, record: string, choice: string, language: string): string;
  export function noticeSweep(tape: string, record: string, found: string): string;
  export function noticeAnswered(): void;
  export function noticeFailed(reason: string): void;
  export function noticeExplain(tape: string): string;
}
