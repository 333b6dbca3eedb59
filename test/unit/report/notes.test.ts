import { expect, test } from "vitest";
import type { PatchTag } from "../../../src/model/series.ts";
import { placeSeries } from "../../../src/report/digest-place.ts";
import { appliedNote, notesFor, reviewNote } from "../../../src/report/notes.ts";
import { aDigestInput, aPerson, aRevision, aSeriesView, daysBefore } from "../../support/views.ts";

const tag = (token: PatchTag["token"], name: string): PatchTag => ({
  token,
  person: aPerson(name),
  messageId: "tag@example.org",
});

test.each([
  [[], null],
  [[{ position: 1, tags: [tag("Tested-by", "Tim")] }], null],
  [[{ position: 1, tags: [tag("Reviewed-by", "Ben")] }], "1 of 2 patches reviewed"],
  [
    [
      { position: 1, tags: [tag("Reviewed-by", "Ben")] },
      { position: 2, tags: [tag("Acked-by", "Ben")] },
    ],
    "reviewed by Ben",
  ],
  [
    [
      { position: 1, tags: [tag("Reviewed-by", "Ben"), tag("Acked-by", "Mia")] },
      { position: 2, tags: [tag("Acked-by", "Ben")] },
    ],
    "reviewed by Ben and 1 more",
  ],
])("tags %j are told as %j", (tags, note) => {
  const view = aSeriesView({ revisions: [aRevision({ count: 2 })], status: { tags } });
  expect(reviewNote(view)).toBe(note);
});

test.each([
  [{ tree: null, commit: null, messageIds: [] }, "applied"],
  [
    { tree: "frob/next", commit: "0123456789abcdef", messageIds: [] },
    "applied to frob/next as 0123456789ab",
  ],
  [{ tree: null, commit: null, messageIds: ["frob-v1-2@example.org"] }, "applied, 1 of 2 patches"],
  [
    {
      tree: "frob/next",
      commit: "0123456789abcdef",
      messageIds: ["frob-v1-1@example.org", "frob-v1-2@example.org", "frob-v0-1@example.org"],
      commits: ["frob-v1-1@example.org", "frob-v1-2@example.org", "frob-v0-1@example.org"].map(
        (messageId) => ({
          messageId,
          commit: "0123456789abcdef",
          tree: "frob/next",
          how: "patch-id" as const,
          at: 0,
        }),
      ),
    },
    "applied to frob/next as 0123456789ab and 1 more",
  ],
])("an application %j is told as %j", (fields, note) => {
  const applied = {
    messageId: "m@example.org",
    text: "",
    revision: 1,
    commits: [],
    at: 0,
    ...fields,
  };
  const view = aSeriesView({ revisions: [aRevision({ count: 2 })], status: { applied } });
  expect(appliedNote(view)).toBe(note);
});

test("of an older revision it says which", () => {
  const applied = {
    tree: "frob/next",
    commit: null,
    messageId: "m@example.org",
    text: "",
    revision: 1,
    messageIds: ["frob-v1-1@example.org"],
    commits: [],
    at: 0,
  };
  const revisions = [aRevision({ count: 2 }), aRevision({ version: 2 })];
  const view = aSeriesView({ revisions, status: { applied } });
  expect(appliedNote(view)).toBe("v1 applied to frob/next, 1 of 2 patches");
  const partly = aRevision({ count: 1, slug: "seen", version: 3, total: 5 });
  const seen = { ...applied, revision: 3, messageIds: ["seen-v3-1@example.org"] };
  const rest = aSeriesView({ revisions: [...revisions, partly], status: { applied: seen } });
  expect(appliedNote(rest)).toBe("applied to frob/next, all seen, 1 of 5 patches");
});

test("a re-roll says how it grew; a resend, that it is one; a late start, what is missing", () => {
  const notes = (revisions: ReturnType<typeof aRevision>[]) => {
    const input = aDigestInput([aSeriesView({ revisions })]);
    return notesFor(placeSeries(input)[0]!, input);
  };
  const old = aRevision({ postedAt: daysBefore(30), count: 2 });
  const now = { version: 2, postedAt: daysBefore(2) };
  expect(notes([old, aRevision({ ...now, count: 5 })])).toEqual(["3 patches more"]);
  expect(notes([old, aRevision({ ...now })])).toEqual(["1 patch fewer"]);
  expect(notes([old, aRevision({ ...now, count: 2, resend: true })])).toEqual(["sent again"]);
  expect(notes([aRevision(now)])).toEqual(["earlier revisions not seen"]);
});
