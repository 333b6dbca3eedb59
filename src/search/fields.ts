import type { TextField } from "../model/query.ts";

/** What a prefix such as `s:` or `is:` asks for. */
export type Prefix =
  | { readonly kind: "text"; readonly field: TextField }
  | { readonly kind: "time"; readonly of: "sent" | "received"; readonly days: boolean }
  | { readonly kind: "blob"; readonly side: "old" | "new" | "either" }
  | { readonly kind: "id"; readonly of: "mail" | "patch" | "change" }
  | { readonly kind: "person"; readonly role: "owner" | "said-by" }
  | { readonly kind: "list" | "version" | "is" | "mover" | "has" | "todo" | "todo-kind" };

const text = (field: TextField): Prefix => ({ kind: "text", field });

/** The one name of each prefix, in the order in which they are told; lore's own come first. */
export const PREFIXES: ReadonlyMap<string, Prefix> = new Map<string, Prefix>([
  ["s", text("subject")],
  ["f", text("from")],
  ["t", text("to")],
  ["c", text("cc")],
  ["tc", text("to-cc")],
  ["a", text("people")],
  ["b", text("body")],
  ["bs", text("subject-body")],
  ["q", text("quoted")],
  ["nq", text("not-quoted")],
  ["n", text("attachment")],
  ["d", { kind: "time", of: "sent", days: true }],
  ["dt", { kind: "time", of: "sent", days: false }],
  ["rt", { kind: "time", of: "received", days: false }],
  ["dfn", text("file")],
  ["dfa", text("removed")],
  ["dfb", text("added")],
  ["dfctx", text("context")],
  ["dfhh", text("hunk")],
  ["dfpre", { kind: "blob", side: "old" }],
  ["dfpost", { kind: "blob", side: "new" }],
  ["dfblob", { kind: "blob", side: "either" }],
  ["m", { kind: "id", of: "mail" }],
  ["l", { kind: "list" }],
  ["patchid", { kind: "id", of: "patch" }],
  ["changeid", { kind: "id", of: "change" }],
  ["is", { kind: "is" }],
  ["state", { kind: "is" }],
  ["next", { kind: "mover" }],
  ["v", { kind: "version" }],
  ["has", { kind: "has" }],
  ["todo", { kind: "todo" }],
  ["kind", { kind: "todo-kind" }],
  ["owner", { kind: "person", role: "owner" }],
  ["said", { kind: "person", role: "said-by" }],
]);

/** Words of other programs (lore's long forms, notmuch, mu, web mailers) for the same. */
const ALIASES: Readonly<Record<string, string>> = {
  subject: "s",
  from: "f",
  to: "t",
  cc: "c",
  tcf: "a",
  body: "b",
  date: "d",
  mid: "m",
  msgid: "m",
  lid: "l",
  list: "l",
  file: "dfn",
  attachment: "n",
};

/** The prefix of a name or of another program's name for it; undefined for any other word. */
export function findPrefix(name: string): Prefix | undefined {
  return PREFIXES.get(Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? "") : name);
}

/** The name that a text field is written with; `any` has none. */
export function nameOfField(field: TextField): string {
  for (const [name, prefix] of PREFIXES)
    if (prefix.kind === "text" && prefix.field === field) return `${name}:`;
  return "";
}

/** The word among some that a mistyped one most likely is; null when none is near. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let distance = word.length < 3 ? 0 : word.length < 6 ? 1.5 : 2.5;
  for (const one of known) {
    // "merge" for "merged", "auth" for "author": people stop typing.
    const begun = word.length >= 3 && one.startsWith(word) ? 0.5 : Infinity;
    const far = Math.min(begun, editDistance(word, one));
    if (far >= distance) continue;
    [best, distance] = [one, far];
  }
  return best;
}

/** Letters to change, add, leave out or swap with their neighbour to make one word of another. */
function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const same = left[row - 1] === right[at - 1];
      let cost = Math.min((above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1);
      cost = Math.min(cost, (above[at - 1] ?? 0) + (same ? 0 : 1));
      const swapped = left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1];
      if (row > 1 && at > 1 && swapped) cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
      line.push(cost);
    }
    [before, above] = [above, line];
  }
  return above[right.length] ?? Infinity;
}
