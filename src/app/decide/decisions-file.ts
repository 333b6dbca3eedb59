import { ExitStatus, TrackerError } from "../../errors.ts";
import { MAX_MESSAGE_ID_CHARS, MAX_NOTE_CHARS } from "../../limits.ts";
import {
  type Decision,
  DECISION_KINDS,
  type DecisionKind,
  LINK_DECISIONS,
} from "../../model/decision.ts";

/**
 * Reads decisions as `export decisions` writes them: one JSON object a line, unknown fields aside.
 *
 * @throws TrackerError `usage` that names the first line that is none; all or nothing
 */
export function parseDecisions(text: string, name: string): Decision[] {
  const decisions: Decision[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const found = parseLine(line);
    if (typeof found !== "string") decisions.push(found);
    else
      throw new TrackerError("usage", `${name}: line ${at + 1} is no decision: ${found}`, {
        exitStatus: ExitStatus.usage,
        hint: "nothing was imported; patchtrail export decisions writes such a file",
      });
  }
  return decisions;
}

/** The decision that a line holds, or what is wrong with it. */
function parseLine(line: string): Decision | string {
  const fields = parseObject(line);
  if (fields === null) return "expected a JSON object";
  const kind = DECISION_KINDS.find((each) => each === fields["kind"]);
  if (kind === undefined) return `"kind" must be one of ${DECISION_KINDS.join(", ")}`;
  const subject = textOf(fields["subject"], MAX_MESSAGE_ID_CHARS);
  if (!subject) return `"subject" must be the id of a mail or TODO`;
  const object = textOf(fields["object"], MAX_MESSAGE_ID_CHARS);
  if (object === undefined || !objectFits(kind, object)) {
    return `"object" of ${kind} must be ${objectOf(kind)}`;
  }
  const note = textOf(fields["note"], MAX_NOTE_CHARS);
  if (note === undefined) return `"note" must be null or a text of at most ${MAX_NOTE_CHARS}`;
  const decidedBy = textOf(fields["decided_by"], MAX_NOTE_CHARS);
  if (decidedBy === undefined) return `"decided_by" must be null or a name`;
  const decidedAt = timeOf(fields["decided_at"]);
  if (decidedAt === null) return `"decided_at" must be a time such as 2025-02-28T09:00:00Z`;
  return { kind, subject, object, note, decidedBy, decidedAt };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The text, null for null or nothing; undefined for anything else. */
function textOf(value: unknown, most: number): string | null | undefined {
  if (value === null || value === undefined) return null;
  return typeof value === "string" && value.length <= most ? value : undefined;
}

const isPair = (kind: DecisionKind) => LINK_DECISIONS.some((each) => each === kind);

function objectFits(kind: DecisionKind, object: string | null): boolean {
  if (isPair(kind)) return object !== null && object !== "";
  return object === null || (kind === "todo-assign" && object !== "");
}

function objectOf(kind: DecisionKind): string {
  if (isPair(kind)) return "the message-id of the other revision";
  return kind === "todo-assign" ? "a name, or null for nobody" : "null";
}

/** Unix seconds of a moment in RFC 3339. */
function timeOf(value: unknown): number | null {
  if (
    typeof value !== "string" ||
    !/^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}(?:Z|[+-]\d{2}:\d{2})$/.test(value)
  )
    return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}
