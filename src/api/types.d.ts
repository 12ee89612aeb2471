// The contract of `menshen`: what a page holds in its hands. The policy's types stand in `policy.d.ts`, which is
// generated from the table that the gate checks policies by.

import type { Policy } from "./policy.js";
export type { Policy, Localized } from "./policy.js";

/** How a purpose stands: `undecided` counts as refused wherever consent is the legal basis. */
export type Standing = "granted" | "denied" | "undecided";

/** Through what an answer was given. `api` marks a grant made by a script without the visitor. */
export type Source = "notice" | "settings" | "withdraw" | "api" | "import";

/** The visitor's answer as it is kept on the device. */
export interface ConsentRecord {
  /** The version of this form. */
  version: 1;
  /** When it was given (ISO 8601, UTC). */
  decided: string;
  /** From when it counts no more (ISO 8601, UTC). */
  expires: string;
  source: Source;
  /** The language in which it was asked (BCP 47). */
  language: string;
  /** The version of the privacy statement at the time. */
  statement: string;
  /** The answers, by id of purpose. */
  purposes: { [id: string]: "granted" | "denied" };
  /** The answers for services that differ from their purposes', by id of service. */
  services: { [id: string]: "granted" | "denied" };
}

/**
 * The visitor's record to take along. Without an answer it has the host alone. The fields of the newest receipt are those of
 * ISO/IEC TS 27560:2023; `menshen/receipt.schema.json` describes them and each receipt.
 */
export interface ConsentExport extends Partial<ConsentRecord> {
  /** Whose page it is. */
  host: string;
  schema_version?: "ISO/IEC TS 27560:2023";
  /** The id of the newest receipt. */
  record_id?: string;
  /** What each answered purpose means. */
  processing?: { [field: string]: unknown }[];
  /** All receipts that are kept, the oldest first. */
  receipts?: { [field: string]: unknown }[];
}

/** Something that waits for consent, or was let go after it. */
export interface HeldItem {
  /**
   * `media` is audio, video and what belongs to them; `embed` is also an object. A request and a
   * socket do not wait but have failed.
   */
  kind: "script" | "frame" | "image" | "style" | "media" | "embed" | "request" | "socket";
  /** Its address; empty for an inline script. */
  url: string;
  /** The service of the policy by which it was recognised, if any. */
  service: string | null;
  /** The purposes that it still needs. */
  purposes: string[];
  /**
   * By what it was recognised: its `mark` (`data-consent`), a `service` of the policy, or the `catalogue` of known third
   * parties; `null` if by nothing. What nothing recognises passes, or in the mode `strict` waits.
   */
  rule: "mark" | "service" | "catalogue" | null;
}

/** Tells that the gate could not be first, and what was past it. */
export interface Degraded {
  /** `late`: the page was there already; `async`, `deferred`: the tag says so; `not-first`: scripts stood before it. */
  reasons: ("late" | "async" | "deferred" | "not-first")[];
  /** Addresses of scripts that were in the page before the gate and need consent. */
  ran: string[];
}

/** All that can be known from outside. */
export interface State {
  /** `waiting`: a policy is announced; `failed`: it is broken or out of reach, or the module cannot run. */
  status: "waiting" | "ready" | "failed";
  purposes: { [id: string]: Standing };
  /** Whether a service may run now. */
  services: { [id: string]: boolean };
  /** Purposes that the visitor is to be asked about. */
  ask: string[];
  /** Those of them that are new, or mean something else than when they were answered. */
  fresh: string[];
  /** How long an answer is kept, in days. */
  days: number;
  /** The name of the record's cookie. */
  cookie: string;
  /** The record as it is stored; `export()` reads it. */
  record: string | null;
  held: HeldItem[];
  degraded: Degraded | null;
  /** The version of Menshen. */
  version: string;
}

/** What was deleted from the device, and what was not. */
export interface Report {
  deleted: { kind: "cookie" | "local" | "session" | "database" | "cache"; name: string; service: string }[];
  kept: {
    kind: "cookie" | "local" | "session" | "database" | "cache" | "site";
    /** Its name or key; for `site` the host whose own cookies no script of this page reaches. */
    name: string;
    service: string;
    /**
     * `out-of-reach`: still seen by this page, set with attributes that it cannot know; `storage-refused`: the
     * browser did not let us; `in-use`: a database goes once whoever has it open closes it; `other-site`: it belongs
     * to another site.
     */
    reason: "out-of-reach" | "storage-refused" | "in-use" | "other-site";
  }[];
}

/** How something is judged now, and why. */
export interface Explanation extends HeldItem {
  verdict: "allow" | "hold";
  /** How surely it is held: `L2`, the browser does not ask for what is marked; `L1`, the gate in the page stops it. */
  level: "L1" | "L2";
}

/** A request that the browser measured. */
export interface SeenRequest extends Explanation {
  /** When it began. */
  at: number;
  /** What asked for it (Resource Timing, `initiatorType`). */
  initiator: string;
}

/**
 * What became of everything in this page; `menshen-report.schema.json` describes it too. Times are in milliseconds since
 * the page began. What the gate noted are the first 999 entries.
 */
export interface AuditReport {
  version: 1;
  /** The version of Menshen. */
  menshen: string;
  /** Origin and path. */
  page: string;
  /** When the report was made (ISO 8601, UTC). */
  made: string;
  status: State["status"];
  mode: "known" | "strict" | "observe";
  purposes: State["purposes"];
  degraded: Degraded | null;
  /** Every request that the browser measured, as it would be judged now. */
  seen: SeenRequest[];
  held: (HeldItem & { at: number })[];
  /** What waits now. */
  waiting: HeldItem[];
  released: (HeldItem & { at: number })[];
  /** What waits no longer: of more than 4,096 the first (`too-many`), and what waited for more than a day (`too-long`). */
  lost: (HeldItem & { at: number; reason: "too-many" | "too-long" })[];
  /** Cookies, keys, databases and caches that were not written, by name. */
  dropped: { at: number; name: string }[];
  /**
   * What refused services have stored here all the same: put there by a server's answer, by a frame, or before the gate.
   * `at`: when a cookie was seen to change, if the browser told.
   */
  stored: { kind: "cookie" | "local" | "session"; name: string; at: number | null }[];
  /** What the page's content security policy refused, as far as the browser told. */
  blocked: { at: number; url: string; directive: string }[];
  withdrawn: (Events["withdrawn"] & { at: number })[];
  errors: { at: number; code: string; path: string; message: string }[];
  /** In the mode `observe`: what would have been held. */
  observed: SeenRequest[];
  /**
   * What was asked for though it should have waited. `parser`: the parser or the preload scanner was ahead of the gate;
   * `late`: the gate was not the first in the page.
   */
  escaped: (SeenRequest & { reason: "parser" | "late" })[];
}

/** Every error that Menshen throws, rejects with or tells of. */
export interface ConsentError extends Error {
  name: "ConsentError";
  /**
   * Stable. Of calls: `needs-visitor`, `missing-requirement`, `required-purpose`, `unknown-id` (also of a mark,
   * `data-consent`, that names nothing in the policy), `wrong-type`, `record-too-long`, `not-ready`, `unavailable`,
   * `notice-unavailable`, `no-page`. Of what is held: `unassigned` (a third party that is held, for no purpose
   * that the policy has). Of policies: `not-json`, `policy-unreachable`, `policy-late`,
   * `bad-policy` (broken, and the notice's file, which knows where, cannot be fetched), `unknown-key`,
   * `reserved-key`, `wrong-type`, `missing-key`, `empty-text`, `bad-id`, `duplicate-id`, `dangling-id`, `requires-cycle`, `out-of-range`, `bad-value`, `bad-url`, `bad-host`,
   * `bad-path`, `bad-pattern`, `bad-date`, `bad-tag`, `bad-name`.
   */
  code: string;
  /** The place in the policy, such as `purposes[2].requires[0]`, or the id that was meant. */
  path: string;
  /** What stood there. */
  found: string;
  /** What would have been right. */
  expected: string;
}

/** The events, by name. On `document` each is a `CustomEvent` called `menshen:` and the name. */
export interface Events {
  /** A policy is in force and the stored answer is read. Heard by later listeners too. */
  ready: State;
  /** A layer of the notice can be seen. */
  shown: { layer: "notice" | "settings" | "change" };
  /** The visitor wants interest tags deleted. */
  "profile-reset": { purposes: string[] };
  /** The answer changed, here or in another tab. */
  decided: { source: Source | null; purposes: { [id: string]: Standing }; changed: string[] };
  /** Something is kept back. */
  held: HeldItem;
  /** What was kept back is let go. */
  released: { items: HeldItem[] };
  /** Purposes that were granted are no more; what their services left is deleted as far as a page can. */
  withdrawn: { purposes: string[]; report: Report };
  /** The gate was not the first in the page. Heard by later listeners too. */
  degraded: Degraded;
  /** Something is wrong; the console says it too. The last one is heard by later listeners too. */
  error: ConsentError;
}

/** What `start()` gives, and what a page with the script tag has as `window.menshen`. */
export interface Handle {
  /** Returns all that can be known. */
  state(): State;
  /** Returns whether a purpose or service may be used now; `false` for an unknown id. */
  granted(id: string): boolean;
  /** Opens the settings, or in them all `services`, or what belongs to a purpose. */
  open(part?: "settings" | "services" | (string & {})): Promise<void>;
  /**
   * Takes over a decision that the site holds for the visitor: an exported or stored receipt. Only what means today what it
   * meant counts. A grant needs the visitor, or `scriptedGrants` in the policy.
   */
  import(receipt: unknown): Promise<State>;
  /** Grants everything. Needs the visitor: a call during a click or key press of theirs, else `needs-visitor`. */
  acceptAll(): Promise<State>;
  /** Refuses everything that can be refused. Free for every caller. */
  rejectAll(): Promise<State>;
  /**
   * Grants (`true`) or refuses (`false`) by id of purpose or service; what is not named stays as it is. A grant
   * needs the visitor, and what the purpose requires must be granted too (`missing-requirement`).
   */
  set(choices: { [id: string]: boolean }): Promise<State>;
  /** Takes back all consent; what refused services left is deleted as far as a page can. */
  withdraw(): Promise<State>;
  /** Returns the record and its receipts as data to keep or show. Fetches the notice's file. */
  export(): Promise<ConsentExport>;
  /** Forgets the answer, and deletes what optional services left. */
  erase(): Promise<Report>;
  /** Says how an address, or what an element asks for, is judged now; `null` for an element that asks for nothing. */
  explain(it: string | Element): Explanation | null;
  /** Returns what became of everything in this page so far. Fetches the notice's file. */
  report(): Promise<AuditReport>;
  /** Listens; returns a function that ends it. */
  on<Name extends keyof Events>(event: Name, listener: (detail: Events[Name]) => void): () => void;
}

/**
 * Attaches to the gate that runs in this page, or starts one and says that it is late (`degraded`). A policy is
 * taken by a gate that waits for one (`data-policy` without a value); a gate with another policy rejects with
 * `policy-late`.
 */
export declare function start(policy?: Policy): Promise<Handle>;

/**
 * Takes out of the page again what {@link start} started in it: for tests, and for parts of a page that come and go. The
 * browser's functions are as they were, unless somebody else stands in front of them by now; the notice is gone; what
 * waits is not let go of. A gate that the script tag started stays to the end, so that no script can open it so. Returns
 * whether there was one to take out.
 */
export declare function stop(): boolean;

declare global {
  interface Window {
    menshen?: Handle;
  }
}
