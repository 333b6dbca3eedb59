import type { SeriesContext } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { callName, plainName } from "./people.ts";
import { flat, likeness, sharedCount, topicWords } from "./words.ts";

/** So alike are two requests that ask the same in the same words. */
const SAME = 0.7;
/** Fewer words that matter say too little to tell two remarks apart. */
const ENOUGH_WORDS = 4;
/** One remark within a longer one: so much of the shorter, of so many words, is in the other. */
const WITHIN = 0.9;
const WITHIN_WORDS = 5;
/** Who says that they repeat themselves needs fewer of the same words. */
const AGAIN =
  /\b(?:as (?:i|we) (?:said|wrote|mentioned|asked|noted|suggested)|like i (?:said|wrote)|again|still|once more|(?:already|previously) (?:asked|said|mentioned|commented)|(?:my|this) (?:earlier|previous|last) (?:comment|remark|request|review)|(?:on|in) v\d)\b/i;
const SAME_AGAIN = 0.45;
const AGAIN_WORDS = 3;
/** TODOs of one person that are compared with each other; more only bots and books have. */
const MAX_COMPARED = 400;

interface Kept {
  readonly todo: Todo;
  readonly words: ReadonlySet<string>;
  readonly flat: string;
  readonly again: Set<string>;
  againOn: number;
}

/** The same request about two patches of one revision has to be met in both. */
function isElsewhere(a: Todo, b: Todo): boolean {
  return (
    a.kind === "request" &&
    a.raisedOn === b.raisedOn &&
    a.patch !== 0 &&
    b.patch !== 0 &&
    a.patch !== b.patch
  );
}

function isSame(kept: Kept, todo: Todo, words: ReadonlySet<string>, text: string): boolean {
  if (kept.todo.kind === "marker" || todo.kind === "marker") {
    return (
      kept.todo.kind === todo.kind &&
      kept.flat === text &&
      kept.todo.path?.split(":")[0] === todo.path?.split(":")[0] &&
      kept.todo.messageId !== todo.messageId
    );
  }
  if (isElsewhere(kept.todo, todo)) return false;
  if (kept.flat === text && (kept.todo.messageId === todo.messageId || kept.words.size >= 3))
    return true;
  const fewest = Math.min(kept.words.size, words.size);
  if (kept.todo.kind !== todo.kind || fewest < AGAIN_WORDS) return false;
  const alike = likeness(kept.words, words);
  if (alike >= SAME && fewest >= ENOUGH_WORDS) return true;
  if (kept.todo.messageId === todo.messageId || alike < SAME_AGAIN) return false;
  if (fewest >= WITHIN_WORDS && sharedCount(kept.words, words) >= fewest * WITHIN) return true;
  return kept.todo.raisedOn < todo.raisedOn && AGAIN.test(todo.text);
}

/** Mails that answer another one, by the id of the mail answered. */
export function childrenOf(context: SeriesContext): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { message } of context.mails) {
    if (message.parent === null) continue;
    const siblings = children.get(message.parent);
    if (siblings === undefined) children.set(message.parent, [message.messageId]);
    else siblings.push(message.messageId);
  }
  return children;
}

/**
 * One TODO for what the same person says again, alike; the later mails go to `repeatedIn`, as do
 * the replies that quote it. TODOs come and go in order of time.
 */
export function foldRepeats(todos: readonly Todo[], context: SeriesContext): Todo[] {
  const byPerson = new Map<string, Kept[]>();
  const kept: Kept[] = [];
  for (const todo of todos) {
    const person = plainName(callName(todo.saidBy));
    const mine = byPerson.get(person) ?? [];
    const words = topicWords(todo.text);
    const text = flat(todo.text);
    const first = mine
      .slice(-MAX_COMPARED)
      .find((candidate) => isSame(candidate, todo, words, text));
    if (first !== undefined) {
      if (first.todo.messageId !== todo.messageId) first.again.add(todo.messageId);
      first.againOn = Math.max(first.againOn, todo.raisedOn);
      continue;
    }
    const next: Kept = { todo, words, flat: text, again: new Set(), againOn: todo.raisedOn };
    mine.push(next);
    kept.push(next);
    byPerson.set(person, mine);
  }
  addQuoters(kept, context);
  return kept.map(({ todo, again, againOn }) => ({
    ...todo,
    ...(again.size > 0 && { repeatedIn: [...again] }),
    ...(againOn > todo.raisedOn && { againOn }),
  }));
}

function addQuoters(kept: readonly Kept[], context: SeriesContext): void {
  const children = childrenOf(context);
  const quotes = new Map<string, string>();
  for (const { message, blocks } of context.mails) {
    if (message.parent === null) continue;
    const lines = blocks
      .filter(({ kind, depth }) => kind === "quote" && depth === 1)
      .flatMap((block) => block.lines);
    quotes.set(message.messageId, flat(lines.join(" ").slice(0, 200_000)));
  }
  for (const { todo, flat: text, again } of kept) {
    if (text.length < 8) continue;
    for (const child of children.get(todo.messageId) ?? [])
      if (quotes.get(child)?.includes(text)) again.add(child);
  }
}
