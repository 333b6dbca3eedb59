import { readFileSync } from "node:fs";
import type { TodoOwner } from "../src/model/todo.ts";
import type { SpokenKind } from "../src/todo/scorer.ts";

/** One thing that annotators marked. */
export interface GoldItem {
  readonly kind: SpokenKind;
  readonly owner: TodoOwner;
  readonly text: string;
  readonly tokens: ReadonlySet<string>;
}

export interface GoldMail {
  readonly type: "cover" | "patch" | "reply";
  readonly items: GoldItem[];
}

interface GoldRow {
  readonly message_id: string;
  readonly type: GoldMail["type"];
  readonly none?: boolean;
  readonly kind: SpokenKind;
  readonly owner: TodoOwner;
  readonly text: string;
}

/** The distinct words by which annotations and finds are compared. */
export function matchTokens(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z0-9_']+/g) ?? []);
}

/** Shared words by those of the shorter text; half of them make a match. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const token of a) if (b.has(token)) shared += 1;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

/** Annotated mails by message-id, from a file of JSON lines; a mail without items has a row, too. */
export function readGold(file: string): Map<string, GoldMail> {
  const mails = new Map<string, GoldMail>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.trim() === "") continue;
    const row = JSON.parse(line) as GoldRow;
    const mail = mails.get(row.message_id) ?? { type: row.type, items: [] };
    mails.set(row.message_id, mail);
    if (row.none === true) continue;
    const { kind, owner, text } = row;
    mail.items.push({ kind, owner, text, tokens: matchTokens(text) });
  }
  return mails;
}

/** The item that a text matches best, from 0; -1 when it matches none. The first of equals. */
export function bestMatch(tokens: ReadonlySet<string>, items: readonly GoldItem[]): number {
  let best = -1;
  let most = 0;
  for (const [at, item] of items.entries()) {
    const share = overlap(tokens, item.tokens);
    if (share > most) [best, most] = [at, share];
  }
  return most >= 0.5 ? best : -1;
}
