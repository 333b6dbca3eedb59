import type { LeafQuery, QueryFault, StateName, TextField } from "../model/query.ts";
import { MOVERS, SERIES_STATES } from "../model/series.ts";
import { TODO_KINDS, TODO_STATES } from "../model/todo.ts";
import { readTimeRange } from "./date-expression.ts";
import { nearest, type Prefix } from "./fields.ts";
import type { Token } from "./lex.ts";
import { hasWord, inflections, wordsOf } from "./words.ts";

type Term = Extract<Token, { type: "term" }>;

const MAILS = ["patch", "cover", "reply"] as const;
/** What people call the states of a series elsewhere. */
const STATE_WORDS: ReadonlyMap<string, StateName> = new Map<string, StateName>([
  ...SERIES_STATES.map((state): [string, StateName] => [state, state]),
  ["open", "open"],
  ["closed", "closed"],
  ["merged", "accepted"],
  ["applied", "accepted"],
]);
/** A word that may go on matches all that begin with it: with one letter, half of the index. */
const MIN_PREFIX_CHARS = 2;
const MIN_BLOB_CHARS = 4;

/**
 * What one term asks for; null for one without any letter or digit, which is passed over.
 *
 * @param scope where words without a prefix are looked for
 */
export function readLeaf(term: Term, scope: TextField, now: number): LeafQuery | QueryFault | null {
  const { prefix } = term;
  if (prefix === null) return readText(term, scope);
  if (prefix.kind === "text") return readText(term, prefix.field);
  const leaf = hasWord(term.value) ? readFilter(term, prefix, now) : null;
  return leaf ?? fault(term, `${term.name}: does not know ${shown(term)}`, null);
}

function readText(term: Term, field: TextField): LeafQuery | QueryFault | null {
  const { value, star, quoted } = term;
  if (!hasWord(value)) {
    if (!star && !(quoted && value === "")) return null;
    const message = star ? "a * needs the beginning of a word before it" : "this phrase is empty";
    return fault(term, message, null);
  }
  const inflected = quoted ? null : /^~([A-Za-z]{2,40})$/.exec(value);
  if (inflected?.[1] !== undefined && !star)
    return { kind: "inflected", field, word: inflected[1], forms: inflections(inflected[1]) };
  // "foo()*": the star is behind a mark, not behind a word.
  if (!star || !hasWord(value.slice(-1)))
    return { kind: "text", field, text: value, prefix: false };
  if ((wordsOf(value).at(-1)?.length ?? 0) < MIN_PREFIX_CHARS) {
    const message = `a * needs at least ${MIN_PREFIX_CHARS} letters before it`;
    return fault(term, message, null);
  }
  return { kind: "text", field, text: value, prefix: true };
}

function readFilter(term: Term, prefix: Prefix, now: number): LeafQuery | QueryFault | null {
  const { value, star } = term;
  switch (prefix.kind) {
    case "time":
      return readTime(term, prefix, now);
    case "blob":
      return readBlob(term, prefix.side);
    case "id":
      return { kind: "id", of: prefix.of, value: bareId(value, prefix.of), prefix: star };
    case "list":
      // A List-Id names the host as well; lists are known by the part in front.
      return {
        kind: "list",
        name: (value.replace(/^<|>$/g, "").split(".")[0] ?? value).toLowerCase(),
      };
    case "version":
      return readVersion(term);
    case "person":
      return { kind: "todo-person", role: prefix.role, who: value };
    case "is":
      return readIs(term);
    case "mover":
      return oneOf(term, MOVERS, (is) => ({ kind: "mover", is }), { reviewer: "reviewers" });
    case "has":
      return oneOf(term, ["todo"], () => ({ kind: "todo", state: "open-ones" }), { todos: "todo" });
    case "todo":
      return oneOf(term, TODO_STATES, (state) => ({ kind: "todo", state }), {});
    case "todo-kind":
      return oneOf(term, TODO_KINDS, (is) => ({ kind: "todo-kind", is }), {});
    case "text":
      return null;
  }
}

function readTime(
  term: Term,
  { of, days }: Extract<Prefix, { kind: "time" }>,
  now: number,
): LeafQuery | QueryFault {
  const range = readTimeRange(term.value, { now, days });
  if (range !== null) return { kind: "time", of, ...range };
  const hint = `for example ${term.name}:2.weeks.ago.. or ${term.name}:20250101..20250131`;
  return fault(term, `${shown(term)} is no date that we know, or ends before it begins`, hint);
}

function readBlob(term: Term, side: "old" | "new" | "either"): LeafQuery | QueryFault {
  const id = term.value.toLowerCase();
  if (/^[0-9a-f]{4,64}$/.test(id)) return { kind: "blob", side, id };
  return fault(
    term,
    `${shown(term)} is no id of a blob: ${MIN_BLOB_CHARS} hex digits or more`,
    null,
  );
}

function readVersion(term: Term): LeafQuery | QueryFault {
  const found = /^(?:v?(\d{1,4}))?(\.\.)?(?:v?(\d{1,4}))?$/i.exec(term.value);
  const [from, to] = [found?.[1], found?.[3]].map((part) =>
    part === undefined ? null : Number(part),
  );
  if (found !== null && from != null && found[2] === undefined && to === null)
    return { kind: "version", from, to: from };
  if (found?.[2] !== undefined && (from ?? to) != null && (from ?? 0) <= (to ?? Infinity))
    return { kind: "version", from: from ?? null, to: to ?? null };
  return fault(term, `${shown(term)} is no version`, "for example v:7 or v:2..");
}

function readIs(term: Term): LeafQuery | QueryFault {
  const word = term.value.toLowerCase();
  const mail = MAILS.find((one) => one === word);
  if (mail !== undefined) return { kind: "mail", is: mail };
  const state = STATE_WORDS.get(word);
  if (state !== undefined) return { kind: "state", is: state };
  return unknown(term, [...STATE_WORDS.keys(), ...MAILS]);
}

function oneOf<Word extends string>(
  term: Term,
  words: readonly Word[],
  make: (word: Word) => LeafQuery,
  aliases: Readonly<Record<string, Word>>,
): LeafQuery | QueryFault {
  const typed = term.value.toLowerCase();
  const meant = Object.hasOwn(aliases, typed) ? aliases[typed] : typed;
  const word = words.find((one) => one === meant);
  return word === undefined ? unknown(term, words) : make(word);
}

function unknown(term: Term, words: readonly string[]): QueryFault {
  const near = nearest(term.value.toLowerCase(), words);
  const hint =
    near === null ? `it knows ${words.join(", ")}` : `did you mean ${term.name}:${near}?`;
  return fault(term, `${term.name}: does not know ${shown(term)}`, hint);
}

/** The message-id in `<id>` or in an archive's address of it; hashes in lower case. */
function bareId(text: string, of: "mail" | "patch" | "change"): string {
  if (of === "patch") return text.toLowerCase();
  const part = /^https?:\/\/.*?\/([^/]*(?:@|%40)[^/]*)/.exec(text)?.[1];
  return (part === undefined ? text : decoded(part)).replace(/^<|>$/g, "");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function shown({ value }: Term): string {
  return value === "" ? "an empty word" : value.slice(0, 60);
}

function fault({ from, to }: Term, message: string, hint: string | null): QueryFault {
  return { message, from, to, hint };
}
