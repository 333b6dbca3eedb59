import { expect, test } from "vitest";
import type { Digest, SeriesView } from "../../../src/model/report.ts";
import { buildDigest } from "../../../src/report/digest.ts";
import {
  aDigestInput,
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
} from "../../support/views.ts";

const section = (digest: Digest, key: string) => digest.sections.find((one) => one.key === key);
const applied = {
  tree: "frob/next",
  commit: "0123456789abcdef",
  messageId: "applied@example.org",
  text: "Applied, thanks.",
  revision: 2,
  messageIds: [],
  commits: [],
  at: daysBefore(1),
};
const resolved = (days: number) => ({
  state: "resolved" as const,
  settledIn: 2,
  history: [
    {
      state: "resolved" as const,
      messageId: "s-re-v2@example.org",
      text: "",
      at: daysBefore(days),
    },
  ],
});

function week(): SeriesView[] {
  const twice = (slug: string, days: number) => [
    aRevision({ slug, version: 1, postedAt: daysBefore(30) }),
    aRevision({ slug, version: 2, postedAt: daysBefore(days) }),
  ];
  return [
    aSeriesView({
      id: "s-acc",
      revisions: twice("acc", 9),
      status: { state: "accepted", nextMove: "nobody", applied },
      todos: [aTodo({ id: "t-tbd", state: "outlived", text: "The log stuff is TBD." })],
    }),
    aSeriesView({ id: "s-new", revisions: [aRevision({ slug: "new", postedAt: daysBefore(3) })] }),
    aSeriesView({
      id: "s-re",
      revisions: twice("re", 2),
      todos: [
        aTodo({ id: "t-done", ...resolved(2) }),
        aTodo({ id: "t-left", state: "carried" }),
        aTodo({ id: "t-fresh", raisedOn: 2, raisedAt: daysBefore(1) }),
        aTodo({ id: "t-unsure", state: "carried", confidence: 0.59 }),
      ],
    }),
    aSeriesView({
      id: "s-wait",
      status: { state: "changes-requested", nextMove: "author", stateMessageId: "why@example.org" },
      todos: [aTodo({ id: "t-q", kind: "question", raisedAt: daysBefore(12) })],
    }),
    aSeriesView({
      id: "s-old",
      status: {
        state: "accepted",
        nextMove: "nobody",
        applied: { ...applied, at: daysBefore(40) },
        lastActivityAt: daysBefore(40),
      },
      todos: [aTodo({ id: "t-old", state: "outlived", raisedAt: daysBefore(60) })],
    }),
  ];
}

test("sections stand in reading order, quiet ones are left out", () => {
  const digest = buildDigest(aDigestInput(week()));
  expect(digest.sections.map(({ key }) => key)).toEqual([
    "accepted",
    "new",
    "re-rolled",
    "author",
    "loose-ends",
  ]);
  expect(buildDigest(aDigestInput([])).sections).toEqual([]);
});

test("accepted series name the TODOs that they outlived and stand nowhere else", () => {
  const digest = buildDigest(aDigestInput(week()));
  const [entry] = section(digest, "accepted")?.entries ?? [];
  expect(entry?.open.map(({ id, why }) => [id, why])).toEqual([["t-tbd", "merged as it was"]]);
  expect(entry?.notes).toEqual(["applied to frob/next as 0123456789ab"]);
  expect(entry?.url).toBe("https://lore.kernel.org/frob-dev/applied@example.org/");
  const places = digest.sections.filter((one) => one.entries.some((e) => e.series === "s-acc"));
  expect(places).toHaveLength(1);
});

test("a re-roll tells what it settled and what it left open, not what was said since", () => {
  const [entry] = section(buildDigest(aDigestInput(week())), "re-rolled")?.entries ?? [];
  expect(entry?.settled.map(({ id }) => id)).toEqual(["t-done"]);
  expect(entry?.open.map(({ id }) => id)).toEqual(["t-left"]);
});

test("loose ends are the oldest first and say where else their series stands", () => {
  const ends = section(buildDigest(aDigestInput(week())), "loose-ends")?.entries ?? [];
  expect(ends.map((entry) => [entry.series, entry.seeSection])).toEqual([
    ["s-old", null],
    ["s-wait", "Waiting for the author"],
  ]);
});

test("no TODO is quoted twice, no series stands in two sections but the last", () => {
  const { sections } = buildDigest(aDigestInput(week()));
  const todos = sections.flatMap(({ entries }) =>
    entries.flatMap((entry) => [...entry.open, ...entry.settled].map(({ id }) => id)),
  );
  expect(new Set(todos).size).toBe(todos.length);
  const series = sections
    .filter(({ key }) => key !== "loose-ends")
    .flatMap(({ entries }) => entries.map((entry) => entry.series));
  expect(new Set(series).size).toBe(series.length);
});

test("what waits for the author links to the mail that asks", () => {
  const [entry] = section(buildDigest(aDigestInput(week())), "author")?.entries ?? [];
  expect(entry?.messageId).toBe("why@example.org");
  expect(entry?.notes).toEqual(["1 loose end below"]);
});

test("of what an author is waited for with, the sentence of that mail is quoted, the rest counted", () => {
  const view = aSeriesView({
    id: "s-ask",
    status: { state: "changes-requested", nextMove: "author", stateMessageId: "why@example.org" },
    todos: [
      aTodo({ id: "t-old", raisedAt: daysBefore(5) }),
      aTodo({ id: "t-why", messageId: "why@example.org", raisedAt: daysBefore(2) }),
      aTodo({ id: "t-theirs", owner: "reviewer", raisedAt: daysBefore(3) }),
      aTodo({ id: "t-loose", kind: "question", raisedAt: daysBefore(12) }),
    ],
  });
  const digest = buildDigest(aDigestInput([view]));
  const [entry] = section(digest, "author")?.entries ?? [];
  expect(entry?.open.map(({ id }) => id)).toEqual(["t-why"]);
  expect(entry?.moreOpen).toBe(1);
  const [end] = section(digest, "loose-ends")?.entries ?? [];
  expect(end?.open.map(({ id }) => id)).toEqual(["t-loose"]);
});

test("the numbers of the week add up", () => {
  const views = week();
  const before = [
    aSeriesView({ id: "s-re", todos: [aTodo(), aTodo()] }),
    aSeriesView({ id: "s-acc", todos: [aTodo()] }),
  ];
  expect(buildDigest(aDigestInput(views, before)).numbers).toEqual({
    mails: 412,
    people: 96,
    newSeries: 1,
    rerolls: 1,
    accepted: 1,
    openTodos: 5,
    openTodosChange: 2,
    raised: 1,
    settled: 1,
  });
});

test("long sections end in a count and a command, and --all shows everything", () => {
  const views = Array.from({ length: 40 }, (_, index) =>
    aSeriesView({ id: `s-${index}`, status: { state: "changes-requested", nextMove: "author" } }),
  );
  const author = section(buildDigest(aDigestInput(views)), "author");
  expect(author).toMatchObject({
    total: 40,
    more: 32,
    command: "patchtrail status --list frob-dev --next author",
  });
  expect(author?.entries).toHaveLength(8);
  const all = section(buildDigest(aDigestInput(views), { all: true }), "author");
  expect(all).toMatchObject({ more: 0, command: null });
  expect(all?.entries).toHaveLength(40);
});

test("at most three TODOs of a series are quoted, the rest is counted", () => {
  const todos = Array.from({ length: 7 }, () => aTodo({ state: "carried" }));
  const [entry] = section(
    buildDigest(aDigestInput([aSeriesView({ todos })])),
    "loose-ends",
  )!.entries;
  expect(entry?.open).toHaveLength(3);
  expect(entry?.moreOpen).toBe(4);
});

test("loose ends of long dead series are counted, not shown", () => {
  const dead = aSeriesView({
    id: "s-dead",
    status: {
      state: "accepted",
      nextMove: "nobody",
      lastActivityAt: daysBefore(400),
      applied: { ...applied, at: daysBefore(400) },
    },
    todos: [aTodo({ state: "outlived", raisedAt: daysBefore(420) })],
  });
  const ends = section(buildDigest(aDigestInput([dead, ...week()])), "loose-ends");
  expect(ends).toMatchObject({ total: 3, more: 1 });
  expect(ends?.entries.map((entry) => entry.series)).not.toContain("s-dead");
});

test("the order of the series changes nothing, and the digest is plain data", () => {
  const views = week();
  const digest = buildDigest(aDigestInput(views));
  const turned = buildDigest(aDigestInput(views.toReversed()));
  expect(JSON.stringify(turned)).toBe(JSON.stringify(digest));
  expect(JSON.parse(JSON.stringify(digest))).toEqual(digest);
});

test("who is the author of the last revision", () => {
  const revisions = [aRevision(), aRevision({ version: 2, author: aPerson("Second Author") })];
  const [entry] = buildDigest(aDigestInput([aSeriesView({ revisions })])).sections[0]!.entries;
  expect(entry?.who).toBe("Second Author");
});
