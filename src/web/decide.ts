import { decideAboutTodos } from "../app/decide/decide-todos.ts";
import { linkRevisions, splitSeries, unlinkRevision } from "../app/decide/decide-links.ts";
import type { AppContext } from "../app/context.ts";
import type { Decider } from "../app/decide/decider.ts";
import { TrackerError } from "../errors.ts";
import { MAX_NOTE_CHARS } from "../limits.ts";
import { LINK_DECISIONS, TODO_DECISIONS } from "../model/decision.ts";

/** Fields of a form that was sent. */
export type FormFields = Readonly<Record<string, unknown>>;

function field(form: FormFields, name: string, characters = 1_000): string {
  const value = form[name];
  return typeof value === "string"
    ? value.replaceAll(/\s+/gu, " ").trim().slice(0, characters)
    : "";
}

function deciderOf(form: FormFields, by: string, now: number): Decider {
  const note = field(form, "note", MAX_NOTE_CHARS);
  return { note: note === "" ? null : note, by, now, dryRun: false, unseen: false };
}

function unknown(what: string): TrackerError {
  return new TrackerError("usage", `nobody can decide "${what.slice(0, 40)}" here`);
}

/**
 * Decides about a TODO as `todos dismiss|done|reopen|assign` do; the decision is signed and kept.
 *
 * @throws TrackerError `usage`, `not-found`
 */
export async function decideTodo(
  app: AppContext,
  form: FormFields,
  by: { readonly name: string; readonly now: number },
): Promise<void> {
  const kind = TODO_DECISIONS.find((one) => one === form["kind"]);
  if (kind === undefined) throw unknown(field(form, "kind"));
  const person = field(form, "person", 200);
  const asked = { kind, ids: [field(form, "id", 200)], person: person === "" ? null : person };
  await decideAboutTodos(app, asked, deciderOf(form, by.name, by.now));
}

/**
 * Joins or parts revisions as `series link|unlink|split` do; the decision is signed and kept.
 *
 * @throws TrackerError `usage`, `not-found`
 */
export async function decideLink(
  app: AppContext,
  form: FormFields,
  by: { readonly name: string; readonly now: number },
): Promise<void> {
  const kind = [...LINK_DECISIONS, "split" as const].find((one) => one === form["kind"]);
  if (kind === undefined) throw unknown(field(form, "kind"));
  const pair = [field(form, "a"), field(form, "b")] as const;
  const decider = deciderOf(form, by.name, by.now);
  if (kind === "link") await linkRevisions(app, pair, decider);
  // `unlink` parts its first from its second, `split` takes the series first.
  else if (kind === "unlink") await unlinkRevision(app, pair, decider);
  else await splitSeries(app, pair, decider);
}
