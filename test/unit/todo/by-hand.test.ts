import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/model/decision.ts";
import type { Todo } from "../../../src/model/todo.ts";
import { decidedTodos, decideTodos, settledMails } from "../../../src/todo/by-hand.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const revisions = [
  aRevision({ version: 1, postedAt: daysBefore(20) }),
  aRevision({ version: 2, postedAt: daysBefore(5) }),
];

function decide(
  todo: Todo,
  decisions: readonly Partial<Decision>[],
  status: Parameters<typeof aSeriesView>[0] = {},
): Todo | undefined {
  const view = aSeriesView({ revisions, ...status });
  const whole = decisions.map((each, at): Decision => ({
    kind: "todo-done",
    subject: todo.id,
    object: null,
    note: null,
    decidedBy: null,
    decidedAt: 1_000 + at,
    ...each,
  }));
  const frame = { context: { series: view.series, mails: [] }, status: view.status };
  return decideTodos([todo], decidedTodos(whole), frame)[0];
}

const settled = { state: "resolved", settledIn: 2, evidenceMessageId: "m@example.org" } as const;

describe("what a person decides about a TODO", () => {
  test("is done, whatever the mails leave open", () => {
    const done = decide(aTodo({ state: "carried" }), [{ note: "seen in the tree" }]);
    expect(done).toMatchObject({
      state: "resolved",
      settledIn: null,
      evidence: "marked done by hand: seen in the tree",
      evidenceMessageId: null,
    });
    expect(done?.history.at(-1)).toMatchObject({ state: "resolved", messageId: null, at: 1_000 });
  });

  test("is dismissed, settled by mails or not", () => {
    for (const todo of [aTodo(), aTodo(settled)]) {
      expect(decide(todo, [{ kind: "todo-dismiss" }])).toMatchObject({
        state: "dismissed",
        evidence: "dismissed by hand",
        evidenceMessageId: null,
      });
    }
  });

  test("the newest word counts", () => {
    const decisions = [{ kind: "todo-dismiss" }, { kind: "todo-done" }] as const;
    expect(decide(aTodo(), decisions)?.state).toBe("resolved");
    expect(decide(aTodo(), decisions.toReversed())?.state).toBe("dismissed");
  });

  test("reopened it is as open as the revisions since make it", () => {
    const reopen = [{ kind: "todo-reopen" }] as const;
    expect(decide(aTodo(settled), reopen)).toMatchObject({ state: "carried", settledIn: null });
    expect(decide(aTodo({ ...settled, raisedAt: daysBefore(4) }), reopen)?.state).toBe("open");
    const accepted = { status: { state: "accepted" } } as const;
    expect(decide(aTodo(settled), reopen, accepted)?.state).toBe("outlived");
  });

  test("reopening what is open leaves what the mails say", () => {
    const todo = aTodo({ state: "claimed", evidence: "Done", evidenceMessageId: "d@example.org" });
    expect(decide(todo, [{ kind: "todo-reopen" }])).toEqual(todo);
  });

  test.each([
    ["Ada Author", "patch-author"],
    ["rita  reviewer", "writer"],
    ["Otto Other", "other"],
  ])("given to %s the owner is the %s", (object, owner) => {
    const todo = decide(aTodo({ owner: "unknown", ownerName: null }), [
      { kind: "todo-assign", object },
    ]);
    expect(todo).toMatchObject({ owner, ownerName: object, state: "open" });
  });

  test("given to nobody, and done: the two do not touch each other", () => {
    const decisions = [{ kind: "todo-done" }, { kind: "todo-assign", object: null }] as const;
    expect(decide(aTodo(), decisions)).toMatchObject({
      state: "resolved",
      owner: "unknown",
      ownerName: null,
    });
  });

  test("others stay as they are", () => {
    const todo = aTodo();
    expect(decide(todo, [{ subject: "t0000000000" }])).toBe(todo);
  });
});

describe("mails settled by hand", () => {
  const byHand = {
    state: "resolved",
    text: "marked done by hand",
    messageId: null,
    at: 1,
  } as const;
  const done = (messageId: string) =>
    aTodo({ messageId, state: "resolved", history: [{ ...byHand, messageId: "m" }, byHand] });

  test("are those in which a person settled what was open, and nothing is open any more", () => {
    const open = aTodo({ messageId: "b" });
    const byMail = aTodo({
      messageId: "c",
      state: "resolved",
      history: [{ ...byHand, messageId: "m" }],
    });
    const reopened = aTodo({ messageId: "d", history: [{ ...byHand, state: "open" }] });
    expect([...settledMails([done("a"), done("b"), open, byMail, reopened])]).toEqual(["a"]);
  });
});

test("what is decided of series is none of the TODOs' business", () => {
  const link: Decision = {
    kind: "link",
    subject: "a",
    object: "b",
    note: null,
    decidedBy: null,
    decidedAt: 1,
  };
  expect(decidedTodos([link])).toEqual({ states: new Map(), owners: new Map() });
});
