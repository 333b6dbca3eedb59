import type { Fragment, Html } from "./html.ts";

/** Somebody who signed in, and the word that their forms must carry. */
export interface Viewer {
  readonly name: string;
  readonly csrf: string;
}

/** What all pages of a server share. */
export interface Site {
  readonly version: string;
  /** Addresses of style sheet, script and icon; their content is in their names. */
  readonly assets: { readonly css: string; readonly js: string; readonly icon: string };
  /** Null: nobody signed in, so nothing can be changed. */
  readonly viewer: Viewer | null;
  /** Whether there is a form to sign in with. */
  readonly canSignIn: boolean;
  /** Path and query of this page. */
  readonly path: string;
}

export type Tab = "board" | "todos" | "digests" | "charts";

/** A page before the frame that all have in common. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** The list that it belongs to. */
  readonly list?: string | null;
  readonly tab?: Tab;
  readonly feed?: { readonly title: string; readonly href: string };
  /** Takes the width of the window: boards, tables. */
  readonly wide?: boolean;
  /** What the search box holds. */
  readonly query?: string;
  /** Steps from the list to this page, before its title. */
  readonly trail?: readonly Fragment[];
  /** Seconds after which to look again: something is being made. */
  readonly refresh?: number;
}
