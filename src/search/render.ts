import type { LeafQuery, Query, TextQuery } from "../model/query.ts";
import { renderMoment } from "./date-expression.ts";
import { nameOfField } from "./fields.ts";
import { isPlainWord } from "./lex.ts";

/**
 * A query as text that `parseQuery` reads back as the same, dates by the second. Of bounded depth,
 * as all queries are.
 */
export function renderQuery(query: Query): string {
  switch (query.kind) {
    case "and":
      return query.parts.map((part) => grouped(part, part.kind === "or")).join(" ");
    case "or":
      return query.parts.map((part) => grouped(part, false)).join(" OR ");
    case "not":
      return `-${grouped(query.part, query.part.kind === "and" || query.part.kind === "or")}`;
    default:
      return renderLeaf(query);
  }
}

function grouped(query: Query, needed: boolean): string {
  const text = renderQuery(query);
  return needed ? `(${text})` : text;
}

function renderLeaf(leaf: LeafQuery): string {
  switch (leaf.kind) {
    case "text":
      return nameOfField(leaf.field) + renderText(leaf);
    case "inflected":
      return `${nameOfField(leaf.field)}~${leaf.word}`;
    case "blob":
      return `${{ old: "dfpre", new: "dfpost", either: "dfblob" }[leaf.side]}:${leaf.id}`;
    case "id": {
      const name = { mail: "m", patch: "patchid", change: "changeid" }[leaf.of];
      return `${name}:"${leaf.value}"${leaf.prefix ? "*" : ""}`;
    }
    case "list":
      return `l:"${leaf.name}"`;
    case "time":
      return `${leaf.of === "sent" ? "dt" : "rt"}:${range(leaf, renderMoment)}`;
    case "version":
      return `v:${leaf.from === leaf.to ? String(leaf.from) : range(leaf, String)}`;
    case "state":
    case "mail":
      return `is:${leaf.is}`;
    case "mover":
      return `next:${leaf.is}`;
    case "todo":
      return leaf.state === "open-ones" ? "has:todo" : `todo:${leaf.state}`;
    case "todo-kind":
      return `kind:${leaf.is}`;
    case "todo-person":
      return `${leaf.role === "owner" ? "owner" : "said"}:"${leaf.who}"`;
  }
}

function renderText({ field, text, prefix }: TextQuery): string {
  // Behind "s:" a word may look like an operator or begin with a mark; quotation marks do no harm.
  const word = field === "any" && isPlainWord(text) ? text : `"${text}"`;
  return prefix ? `${word}*` : word;
}

function range(
  ends: { readonly from: number | null; readonly to: number | null },
  show: (end: number) => string,
): string {
  const [from, to] = [ends.from, ends.to].map((end) => (end === null ? "" : show(end)));
  return `${from}..${to}`;
}
