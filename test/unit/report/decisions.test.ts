import { describe, expect, test } from "vitest";
import type { KeptDecision } from "../../../src/model/decision.ts";
import type { NamedRevision } from "../../../src/model/report.ts";
import {
  renderDecisions,
  renderDropped,
  renderLinkChange,
  renderTodoChanges,
} from "../../../src/report/decisions.ts";
import { HOSTILE, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, MONDAY } from "../../support/views.ts";

const { series } = aSeriesView({
  id: "s-one",
  revisions: [1, 2, 3].map((version) => aRevision({ version })),
});
const named: NamedRevision[] = series.revisions.map((revision) => ({
  messageId: revision.id,
  found: { series, revision },
}));
const [v1, v2, v3] = named as [NamedRevision, NamedRevision, NamedRevision];
const kept = (fields: Partial<KeptDecision> = {}): KeptDecision => ({
  id: 7,
  kind: "unlink",
  subject: "a@example.org",
  object: "b@example.org",
  note: null,
  decidedBy: null,
  decidedAt: MONDAY,
  revisions: ["a@example.org", "b@example.org"],
  effect: "stands",
  ...fields,
});

describe("what a decision about links did", () => {
  test("names the revisions, their series once, and how they stand now", () => {
    const text = renderLinkChange({
      kind: "unlink",
      pairs: [
        [v3, v1],
        [v3, v2],
      ],
      dryRun: false,
      outcome: [
        { ...series, revisions: series.revisions.slice(0, 2) },
        { ...series, id: "s-two", revisions: series.revisions.slice(2) },
      ],
    });
    expect(text).toBe(
      'unlinked by hand: v3 from v1, v2 of "frob: make the frobnicator frob" (s-one) (2 decisions)\n' +
        "now: s-one with v1, v2; s-two with v3\n",
    );
  });

  test("a dry run says would; a mail that is not stored is named by its id", () => {
    const unseen = { messageId: "later@example.org", found: null };
    const pairs = [[v1, unseen]] as const;
    expect(renderLinkChange({ kind: "link", pairs, dryRun: true, outcome: [] })).toBe(
      'would be linked by hand: v1 of "frob: make the frobnicator frob" (s-one) with later@example.org (not stored yet)\n',
    );
  });

  test("a link that another decision keeps from joining says so", () => {
    const outcome = [series, { ...series, id: "s-two" }];
    const text = renderLinkChange({ kind: "link", pairs: [[v1, v2]], dryRun: false, outcome });
    expect(text).toContain("they stay apart");
  });

  test("nothing to change is said", () => {
    const change = { kind: "link", pairs: [], dryRun: false, outcome: [] } as const;
    expect(renderLinkChange(change)).toMatch(/^nothing to change/);
  });
});

test("a line for each TODO, with what it was", () => {
  const todo = aTodo({ id: "t1", text: "Add a test.", state: "carried", ownerName: "Ada Author" });
  expect(renderTodoChanges([{ kind: "todo-done", todo, person: null }], false)).toBe(
    'marked done: "Add a test." (t1, was carried)\n',
  );
  expect(renderTodoChanges([{ kind: "todo-assign", todo, person: null }], true)).toBe(
    'would be given to nobody: "Add a test." (t1, was owed by Ada Author)\n',
  );
});

test("the list tells who decided what, when, why, and whether it counts", () => {
  const rows = [
    {
      decision: kept({ note: "other work", decidedBy: "carla" }),
      subject: "[PATCH] one",
      object: "[PATCH] two",
    },
    { decision: kept({ id: 8, effect: "idle" }), subject: null, object: null },
    {
      decision: kept({
        id: 12,
        kind: "todo-assign",
        subject: "t1",
        object: null,
        effect: "overruled",
      }),
      subject: "Add a test.",
      object: null,
    },
  ];
  expect(renderDecisions(rows, {})).toMatchInlineSnapshot(`
    "   7  unlinked, 2025-02-17 by carla
          "[PATCH] one"
          a@example.org
          "[PATCH] two"
          b@example.org
          note: other work
       8  unlinked, 2025-02-17, waits for its mails
          a@example.org
          b@example.org
      12  given to nobody, 2025-02-17, overruled by a newer one
          "Add a test."
          t1
    "
  `);
  expect(renderDropped(rows, false).split("\n")[1]).toBe(
    'dropped: 8, unlinked "a@example.org" and "b@example.org" (had no effect)',
  );
  expect(renderDecisions([], {})).toBe("Nothing was decided by hand.\n");
});

test("what strangers wrote steers no terminal", () => {
  const text = HOSTILE.replaceAll("\n", " ");
  const decision = kept({ subject: text, object: text, note: text, decidedBy: text });
  const row = { decision, subject: text, object: text };
  const assigned = { kind: "todo-assign", todo: aTodo({ text, ownerName: text }), person: text };
  for (const out of [
    renderDecisions([row], {}),
    renderDropped([row], false),
    renderTodoChanges([assigned as Parameters<typeof renderTodoChanges>[0][number]], false),
  ])
    expect(UNSAFE_TEXT.exec(out)).toBeNull();
});
