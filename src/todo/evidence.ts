import type { Todo } from "../model/todo.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { quotedCode } from "./diff-evidence.ts";
import type { Ledger, RevisionRecord } from "./ledger.ts";
import { type Meaning, meaningOf, sharedMeaning } from "./meaning.ts";
import { plainName } from "./people.ts";
import { codeNames } from "./words.ts";

/** A point that tells of a TODO, and how well it fits. */
export interface Fit {
  readonly entry: ChangelogEntry;
  readonly score: number;
  /** The part of the score that its words make, names of people apart. */
  readonly told: number;
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
const GENERIC =
  /\b(?:comments?|review(?:ed)?|feedback|suggestions?|suggested|nits?|remarks?|requested)\b/i;
const ALL_COMMENTS =
  /\b(?:address|resolv|incorporat|handl|fix|appl|implement|integrat|tak|work)\w*\b.{0,40}\b(?:comments?|review|feedback|suggestions?|remarks?|nits?)\b/i;

/** What a TODO is about, read once for all revisions. */
export interface Subject {
  readonly todo: Todo;
  readonly meaning: Meaning;
  readonly names: ReadonlySet<string>;
  /** Names of code in what is quoted above it. */
  readonly around: ReadonlySet<string>;
}

/** Reads what a TODO is about: its words, and the code that it stands under. */
export function subjectOf(todo: Todo, ledger: Ledger): Subject {
  const mail = ledger.index.get(todo.messageId);
  const code = mail === undefined ? null : quotedCode(todo, mail);
  return {
    todo,
    meaning: meaningOf(todo.text),
    names: codeNames(todo.text),
    around: codeNames(code === null ? "" : [...code.added, ...code.context].join(" ")),
  };
}

function rarityIn(ledger: Ledger): (word: string) => number {
  return (word) => {
    const count = ledger.frequency.get(word) ?? 1;
    if (count <= 3) return 1;
    return count <= 8 ? 0.6 : 0.25;
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
  const shared = sharedMeaning(subject.meaning, words, rarityIn(ledger));
  let told = shared + (COVERED * shared) / Math.max(1, total);
  for (const name of entry.names) {
    if (names.has(name)) told += 0.5;
    else if (around.has(name)) told += 0.6;
  }
  if (entry.position !== 0 && todo.patch !== 0 && entry.position !== todo.patch)
    told *= OTHER_PATCH;
  let score = told;
  if (namesAsker(entry.text, todo)) score += GENERIC.test(entry.text) ? FIT : NAME_SCORE;
  else if (ALL_COMMENTS.test(entry.text)) score += NAME_SCORE;
  return { entry, score, told };
}

function best(
  entries: readonly ChangelogEntry[],
  subject: Subject,
  ledger: Ledger,
): Fit | null {
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
  const fit = best(record.changelog, subject, need.ledger);
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
