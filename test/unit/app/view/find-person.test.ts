import { expect, test } from "vitest";
import type { AppContext } from "../../../../src/app/context.ts";
import { findPerson } from "../../../../src/app/view/find-person.ts";
import { TrackerError } from "../../../../src/errors.ts";
import { openStore } from "../../../../src/store/open.ts";
import { aCopy } from "../../../support/messages.ts";

async function contextWith(...people: [string, string][]): Promise<AppContext> {
  const store = openStore(":memory:");
  const copies = people.map(([name, email], at) =>
    aCopy({ messageId: `m${at}@example.org`, from: { name, email } }),
  );
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
  return { store } as AppContext;
}

const people: [string, string][] = [
  ["Ada Example", "ada@example.org"],
  ["Ada Example", "ada@work.example.com"],
  ["Adam Other", "adam@example.org"],
];

test.each([
  ["ada@work.example.com", "Ada Example"],
  ["ADA EXAMPLE", "Ada Example"],
  ["example", "Ada Example"],
  ["other", "Adam Other"],
])("%s is %s", async (text, name) => {
  expect((await findPerson(await contextWith(...people), text)).name).toBe(name);
});

test.each([
  ["ada", "usage"],
  ["nobody", "not-found"],
])("%s is refused: %s", async (text, code) => {
  const context = await contextWith(...people);
  const error = await findPerson(context, text).catch((caught: unknown) => caught);
  expect(error instanceof TrackerError ? error.code : error).toBe(code);
});
