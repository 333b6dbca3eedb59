import type { SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import type { ChangelogEntry } from "./changelog.ts";
import { linesAbove } from "./diff-evidence.ts";
import type { Ledger, RevisionRecord } from "./ledger.ts";
import { plainName } from "./people.ts";
import { codeNames, sharedCount, topicWords } from "./words.ts";

/** A changelog point and how well it fits a TODO. */
export interface ChangelogMatch {
  readonly entry: ChangelogEntry;
  readonly score: number;
}

/** A point that shares about two rare words, or one and the asker's name, is about the TODO. */
const FIT = 1.4;
/** Where the diff shows a change anyway, the point only has to name it. */
const LOOSE_FIT = 0.8;
/** The asker's name in a point: "(Christophe)", "as Michael suggested". */
const NAME_SCORE = 1;
const GENERIC =
  /\b(?:comments?|review(?:ed)?|feedback|suggestions?|suggested|nits?|remarks?|requested)\b/i;
/** A point whose words are all in the TODO is hardly about anything else. */
const COVERED = 1;
/** How much a point about another patch counts. */
const OTHER_PATCH = 0.5;

function weightOf(word: string, ledger: Ledger): number {
  const count = ledger.frequency.get(word) ?? 1;
  if (count <= 3) return 1;
  return count <= 8 ? 0.6 : 0.25;
}

function namesAsker(text: string, todo: Todo): boolean {
  const names = plainName(todo.saidBy.name)
    .split(" ")
    .filter((name) => name.length > 2);
  const nick = todo.saidBy.email?.split("@")[0]?.toLowerCase() ?? "";
  const words = new Set(plainName(text.replaceAll(/['’]s\b/g, "")).split(" "));
  return names.some((name) => words.has(name)) || (nick.length > 2 && words.has(nick));
}

/**
 * The point of a revision's changelog that fits a TODO best; null when none fits well enough.
 * `loose`: other evidence says already that it was dealt with.
 */
export function changelogMatch(
  todo: Todo,
  record: RevisionRecord,
  ledger: Ledger,
  loose = false,
): ChangelogMatch | null {
  const mail = ledger.index.get(todo.messageId);
  const topic = topicWords(todo.text);
  const names = codeNames(todo.text);
  const around = codeNames(contextWords(todo, mail));
  let best: ChangelogMatch | null = null;
  for (const entry of record.changelog) {
    let score = 0;
    const words = topicWords(entry.text);
    for (const word of words) if (topic.has(word)) score += weightOf(word, ledger);
    score += (COVERED * sharedCount(words, topic)) / Math.max(1, words.size);
    for (const name of codeNames(entry.text)) {
      if (names.has(name)) score += 0.5;
      else if (around.has(name)) score += 0.6;
    }
    if (entry.position !== 0 && todo.patch !== 0 && entry.position !== todo.patch)
      score *= OTHER_PATCH;
    if (namesAsker(entry.text, todo)) score += GENERIC.test(entry.text) ? FIT : NAME_SCORE;
    else if (/\baddress\w*\b.{0,30}\b(?:comments?|review|feedback)\b/i.test(entry.text))
      score += NAME_SCORE;
    if (score > (best?.score ?? 0)) best = { entry, score };
  }
  return best !== null && best.score >= (loose ? LOOSE_FIT : FIT) ? best : null;
}

/** What stands around a TODO: the lines quoted above it. */
function contextWords(todo: Todo, mail: SeriesMail | undefined): string {
  return mail === undefined ? "" : linesAbove(todo, mail).join(" ");
}
