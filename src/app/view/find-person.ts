import { ExitStatus, TrackerError } from "../../errors.ts";
import type { Mailbox } from "../../model/mail.ts";
import type { AppContext } from "../context.ts";

const MAX_NAMED = 5;

/**
 * The person whom a user means by an address, a name or a part of a name.
 *
 * @throws TrackerError `not-found` when nobody who wrote a stored mail fits, `usage` when several do
 */
export async function findPerson({ store }: AppContext, text: string): Promise<Mailbox> {
  const people = await store.findPeople(text);
  const exact = people.filter(({ name }) => name?.toLowerCase() === text.toLowerCase());
  const fitting = exact.length > 0 ? exact : people;
  const names = [...new Set(fitting.map(({ name, email }) => name ?? email ?? ""))];
  const [first] = fitting;
  if (first === undefined) {
    throw new TrackerError("not-found", `nobody called ${text} wrote a mail that is stored`, {
      hint: "a part of the name or of the address is enough; patchtrail search f:WORD finds senders",
    });
  }
  if (names.length > 1 && !text.includes("@")) {
    const named = names.slice(0, MAX_NAMED).join(", ");
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
    throw new TrackerError("usage", `${text} may be ${named}${more}`, {
      exitStatus: ExitStatus.usage,
      hint: "give the whole name, or the address",
    });
  }
  return first;
}
