import type { Block } from "../model/mail.ts";
import type { SeriesContext, SeriesMail } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";

/** Quoted lines right above a remark that it is likely about. */
const NEAR_LINES = 6;
/** Added lines kept of a revision, so that tree-wide series stay cheap. */
const MAX_ADDED = 50_000;

function plain(line: string): string {
  return line.replaceAll(/\s+/g, " ").trim();
}

/** The distinct lines that a revision's patches add, and the mail that adds each. */
export function addedLines(context: SeriesContext, revision: number): Map<string, string> {
  const added = new Map<string, string>();
  for (const mail of context.mails) {
    if (mail.revision !== revision || mail.role === "reply") continue;
    for (const block of mail.blocks) {
      if (block.kind !== "diff" || block.depth > 0) continue;
      for (const line of block.lines) {
        if (
          line.startsWith("+") &&
          !line.startsWith("+++") &&
          line.length > 4 &&
          added.size < MAX_ADDED
        ) {
          added.set(plain(line.slice(1)), mail.message.messageId);
        }
      }
    }
  }
  return added;
}

/** What is quoted right above a TODO. */
export interface QuotedAbove {
  /** Added lines of code, white space folded, the nearest last. */
  readonly added: readonly string[];
  /** Lines that the patch leaves as they are, and those that it removes. */
  readonly context: readonly string[];
  /** The quote itself; null when the TODO stands under none. */
  readonly block: Block | null;
}

/** What a TODO stands under. */
export function quotedAbove(todo: Todo, mail: SeriesMail): QuotedAbove {
  const at = mail.blocks.findIndex(
    (block) => block.firstLine <= todo.line && todo.line < block.firstLine + block.lines.length,
  );
  const block = mail.blocks
    .slice(0, Math.max(at, 0))
    .findLast(
      ({ kind, lines }) =>
        kind === "quote" || (kind === "text" && lines.some((line) => line.trim() !== "")),
    );
  if (block === undefined || block.kind !== "quote" || block.depth !== 1)
    return { added: [], context: [], block: null };
  const added = block.lines.filter((line) => /^\+(?!\+\+ )/.test(line));
  const context = block.lines.slice(-NEAR_LINES).filter((line) => /^(?:[- ]\s|@@ )/.test(line));
  const tidy = (lines: readonly string[]) =>
    lines
      .map((line) => plain(line.slice(1)))
      .filter((line) => line.length > 4)
      .slice(-NEAR_LINES);
  return { added: tidy(added), context: tidy(context), block };
}

/** The lines that the patches of a revision add. */
type Lines = ReadonlyMap<string, string>;

/**
 * Whether the code that a TODO stands under is gone or changed in a later revision: lines quoted
 * above it that the older one added and the newer does not. Null when nothing can be told.
 */
export function codeChanged(
  above: QuotedAbove,
  sets: { older: Lines; newer: Lines },
): boolean | null {
  if (sets.newer.size === 0) return null;
  const quoted = above.added.filter((line) => sets.older.size === 0 || sets.older.has(line));
  if (quoted.length === 0) return null;
  const near = quoted.slice(-3);
  return near.some((line) => !sets.newer.has(line));
}

/**
 * The mail whose diff brings a name of code that a TODO asks for and the older revision did not
 * have in its added lines; null when there is none.
 */
export function nameBrought(
  names: ReadonlySet<string>,
  sets: { older: Lines; newer: Lines },
): string | null {
  if (names.size === 0 || sets.older.size === 0) return null;
  const wanted = [...names].filter((name) => /_/.test(name) && name.length >= 6);
  for (const name of wanted) {
    const word = new RegExp(`\\b${name.replaceAll(/[^a-z0-9_]/g, ".")}\\b`, "i");
    if ([...sets.older.keys()].some((line) => word.test(line))) continue;
    for (const [line, messageId] of sets.newer) if (word.test(line)) return messageId;
  }
  return null;
}
