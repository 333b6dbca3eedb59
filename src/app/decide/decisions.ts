import { readFile, stat } from "node:fs/promises";
import { TrackerError } from "../../errors.ts";
import { MAX_DECISIONS_BYTES } from "../../limits.ts";
import type { Decision, KeptDecision } from "../../model/decision.ts";
import type { DecisionRow } from "../../model/report.ts";
import type { AppContext } from "../context.ts";
import { parseDecisions } from "./decisions-file.ts";
import { resume } from "../track/rebuild.ts";

/** All that people decided, oldest first, in words. */
export async function listDecisionRows(context: AppContext): Promise<DecisionRow[]> {
  return toRows(context, await context.store.listDecisions());
}

async function toRows(
  { store }: AppContext,
  decisions: readonly KeptDecision[],
): Promise<DecisionRow[]> {
  const titleOf = async (messageId: string | null) =>
    messageId === null ? null : ((await store.getMessage(messageId))?.subject ?? null);
  const rows: DecisionRow[] = [];
  for (const decision of decisions) {
    const { kind, subject, object } = decision;
    if (kind.startsWith("todo-")) {
      const [todo] = await store.listTodos({ ids: [subject] });
      rows.push({ decision, subject: todo?.text ?? null, object: null });
    } else {
      rows.push({ decision, subject: await titleOf(subject), object: await titleOf(object) });
    }
  }
  return rows;
}

/**
 * Takes decisions back, as if they had never been made.
 *
 * @throws TrackerError `not-found` when one of the numbers is none; nothing is taken back then
 */
export async function dropDecisions(
  context: AppContext,
  ids: readonly number[],
  dryRun: boolean,
): Promise<DecisionRow[]> {
  const kept = await context.store.listDecisions();
  const unknown = ids.find((id) => !kept.some((decision) => decision.id === id));
  if (unknown !== undefined) {
    throw new TrackerError("not-found", `there is no decision ${unknown}`, {
      hint: "patchtrail decisions lists them",
    });
  }
  const rows = await toRows(
    context,
    kept.filter(({ id }) => ids.includes(id)),
  );
  if (dryRun) return rows;
  await context.store.dropDecisions(ids);
  await resume(context);
  return rows;
}

export interface DecisionImport {
  readonly read: number;
  /** Those that were not there before. */
  readonly added: number;
  /** Of these, those about mails or TODOs that are not stored (yet). */
  readonly idle: number;
}

/**
 * Brings in decisions of another database, from a file that `export decisions` wrote.
 *
 * @throws TrackerError `not-found` when the file cannot be read, `usage` when a line is no decision
 */
export async function importDecisions(
  context: AppContext,
  file: string,
  dryRun: boolean,
): Promise<DecisionImport> {
  const decisions = parseDecisions(await readText(file), file);
  const { store } = context;
  if (dryRun) {
    const known = new Set((await store.listDecisions()).map(contentOf));
    const added = new Set(decisions.map(contentOf).filter((content) => !known.has(content))).size;
    return { read: decisions.length, added, idle: 0 };
  }
  const added = await store.saveDecisions(decisions);
  if (added.length > 0) await resume(context);
  const ids = new Set(added.map(({ id }) => id));
  const idle = (await store.listDecisions()).filter(
    ({ id, effect }) => ids.has(id) && effect === "idle",
  );
  return { read: decisions.length, added: added.length, idle: idle.length };
}

function contentOf(decision: Decision): string {
  const { kind, subject, object, note, decidedBy, decidedAt } = decision;
  return JSON.stringify([kind, subject, object, note, decidedBy, decidedAt]);
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MAX_DECISIONS_BYTES) {
      throw new TrackerError("failed", `${file} is too large to be a file of decisions`);
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof TrackerError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TrackerError("not-found", `cannot read ${file}: ${reason}`, { cause: error });
  }
}
