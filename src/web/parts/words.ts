import type { Mailbox } from "../../model/mail.ts";
import type { SeriesState } from "../../model/series.ts";
import type { TodoState } from "../../model/todo.ts";
import { agoAt, formatDay, personName } from "../../report/words.ts";
import { personPath } from "../addresses.ts";
import { type Fragment, html, type Html } from "../html.ts";

/** The state of a series or TODO as a small coloured word. */
export function stateBadge(state: SeriesState | TodoState): Html {
  return html`<span class="state s-${state}">${state.replaceAll("-", " ")}</span>`;
}

/** A person by name, with a link to what they owe. */
export function personLink(person: Mailbox | null): Fragment {
  const who = person?.email ?? person?.name ?? null;
  const name = personName(person);
  return who === null ? name : html`<a class="who" href="${personPath(who)}">${name}</a>`;
}

/** How long ago, with the day for those who ask. */
export function when(at: number, asOf: number): Html {
  if (at <= 0) return html`<span>undated</span>`;
  return html`<time datetime="${isoOf(at)}" title="${formatDay(at)}">${agoAt(at, asOf)}</time>`;
}

/** A day as people write it in tables. */
export function dayOf(at: number): Html {
  if (at <= 0) return html`<span>undated</span>`;
  return html`<time datetime="${isoOf(at)}">${formatDay(at)}</time>`;
}

/** Day and minute, UTC. */
export function momentOf(at: number): Html {
  if (at <= 0) return html`<span>undated</span>`;
  const iso = isoOf(at);
  return html`<time datetime="${iso}" title="${iso.slice(0, 16).replace("T", " ")} UTC"
    >${iso.slice(0, 16).replace("T", " ")}</time
  >`;
}

function isoOf(at: number): string {
  const date = new Date(at * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19) + "Z";
}
