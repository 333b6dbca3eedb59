import { expect, test } from "vitest";
import type { SeriesView } from "../../../src/model/report.ts";
import { MAX_OUR_PART, renderOurPart } from "../../../src/report/issue-body.ts";
import { parseIssueMarker } from "../../../src/report/issue-marker.ts";
import { issueUnits } from "../../../src/report/issue-unit.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import { aPolicy } from "../../support/issue-policy.ts";
import { aRevision, aSeriesView, aTodo, daysBefore } from "../../support/views.ts";

const policy = aPolicy();
const view = aSeriesView({
  revisions: [aRevision({ slug: "frob", count: 3 })],
  todos: [
    aTodo({ id: "t-1", patch: 2, messageId: "why@example.org" }),
    aTodo({
      id: "t-2",
      text: "Please split this.",
      messageId: "review-2@example.org",
      state: "resolved",
      settledIn: 2,
      evidence: "v2: split",
      evidenceMessageId: "v2@example.org",
    }),
  ],
});

function render(view: SeriesView, room = MAX_OUR_PART): string {
  const [unit] = issueUnits(view, policy);
  if (unit === undefined) throw new Error("no unit");
  return renderOurPart(unit, policy, { room, told: ["frob-v1-0@example.org"], closing: null });
}

test("the body has marker, state, tasks with quote and link, and what settled the rest", () => {
  const body = render(view);
  expect(body).toMatchInlineSnapshot(`
    "<!-- patchtrail:issue=series/s-frob told=frob%2Dv1%2D0%40example.org -->
    **[frob: make the frobnicator frob](<https://lore.kernel.org/frob-dev/frob-v1-0@example.org/>)**, v1, 3 patches by Ada Author, posted 2025-02-14

    State: **under-review**. Next move: **reviewers**. Nobody has reviewed v1 yet.

    ### Still open (1)

    - [ ] “This needs a Fixes: tag.” <!-- patchtrail:todo=t-1 -->
      request by Rita Reviewer on [v1 2/3](<https://lore.kernel.org/frob-dev/why@example.org/>), 2025-02-15; open; Ada Author owes it

    <details>
    <summary>Settled (1)</summary>

    - “Please split this.”
      request by Rita Reviewer on [v1 1/3](<https://lore.kernel.org/frob-dev/review-2@example.org/>), 2025-02-15; **resolved** in v2, see [mail](<https://lore.kernel.org/frob-dev/v2@example.org/>): “v2: split”

    </details>

    <sub>Kept up to date by patchtrail from the mails linked. What stands outside this part, and a closed issue, stay as you leave them.</sub>
    <!-- patchtrail:end -->"
  `);
  expect(parseIssueMarker(body)).toEqual({
    subject: "series/s-frob",
    told: ["frob-v1-0@example.org"],
  });
});

test("a huge series folds its oldest settled TODOs first, then the oldest open ones", () => {
  const todos = Array.from({ length: 2_000 }, (_, index) =>
    aTodo({
      text: `Number ${index}: ${"word ".repeat(20)}`,
      raisedAt: daysBefore(3_000 - index),
      ...(index % 2 === 0 ? {} : { state: "resolved" as const }),
    }),
  );
  const body = render(aSeriesView({ todos }));
  expect(body.length).toBeLessThanOrEqual(MAX_OUR_PART);
  expect(body.length).toBeGreaterThan(MAX_OUR_PART - 3_000);
  expect(body).toContain("Number 1998:");
  expect(body).not.toContain("Number 0:");
  expect(body).not.toContain("Number 1999:");
  expect(body).toMatch(
    /### Still open \(1000\)\n\n- … and \d{3} older ones: `patchtrail series s-frob`/u,
  );
  const few = aSeriesView({ todos: todos.slice(0, 300) });
  expect(render(few)).toContain("Number 0:");
  expect(render(few)).toContain("Number 299:");
  expect(render(few)).not.toContain("Number 1:");
});

test("mail text is inert: it ends no marker, names nobody, refers to nothing", () => {
  const body = render(aHostileSeries());
  expect(body.match(/<!-- patchtrail:end -->/gu)).toHaveLength(1);
  const words = body.replaceAll(/\]\(<[^<>\s]*>\)/gu, "]");
  expect(words).not.toMatch(/@[a-z]|#\d|GH-\d|<script|:\/\/|(?!\n)\p{Cc}|\p{Bidi_Control}|\n# /u);
  expect(words.replaceAll(/<!-- patchtrail:[^>]+ -->/gu, "")).not.toMatch(/\b[0-9a-f]{7,40}\b/u);
});
