import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AppContext } from "../../src/app/context.ts";
import { parseCopy } from "../../src/app/ingest/parse-copy.ts";
import { rebuild } from "../../src/app/track/rebuild.ts";
import { track } from "../../src/app/track/track.ts";
import type { Decision } from "../../src/model/decision.ts";
import type { ExportRow } from "../../src/model/readings.ts";
import type { Store } from "../../src/model/store.ts";
import { openStore } from "../../src/store/open.ts";
import { mailText } from "../support/bad-input.ts";
import { aCopy, DAY, MONDAY } from "../support/messages.ts";

const decision = (fields: Partial<Decision> = {}): Decision => ({
  kind: "link",
  subject: "gears-v1@example.org",
  object: "levers-v1@example.org",
  note: null,
  decidedBy: null,
  decidedAt: MONDAY,
  ...fields,
});

/** A single patch of `name`, or an answer to it. */
function mail(id: string, subject: string, fields: Record<string, string> = {}): string {
  const name = /\w+(?=-)/.exec(id)?.[0] ?? id;
  const day = 3 + (id.length % 20);
  const diff = `---\ndiff --git a/${name}.c b/${name}.c\n--- a/${name}.c\n+++ b/${name}.c\n@@ -1 +1 @@\n-old ${name}\n+new ${name} ${id}\n`;
  const body = subject.startsWith("Re:") ? "Please add a test for that.\n" : diff;
  return mailText(
    id,
    { Subject: subject, Date: `${day} Feb 2025 10:00:00 +0000`, ...fields },
    body,
  );
}
const below = (id: string) => ({ "In-Reply-To": `<${id}@example.org>` });
const answers = (id: string) => ({ ...below(id), From: "Ben <ben@example.org>" });
const SENT = { Date: "5 Feb 2025 10:00:00 +0000" };

const MAILS: Record<string, string> = {
  "gears-v1": mail("gears-v1", "[PATCH] gears: oil them"),
  "gears-v2-b": mail("gears-v2-b", "[PATCH v2] gears: oil them"),
  "gears-v3-cc": mail("gears-v3-cc", "[PATCH v3] gears: oil them"),
  "levers-v1": mail("levers-v1", "[PATCH] levers: pull them"),
  "levers-v2-b": mail("levers-v2-b", "[PATCH v2] levers: pull them"),
  "pumps-cover": mail("pumps-cover", "[PATCH 0/2] pumps: a cover", SENT),
  "pumps-1": mail("pumps-1", "[PATCH 1/2] pumps: one", { ...below("pumps-cover"), ...SENT }),
  "pumps-2": mail("pumps-2", "[PATCH 2/2] pumps: two", { ...below("pumps-cover"), ...SENT }),
  "gears-reply": mail("gears-reply", "Re: [PATCH v2] gears: oil them", answers("gears-v2-b")),
  "levers-reply": mail("levers-reply", "Re: [PATCH] levers: pull them", answers("levers-v1")),
};

let store: Store;
beforeEach(() => {
  store = openStore(":memory:");
});
afterEach(() => store.close());

const contextOf = (of: Store) =>
  ({ store: of, reporter: { progress() {}, finished() {} } }) as unknown as AppContext;

async function bring(name: string, to: Store = store) {
  const raw = Buffer.from(MAILS[name] ?? "");
  const archived = {
    form: "rfc822",
    raw,
    attached: [],
    receivedAt: null,
    list: null,
    where: name,
    diagnostics: [],
  } as unknown as Parameters<typeof parseCopy>[0];
  const { message, facts } = await parseCopy(archived, null);
  const copies = [aCopy(message, { facts, raw })];
  await to.saveBatch({ copies, deletions: [], problems: [], checkpoint: null });
}

/** All derived data, as a user could see it. */
async function all(of: Store = store): Promise<string> {
  await track(contextOf(of));
  const rows: ExportRow[] = [];
  for (const kind of ["messages", "revisions", "links", "todos", "series"] as const)
    for await (const row of of.exportRows(kind, null)) rows.push(row);
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

async function together(...names: string[]): Promise<boolean> {
  await track(contextOf(store));
  const ids = await Promise.all(names.map((name) => store.findSeriesId(`${name}@example.org`)));
  return new Set(ids).size === 1;
}

describe("decisions", () => {
  test("are kept once, and told with what they do", async () => {
    for (const name of ["gears-v1", "levers-v1"]) await bring(name);
    await all();
    expect(await store.saveDecisions([decision(), decision()])).toMatchObject([
      { id: 1, effect: "stands", revisions: ["gears-v1@example.org", "levers-v1@example.org"] },
    ]);
    expect(await store.saveDecisions([decision()])).toEqual([]);
    await store.saveDecisions([
      decision({ kind: "unlink", decidedAt: MONDAY + DAY }),
      decision({ object: "later@example.org" }),
      decision({ object: "gears-v1@example.org" }),
      decision({ kind: "todo-done", subject: "t0000000000", object: null }),
    ]);
    const kept = await store.listDecisions();
    expect(kept.map(({ kind, effect }) => `${kind} ${effect}`).sort()).toEqual([
      "link idle",
      "link idle",
      "link overruled",
      "todo-done idle",
      "unlink stands",
    ]);
  });

  test("of two about one pair the newest counts, whichever mails they name and came first", async () => {
    for (const name of ["gears-v1", "pumps-1", "pumps-2", "pumps-cover"]) await bring(name);
    const subject = "pumps-2@example.org";
    const object = "gears-v1@example.org";
    await store.saveDecisions([decision({ subject, object })]);
    expect(await together("gears-v1", "pumps-1")).toBe(true);
    const newer = { subject: object, object: "pumps-cover@example.org", decidedAt: MONDAY + 1 };
    await store.saveDecisions([decision({ kind: "unlink", ...newer })]);
    expect(await together("gears-v1", "pumps-1")).toBe(false);
    await store.saveDecisions([decision({ subject, object, decidedAt: 1 })]);
    expect(await together("gears-v1", "pumps-1")).toBe(false);
  });

  test("taken back leave no trace; a number that is none takes nothing", async () => {
    for (const name of ["gears-v1", "levers-v1"]) await bring(name);
    const before = await all();
    await store.saveDecisions([decision()]);
    expect(await together("gears-v1", "levers-v1")).toBe(true);
    expect(await store.dropDecisions([9])).toEqual([]);
    expect(await store.dropDecisions([1])).toMatchObject([{ id: 1 }]);
    expect(await all()).toBe(before);
    expect(await store.listDecisions()).toEqual([]);
  });

  test("mark only what they touch", async () => {
    for (const name of Object.keys(MAILS)) await bring(name);
    await all();
    await store.saveDecisions([decision()]);
    const waiting = (await store.listUnlinked(100)).map(({ revision }) => revision.id);
    expect(waiting.sort()).toEqual(["gears-v1@example.org", "levers-v1@example.org"]);
  });

  test("an unlinked pair is not joined through a third revision that comes later", async () => {
    for (const name of ["gears-v1", "gears-v2-b"]) await bring(name);
    expect(await together("gears-v1", "gears-v2-b")).toBe(true);
    const object = "gears-v2-b@example.org";
    await store.saveDecisions([decision({ kind: "unlink", object })]);
    expect(await together("gears-v1", "gears-v2-b")).toBe(false);
    await bring("gears-v3-cc");
    expect(await together("gears-v1", "gears-v2-b")).toBe(false);
    await rebuild(contextOf(store));
    expect(await together("gears-v1", "gears-v2-b")).toBe(false);
  });
});

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  "mails and decisions in any order end in the same (%i)",
  async (seed) => {
    const random = randomOf(seed);
    const names = Object.keys(MAILS);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const decisions = Array.from({ length: 7 }, (_, at) =>
      decision({
        kind: random() < 0.5 ? "link" : "unlink",
        subject: `${pick(names)}@example.org`,
        object: `${pick(names)}@example.org`,
        decidedAt: MONDAY + Math.floor(at / 2),
      }),
    );
    for (const name of names) await bring(name);
    await track(contextOf(store));
    const todos = (await store.listTodos({})).map(({ id }) => id);
    const kinds = ["todo-done", "todo-dismiss", "todo-reopen"] as const;
    for (const subject of todos)
      decisions.push(decision({ kind: pick(kinds), subject, object: null }));
    await store.saveDecisions(decisions);
    const expected = await all();
    expect(todos.length).toBeGreaterThan(0);

    const steps = [
      ...names.map((name) => (to: Store) => bring(name, to)),
      ...decisions.map((each) => (to: Store) => to.saveDecisions([each])),
    ];
    const other = openStore(":memory:");
    const order = steps.map((step) => ({ step, at: random() })).sort((a, b) => a.at - b.at);
    for (const { step } of order) {
      await step(other);
      if (random() < 0.6) await track(contextOf(other));
    }
    expect(await all(other)).toBe(expected);
    await rebuild(contextOf(other));
    expect(await all(other)).toBe(expected);
    await other.close();
  },
);
