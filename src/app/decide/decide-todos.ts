import { TrackerError } from "../../errors.ts";
import type { TodoDecisionKind } from "../../model/decision.ts";
import type { TodoDecisionChange } from "../../model/report.ts";
import type { AppContext } from "../context.ts";
import { type Decider, momentAfter } from "./decider.ts";
import { findPerson } from "../view/find-person.ts";
import { resume } from "../track/rebuild.ts";

/**
 * Dismisses TODOs, marks them done, opens them again or gives them to a person (null: to nobody),
 * for ever. Gives those that this changes, as they stood before.
 *
 * @throws TrackerError `not-found` for an unknown id or person; nothing is decided then
 */
export async function decideAboutTodos(
  context: AppContext,
  {
    kind,
    ids,
    person = null,
  }: {
    readonly kind: TodoDecisionKind;
    readonly ids: readonly string[];
    readonly person?: string | null;
  },
  decider: Decider,
): Promise<TodoDecisionChange[]> {
  const { store } = context;
  const wanted = [...new Set(ids)];
  const todos = new Map((await store.listTodos({ ids: wanted })).map((todo) => [todo.id, todo]));
  for (const id of wanted) {
    if (todos.has(id)) continue;
    throw new TrackerError("not-found", `there is no TODO ${id}`, {
      hint: "patchtrail todos --all shows them with their ids",
    });
  }
  const object = person === null ? null : await nameOf(context, person, decider.unseen);
  const kept = await store.listDecisions();
  const changes = wanted.flatMap((id): TodoDecisionChange[] => {
    const todo = todos.get(id);
    const same = kept.some(
      (each) =>
        each.effect === "stands" &&
        each.subject === id &&
        each.kind === kind &&
        each.object === object,
    );
    return todo === undefined || same ? [] : [{ kind, todo, person: object }];
  });
  if (decider.dryRun || changes.length === 0) return changes;
  const { note, by: decidedBy, now } = decider;
  const decidedAt = momentAfter(kept, now);
  await store.saveDecisions(
    changes.map(({ todo }) => ({ kind, subject: todo.id, object, note, decidedBy, decidedAt })),
  );
  await resume(context);
  return changes;
}

async function nameOf(context: AppContext, text: string, unseen: boolean): Promise<string> {
  if (unseen && (await context.store.findPeople(text)).length === 0) return text;
  const { name, email } = await findPerson(context, text);
  return name ?? email ?? text;
}
