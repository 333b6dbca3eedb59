import { escapeBlock } from "../../report/escape-html.ts";
import { html, Html } from "../html.ts";

/** A stretch of a text, and what stands there instead of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly draw: (text: Html) => Html;
}

const URL = /https?:\/\/[^\s<>"'`]{1,500}/giu;

/** More in one stretch of text is a dump of addresses. */
const MAX_LINKS = 200;

/** Addresses of pages in a text, as links. */
export function linkSpans(text: string): Span[] {
  const found = [...text.matchAll(URL)].slice(0, MAX_LINKS);
  return found.map(({ index, 0: found }) => {
    const address = found.replace(/[).,;:\]}!?]{1,9}$/u, "");
    return {
      from: index,
      to: index + address.length,
      draw: (shown) => html`<a href="${address}" rel="nofollow noopener noreferrer">${shown}</a>`,
    };
  });
}

/**
 * Where some words stand in a text whatever white space is between them, from a place on; null when
 * they do not. Linear.
 */
export function findWords(
  text: string,
  words: string,
  start: number,
): { readonly from: number; readonly to: number } | null {
  const places: number[] = [];
  let bare = "";
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (/\s/u.test(character)) continue;
    bare += character;
    places.push(at);
  }
  const wanted = words.replaceAll(/\s+/gu, "");
  const found = wanted === "" ? -1 : bare.indexOf(wanted);
  const from = places[found];
  const last = places[found + wanted.length - 1];
  return found < 0 || from === undefined || last === undefined ? null : { from, to: last + 1 };
}

/** A text with its spans drawn; of spans that overlap the first given counts. */
export function annotated(text: string, spans: readonly Span[]): Html {
  const kept: Span[] = [];
  for (const span of spans) {
    if (kept.every(({ from, to }) => span.to <= from || span.from >= to)) kept.push(span);
  }
  kept.sort((left, right) => left.from - right.from);
  let markup = "";
  let at = 0;
  for (const { from, to, draw } of kept) {
    markup += escapeBlock(text.slice(at, from));
    markup += draw(new Html(escapeBlock(text.slice(from, to)))).markup;
    at = to;
  }
  return new Html(markup + escapeBlock(text.slice(at)));
}
