import { expect, test } from "vitest";
import {
  issueTitle,
  MAX_ISSUE_BODY,
  renderIssueBody,
  seriesOfBody,
} from "../../../src/report/issue-body.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../support/views.ts";

const policy = {
  list: "frob-dev",
  minConfidence: 0.6,
  minAgeDays: 14,
  labels: [],
  linkTemplate: "https://lore.kernel.org/{list}/{id}/",
  asOf: NEXT_MONDAY,
};
const view = aSeriesView({
  revisions: [aRevision({ slug: "frob", count: 3 })],
  todos: [
    aTodo({ id: "t-1", patch: 2, messageId: "why@example.org" }),
    aTodo({
      id: "t-2",
      text: "Please split this.",
      state: "resolved",
      settledIn: 2,
      evidence: "v2: split",
      evidenceMessageId: "v2@example.org",
    }),
  ],
});

test("the body has marker, state, tasks with quote and link, and what settled the rest", () => {
  const body = renderIssueBody(view, policy, null);
  expect(body).toMatchInlineSnapshot(`
    "<!-- patchtrail:series=s-frob -->
    **[frob: make the frobnicator frob](<https://lore.kernel.org/frob-dev/frob-v1-0@example.org/>)**, v1, 3 patches by Ada Author, posted 2025-02-14

    State: **under-review**. Next move: **reviewers**. Nobody has reviewed v1 yet.

    ### Still open (1)

    - [ ] “This needs a Fixes: tag.” <!-- patchtrail:todo=t-1 -->
      request by Rita Reviewer on [v1 2/3](<https://lore.kernel.org/frob-dev/why@example.org/>), 2025-02-15; open; Ada Author owes it

    ### Settled (1)

    - “Please split this.”
      request by Rita Reviewer on [v1 1/3](<https://lore.kernel.org/frob-dev/review-2@example.org/>), 2025-02-15; **resolved** in v2, see [mail](<https://lore.kernel.org/frob-dev/v2@example.org/>): “v2: split”

    <sub>Kept up to date by patchtrail from the mails linked. What stands outside this part, and a closed issue, stay as you leave them.</sub>
    <!-- patchtrail:end -->"
  `);
  expect(seriesOfBody(body)).toBe("s-frob");
});

test("words of people around our part stay, and the boxes they ticked", () => {
  const first = `Hello\r\n\r\n${renderIssueBody(view, policy, null).replace("- [ ]", "- [x]")}\r\n\r\nBye`;
  const body = renderIssueBody(view, policy, first);
  expect(body.startsWith("Hello\n\n<!-- patchtrail:series=s-frob -->")).toBe(true);
  expect(body.endsWith("<!-- patchtrail:end -->\n\nBye")).toBe(true);
  expect(body).toContain("- [x] “This needs a Fixes: tag.”");
  expect(renderIssueBody(view, policy, body)).toBe(body);
});

test("where people removed our part it is put below their words", () => {
  expect(renderIssueBody(view, policy, "Only mine.")).toMatch(/^Only mine\.\n\n<!-- patchtrail/u);
});

test("a huge series folds its oldest TODOs into a count and stays below the limit", () => {
  const todos = Array.from({ length: 2_000 }, (_, index) =>
    aTodo({ text: `Number ${index}: ${"word ".repeat(100)}`, raisedAt: daysBefore(3_000 - index) }),
  );
  const body = renderIssueBody(aSeriesView({ todos }), policy, "Mine.");
  expect(body.length).toBeLessThanOrEqual(MAX_ISSUE_BODY);
  expect(body.length).toBeGreaterThan(MAX_ISSUE_BODY - 3_000);
  expect(body).toContain("Number 1999:");
  expect(body).not.toContain("Number 0:");
  expect(body).toMatch(/- … and 1,\d{3} older ones: `patchtrail series s-frob`/u);
});

test("mail text is inert: it ends no marker, names nobody, refers to nothing", () => {
  const body = renderIssueBody(aHostileSeries(), policy, null);
  expect(body.match(/<!-- patchtrail:end -->/gu)).toHaveLength(1);
  const words = body.replaceAll(/\]\(<[^<>\s]*>\)/gu, "]");
  expect(words).not.toMatch(/@[a-z]|#\d|GH-\d|<script|:\/\/|(?!\n)\p{Cc}|\p{Bidi_Control}|\n# /u);
  expect(words.replaceAll(/<!-- patchtrail:\S+ -->/gu, "")).not.toMatch(/\b[0-9a-f]{7,40}\b/u);
});

test.each([
  ["v7", "frob: one", "[v7] frob: one"],
  ["RFC v1", "frob: fix @all #1", "[RFC v1] frob: fix @\u200ball #\u200b1"],
])("a title of %s and %s", (label, title, expected) => {
  expect(issueTitle(label, title)).toBe(expected);
});

test("titles stay far below GitHub's 256 characters", () => {
  expect(issueTitle("v1", "@".repeat(10_000)).length).toBeLessThanOrEqual(256);
});
