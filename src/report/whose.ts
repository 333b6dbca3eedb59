import type { Mailbox } from "../model/mail.ts";
import type { Series } from "../model/series.ts";
import type { Todo } from "../model/todo.ts";
import { samePerson } from "../people.ts";

/** True when a person has to act on a TODO. */
export function owes(series: Pick<Series, "author">, todo: Todo, person: Mailbox): boolean {
  if (todo.ownerName !== null) return samePerson(person, { name: todo.ownerName, email: null });
  if (todo.owner === "writer") return samePerson(person, todo.saidBy);
  return todo.owner === "patch-author" && samePerson(person, series.author);
}
