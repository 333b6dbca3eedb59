import type { AppContext } from "../app/context.ts";
import type { IsoWeek } from "../model/report.ts";
import type { Page, Viewer } from "./page.ts";

/** Makes digests that nobody asked for before. */
export interface Digests {
  /** Asks for one; false when it was tried and could not be made. */
  ask(list: string, week: IsoWeek): boolean;
}

/** What a page is made from. */
export interface Visit {
  readonly app: AppContext;
  readonly digests: Digests;
  readonly query: URLSearchParams;
  readonly viewer: Viewer | null;
  /** Path and query as asked for. */
  readonly path: string;
  /** `https://patches.example.org`: how readers reach this server. */
  readonly origin: string;
}

/** Leads elsewhere: `location` is a path of ours. */
export interface Redirect {
  readonly location: string;
}

/** What is no page: a feed, a description for browsers. */
export interface Document {
  readonly type: string;
  readonly text: string;
}

export type Answer = Page | Redirect | Document;
