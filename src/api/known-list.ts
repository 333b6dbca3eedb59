import type { ApiContext } from "./endpoint.ts";
import { Refusal } from "./problem.ts";

/**
 * The list of that name, where one is named.
 *
 * @throws Refusal 404 when no mail of it is stored
 */
export async function knownList({ app }: ApiContext, name: string | undefined) {
  if (name === undefined) return undefined;
  const found = (await app.store.listLists()).find((list) => list.name === name);
  if (found === undefined) throw new Refusal(404, `no mail of a list ${name} is stored`);
  return found;
}
