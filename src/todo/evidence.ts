import type { SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { type QuotedAbove, quotedAbove } from "./diff-evidence.ts";
import type { Ledger, RevisionRecord } from "./ledger.ts";
import { type Meaning, meaningOf, sharedMeaning } from "./meaning.ts";
import { plainName } from "./people.ts";
import { wantsWords } from "./talk.ts";
import { codeNames } from "./words.ts";

/** A point that tells of a TODO, and how well it fits. */
export interface Fit {
  readonly entry: ChangelogEntry;
  readonly score: number;
  /** The part of the score that its words make, names of people apart. */
  readonly told: number;
  /** It names the asker. */
  readonly named: boolean;
}

/** A point that shares about two rare words, or one and the asker's name, is about the TODO. */
export const FIT = 1.4;
/** Where other evidence says already that it was dealt with, the point only has to name it. */
export const LOOSE_FIT = 0.8;
/** New words of a description are about many things: they must fit better than a changelog. */
export const NEWS_FIT = 2;
/** The asker's name in a point: "(Christophe)", "as Michael suggested". */
const NAME_SCORE = 1;
/** A point whose words are all in the TODO is hardly about anything else. */
const COVERED = 1;
/** How much a point about another patch counts. */
const OTHER_PATCH = 0.5;
/** The changelog of the patch itself is nearer than the one of the cover. */
const SAME_PATCH = 1.2;
/** A word that much of the series is about tells one TODO from another but little. */
const COMMON_WORD = 0.3;
const GENERIC =
  /\b(?:comments?|review(?:ed)?|feedback|suggestions?|suggested|nits?|remarks?|requested)\b/i;
const ALL_COMMENTS =
  /\b(?:address|resolv|incorporat|handl|fix|appl|implement|integrat|tak|work)\w*\b.{0,40}\b(?:comments?|review|feedback|suggestions?|remarks?|nits?)\b/i;

/** A point that only gathers tags settles nothing, whomever it names. */
const GATHERS_TAGS =
  /\b(?:(?:reviewed|acked|tested|signed[- ]off)[- ]?by|[ar]-?b|t-?b|tags?|acks)\b|\b(?:collect|pick)(?:ed|ing)?(?: up)?\b/i;
const PATCH_NUMBER =
  /\bpatch(?:es)?\s?#?(\d{1,3})(?!\d)|(?:^|[\s[(])#?(\d{1,3})\/\d{1,3}\b|#(\d{1,3})\b/gi;

/** Whether a point names patches ("PATCH3", "[1/7]", "#2"), and this one is not among them. */
function namesOthers(text: string, patch: number): boolean {
  const numbers = [...text.matchAll(PATCH_NUMBER)].map((match) =>
    Number(match[1] ?? match[2] ?? match[3]),
  );
  return patch !== 0 && numbers.length > 0 && !numbers.includes(patch);
}

/** What a TODO is about, read once for all revisions. */
export interface Subject {
  readonly todo: Todo;
  readonly meaning: Meaning;
  readonly names: ReadonlySet<string>;
  /** Names of code in what is quoted above it. */
  readonly around: ReadonlySet<string>;
  readonly above: QuotedAbove;
  /** What stands beside it: the words quoted above, the rest of its paragraph. */
  readonly near: Meaning;
}

/** Words beside a TODO tell less than its own, and never settle it alone. */
const NEAR_WEIGHT = 0.5;
const NEAR_MAX = 0.8;
/** Lines beside a TODO that are read. */
const NEAR_LINES = 4;

function wordsBeside(todo: Todo, mail: SeriesMail): string {
  const at = mail.blocks.findIndex(
    (block) => block.firstLine <= todo.line && todo.line < block.firstLine + block.lines.length,
  );
  const block = mail.blocks[at];
  if (block === undefined) return "";
  const line = todo.line - block.firstLine;
  const paragraph = block.lines.slice(Math.max(0, line - NEAR_LINES), line + NEAR_LINES);
  const above = mail.blocks.slice(0, at).findLast(({ kind }) => kind === "quote");
  const quoted = above?.lines.filter((text) => !/^[-+@ ]/.test(text)).slice(-NEAR_LINES) ?? [];
  return [...quoted, ...paragraph].join(" ");
}

const NO_QUOTE: QuotedAbove = { added: [], context: [], block: null };

const NOTHING: ReadonlySet<string> = new Set();

/** Reads what a TODO is about: its words, and the code that it stands under. */
export function subjectOf(todo: Todo, ledger: Ledger): Subject {
  const mail = ledger.index.get(todo.messageId);
  const above = mail === undefined ? NO_QUOTE : quotedAbove(todo, mail);
  const own = {
    todo,
    above,
    meaning: meaningOf(todo.text),
    names: codeNames(todo.text),
  };
  // What happens to be near a question is no answer to it.
  if (mail === undefined || wantsWords(todo)) return { ...own, around: NOTHING, near: new Map() };
  const around = codeNames([...above.added, ...above.context].join(" "));
  return { ...own, around, near: meaningOf(wordsBeside(todo, mail)) };
}

function rarityIn(ledger: Ledger): (word: string) => number {
  return (word) => {
    if (ledger.titleWords.has(word)) return COMMON_WORD;
    const count = ledger.frequency.get(word) ?? 1;
    if (count <= 3) return 1;
    return count <= 8 ? 0.6 : COMMON_WORD;
  };
}

function namesAsker(text: string, todo: Todo): boolean {
  const names = plainName(todo.saidBy.name)
    .split(" ")
    .filter((name) => name.length > 2);
  const nick = todo.saidBy.email?.split("@")[0]?.toLowerCase() ?? "";
  const words = new Set(plainName(text.replaceAll(/['’]s\b|[()[\]]/g, " ")).split(" "));
  return names.some((name) => words.has(name)) || (nick.length > 2 && words.has(nick));
}

function fitOf(entry: ChangelogEntry, subject: Subject, ledger: Ledger): Fit {
  const { todo, names, around } = subject;
  const words = entry.meaning;
  let total = 0;
  for (const weight of words.values()) total += weight;
  const rarity = rarityIn(ledger);
  const shared = sharedMeaning(subject.meaning, words, rarity);
  let told = shared + (COVERED * shared) / Math.max(1, total);
  for (const name of entry.names) {
    if (names.has(name)) told += 0.5 * rarity(name);
    else if (around.has(name)) told += 0.6 * rarity(name);
  }
  const beside = sharedMeaning(subject.near, words, rarity) - shared;
  told += Math.min(NEAR_MAX, Math.max(0, beside) * NEAR_WEIGHT);
  const elsewhere = namesOthers(entry.text, todo.patch);
  if (elsewhere) told *= OTHER_PATCH;
  else if (entry.position !== 0 && todo.patch !== 0)
    told *= entry.position === todo.patch ? SAME_PATCH : OTHER_PATCH;
  if (GATHERS_TAGS.test(entry.text)) return { entry, score: told, told, named: false };
  let score = told;
  const named = !elsewhere && namesAsker(entry.text, todo);
  if (named) score += GENERIC.test(entry.text) ? FIT : NAME_SCORE;
  else if (ALL_COMMENTS.test(entry.text)) score += NAME_SCORE;
  return { entry, score, told, named };
}

function best(entries: readonly ChangelogEntry[], subject: Subject, ledger: Ledger): Fit | null {
  let found: Fit | null = null;
  for (const entry of entries) {
    const fit = fitOf(entry, subject, ledger);
    if (fit.score > (found?.score ?? 0)) found = fit;
  }
  return found;
}

/** The point of a revision's changelog that fits a TODO best, if any fits so well. */
export function changelogFit(
  subject: Subject,
  record: RevisionRecord,
  need: { readonly ledger: Ledger; readonly atLeast: number },
): Fit | null {
  const { todo } = subject;
  // "Addressed the comments of Rita" is a changelog, wherever it stands.
  const said = record.news().filter(({ text }) => GENERIC.test(text) && namesAsker(text, todo));
  const fit = best([...record.changelog, ...said], subject, need.ledger);
  return fit !== null && fit.score >= need.atLeast ? fit : null;
}

/** The sentence, new in a revision's cover and descriptions, that fits a TODO best, if any does. */
export function newsFit(
  subject: Subject,
  record: RevisionRecord,
  need: { readonly ledger: Ledger; readonly atLeast: number },
): Fit | null {
  const fit = best(record.news(), subject, need.ledger);
  return fit !== null && fit.score >= need.atLeast ? fit : null;
}
