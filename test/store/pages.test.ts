import { beforeAll, describe, expect, test } from "vitest";
import { browseSeries, browseTodos, personViews } from "../../src/app/view/browse.ts";
import type { AppContext } from "../../src/app/context.ts";
import { findPerson } from "../../src/app/view/find-person.ts";
import { listTodoRows } from "../../src/app/view/todo-rows.ts";
import { listViews, newestMail } from "../../src/app/view/views.ts";
import type { Place } from "../../src/model/pages.ts";
import { TODO_STATES } from "../../src/model/todo.ts";
import { personJson, seriesRows } from "../../src/report/person.ts";
import { openStore } from "../../src/store/open.ts";
import { sampleContext } from "../support/api.ts";
import { aCopy, MONDAY } from "../support/messages.ts";

let context: AppContext;
let asOf: number;
beforeAll(async () => {
  context = await sampleContext();
  asOf = await newestMail(context, null);
}, 60_000);

/** All rows, a few at a time. */
async function all<T>(
  read: (page: {
    limit: number;
    after?: Place;
  }) => Promise<{ rows: readonly T[]; next: Place | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  let page = await read({ limit: 3 });
  for (;;) {
    rows.push(...page.rows);
    if (page.next === null) return rows;
    page = await read({ limit: 3, after: page.next });
  }
}

describe("page by page it is the same as all at once", () => {
  test("series of a list, as status counts them", async () => {
    const whole = seriesRows(await listViews(context, "widget-dev", { asOf })).toSorted(
      (a, b) => b.status.lastActivityAt - a.status.lastActivityAt,
    );
    const paged = await all((page) =>
      browseSeries(context, { list: "widget-dev" }, { ...page, asOf }),
    );
    expect(paged.map(({ series }) => series.id).sort()).toEqual(
      whole.map(({ series }) => series.id).sort(),
    );
    for (const row of whole) {
      expect(paged.find(({ series }) => series.id === row.series.id)).toEqual(row);
    }
  });

  test("TODOs, in every state and those of one person", async () => {
    for (const query of [{}, { states: TODO_STATES }, { owner: "priya@example.com" }]) {
      const whole = await listTodoRows(context, query, asOf);
      const filter =
        "owner" in query ? { owner: await findPerson(context, "priya@example.com") } : query;
      const paged = await all((page) => browseTodos(context, filter, { ...page, asOf }));
      expect(paged.map(({ todo }) => todo.id)).toEqual(
        whole
          .map(({ todo }) => todo)
          .toSorted((a, b) => a.raisedAt - b.raisedAt || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id),
      );
    }
  });

  test("what a person owes, out of the series that may hold it", async () => {
    for (const text of ["priya@example.com", "maria", "sam"]) {
      const [person = { name: null, email: null }] = await context.store.findPeople(text);
      const told = (views: Parameters<typeof personJson>[0]["views"]) => {
        const { owes, owed } = personJson({ person, views, asOf });
        return [owes, owed].map(({ series, todos, older }) => ({
          series: series.map(({ id }) => id).sort(),
          todos: todos.map(({ id }) => id).sort(),
          older,
        }));
      };
      expect(told(await personViews(context, person, asOf))).toEqual(
        told(await listViews(context, null, { asOf })),
      );
    }
  });
});

test("a mail is found with its place, a writer by address, a list with its ends", async () => {
  const { store } = context;
  const found = await store.getMessageWithPlace(
    "20250210-widget-dma-v3-2-d0df9828608c@example.com",
  );
  expect(found).toMatchObject({ kind: "patch", position: 2 });
  expect(found?.series).toBe(
    await store.findSeriesId("20250210-widget-dma-v3-0-d0df9828608c@example.com"),
  );
  expect(await store.getMessageWithPlace("nobody@example.org")).toBeNull();
  expect(await store.findWriter("PRIYA@example.com")).toMatchObject({ email: "priya@example.com" });
  expect(await store.findWriter("nobody@example.org")).toBeNull();
  const lists = await store.listLists();
  const counted = (await store.counts()).lists;
  expect(lists.map(({ name, messages, newest }) => ({ name, messages, newest }))).toEqual(counted);
  expect(lists.every(({ oldest, newest }) => oldest > 0 && oldest <= newest)).toBe(true);
});

test("a page goes on behind rows of the same second, and mails that come in shift nothing", async () => {
  const { store } = context;
  const [first] = await store.listSeriesHeads({ limit: 1 });
  const rest = await store.listSeriesHeads({
    limit: 100,
    after: first?.place ?? { at: 0, id: "" },
  });
  const all = await store.listSeriesHeads({ limit: 100 });
  expect([first, ...rest]).toEqual(all);
});

test("whoever writes changes the token, and nobody else does", async () => {
  const store = openStore(":memory:");
  const before = await store.changeToken();
  await store.listLists();
  expect(await store.changeToken()).toBe(before);
  const copies = [aCopy({ messageId: "a@example.org", sentAt: MONDAY })];
  await store.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
  expect(await store.changeToken()).not.toBe(before);
  expect(await store.tally()).toEqual({ messages: 1, openTodos: 0, pending: 1, deliveries: [] });
  await store.startRebuild();
  expect(await store.tally()).toMatchObject({ messages: 0, pending: 1 });
  await store.close();
});
