import * as z from "zod";
import { configSchema } from "./schema.ts";

/** One thing that is wrong in a configuration file, in words for its writer. */
export interface Fault {
  /** `lists[0].archives[1].url`; empty for the file as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

type Path = readonly PropertyKey[];

const MAX_SHOWN_CHARS = 80;
/** A key that differs in more letters is not what was meant. */
const MAX_TYPING_DISTANCE = 3;

/** Turns what zod says about `data` into faults, one for each unknown key or wrong value. */
export function schemaFaults(error: z.ZodError, data: unknown): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    if (issue.code !== "unrecognized_keys") {
      return [{ path: showPath(issue.path), ...wrongValue(issue, data) }];
    }
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => ({
      path: showPath([...issue.path, key]),
      expected: expectedKey(key, known),
      found: "an unknown key",
    }));
  });
}

/** Writes a path as people point at a place: `lists[0].archives[1].url`. */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, step) => {
    if (typeof step === "number") return `${shown}[${step}]`;
    return shown === "" ? String(step) : `${shown}.${String(step)}`;
  }, "");
}

/** Writes a value in at most one short line; never more of it than helps to find it. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a sequence";
  if (typeof value === "object") return "a mapping";
  const shown = JSON.stringify(value);
  return shown.length > MAX_SHOWN_CHARS ? `${shown.slice(0, MAX_SHOWN_CHARS)}…` : shown;
}

function wrongValue(issue: z.core.$ZodIssue, data: unknown): Pick<Fault, "expected" | "found"> {
  const expected = schemaAt(issue.path)?.description ?? issue.message;
  return { expected, found: showFound(valueAt(data, issue.path)) };
}

/** A password written into an address must not reach a terminal or a log. */
function showFound(value: unknown): string {
  const shown = showValue(value);
  return shown.replace(/:\/\/[^/@\s]{1,500}@/, "://…@");
}

function expectedKey(key: string, known: readonly string[]): string {
  if (/token|pass|secret/i.test(key)) {
    return "no secrets here: they come from the environment (GITHUB_TOKEN, PATCHTRAIL_SMTP_PASSWORD)";
  }
  const nearest = nearestKey(key, known);
  if (nearest !== null) return `${nearest} (was that meant?)`;
  return `one of ${known.join(", ")}`;
}

function nearestKey(key: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = MAX_TYPING_DISTANCE + 1;
  for (const candidate of known) {
    const distance = typingDistance(key.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance; keys over 40 letters are taken as far off. */
function typingDistance(left: string, right: string): number {
  if (left.length > 40) return left.length;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

function knownKeys(path: Path): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The schema that a place in the file has to fit, without its "may be left out". */
function schemaAt(path: Path): z.core.$ZodType & { description?: string | undefined } {
  let schema: z.core.$ZodType = configSchema;
  for (const step of path) {
    schema = unwrap(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(step)] ?? schema;
    else if (schema instanceof z.ZodArray) schema = schema.element;
  }
  return unwrap(schema);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
