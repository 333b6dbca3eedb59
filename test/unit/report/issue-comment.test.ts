import { expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import { newsOf, renderComment } from "../../../src/report/issue-comment.ts";
import { issueUnits } from "../../../src/report/issue-unit.ts";
import { aPolicy } from "../../support/issue-policy.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const v1 = aRevision({ postedAt: daysBefore(30) });
const v2 = aRevision({ version: 2, postedAt: daysBefore(3) });
const settled: Todo = aTodo({
  id: "t-1",
  state: "resolved",
  settledIn: 2,
  evidence: "diff",
  evidenceMessageId: v2.id,
  history: [{ state: "resolved", messageId: v2.id, text: "diff", at: v2.postedAt }],
});
const before: Todo = aTodo({
  text: "Settled long ago.",
  state: "answered",
  evidenceMessageId: "x@example.org",
  history: [{ state: "answered", messageId: "x@example.org", text: "", at: daysBefore(20) }],
});
const carried = aTodo({ id: "t-2", text: "Why not kfree_sensitive()?", state: "carried" });

function comment(view: ReturnType<typeof aSeriesView>, closing: string | null = null): string {
  const policy = aPolicy();
  const [unit] = issueUnits(view, policy);
  const event = newsOf(view, [v1.id]);
  return renderComment(unit!, policy, { event, occasion: event?.id ?? "close", closing });
}

test("a revision: what it settled, what is still open", () => {
  const view = aSeriesView({ revisions: [v1, v2], todos: [settled, before, carried] });
  expect(comment(view)).toMatchInlineSnapshot(`
    "**v2** was posted on 2025-02-21 ([mail](<https://lore.kernel.org/frob-dev/frob-v2-1@example.org/>)).

    Settled (1):
    - “This needs a Fixes: tag.” **resolved** in v2, see [mail](<https://lore.kernel.org/frob-dev/frob-v2-1@example.org/>): the code in question changed

    Still open (1):
    - “Why not kfree\\_sensitive()?” (still open in v2)
    <!-- patchtrail:comment=frob%2Dv2%2D1%40example.org -->"
  `);
});

test("an application, and a closing that names the mails for it", () => {
  const applied = {
    tree: "frob/next",
    commit: null,
    messageId: "applied@example.org",
    text: "Applied",
    revision: 2,
    messageIds: [],
    commits: [],
    at: daysBefore(1),
  };
  const view = aSeriesView({ revisions: [v1, v2], status: { applied }, todos: [settled, before] });
  expect(comment(view, "everything is settled (2 TODOs)")).toMatchInlineSnapshot(`
    "v2 was **applied** to frob/next on 2025-02-23 ([mail](<https://lore.kernel.org/frob-dev/applied@example.org/>)).

    Settled (2):
    - “This needs a Fixes: tag.” **resolved** in v2, see [mail](<https://lore.kernel.org/frob-dev/frob-v2-1@example.org/>): the code in question changed
    - “Settled long ago.” **answered**, see [mail](<https://lore.kernel.org/frob-dev/x@example.org/>)

    Closed: everything is settled (2 TODOs).
    <!-- patchtrail:comment=applied%40example.org -->"
  `);
});

test("what an older archive brings is no news, nor what was told", () => {
  const view = aSeriesView({ revisions: [v1, v2] });
  expect(newsOf(view, [v1.id])?.id).toBe(v2.id);
  expect(newsOf(view, [v2.id])).toBeNull();
  expect(newsOf(view, [v1.id, v2.id])).toBeNull();
  expect(newsOf(view, ["unknown@example.org"])).toBeNull();
});

test("of many only the first are named", () => {
  const todos = Array.from({ length: 8 }, () => aTodo({ state: "carried" }));
  const text = comment(aSeriesView({ revisions: [v1, v2], todos }));
  expect(text).toContain("Still open (8):");
  expect(text).toContain("- … and 3 more");
});
