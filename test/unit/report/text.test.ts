import { expect, test } from "vitest";
import { buildDigest } from "../../../src/report/digest.ts";
import { displayWidth } from "../../../src/report/layout.ts";
import { changeOf, DIGEST_COLUMNS, renderDigestText } from "../../../src/report/text.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import {
  aDigestInput,
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
} from "../../support/views.ts";

const reRoll = () =>
  aSeriesView({
    id: "s-re",
    revisions: [
      aRevision({ slug: "re", count: 2, postedAt: daysBefore(21) }),
      aRevision({ slug: "re", version: 2, count: 3, postedAt: daysBefore(4) }),
    ],
    status: {
      state: "changes-requested",
      nextMove: "author",
      nextMoveReason: "Ben Reviewer asked for changes on v2 2/3.",
      lastActivityAt: daysBefore(1),
    },
    todos: [
      aTodo({
        text: "why not use kfree_sensitive()?",
        kind: "question",
        saidBy: aPerson("Ben Reviewer"),
        raisedAt: daysBefore(19),
        messageId: "q@example.org",
        state: "resolved",
        settledIn: 2,
        history: [{ state: "resolved", messageId: "m", text: "", at: daysBefore(4) }],
      }),
      aTodo({
        text: "The log stuff is TBD and I'll figure it out later.",
        kind: "promise",
        owner: "writer",
        ownerName: "Ada Author",
        saidBy: aPerson("Ada Author"),
        patch: 2,
        raisedAt: daysBefore(18),
        messageId: "p@example.org",
        state: "carried",
      }),
    ],
  });

test("a digest reads like this", () => {
  expect(renderDigestText(buildDigest(aDigestInput([reRoll()])))).toMatchInlineSnapshot(`
    "frob-dev: week 2025-W08
    Monday 17 to Sunday 23 February 2025
    ========================================================================

      Mails       412  from 96 people
      New series    0
      Re-rolled     1
      Accepted      0
      Open TODOs    1  +1 over the week (0 raised, 1 settled)


    RE-ROLLED (1)
    ------------------------------------------------------------------------

    * frob: make the frobnicator frob
      v2, 3 patches, Ada Author, posted 4 days ago, last mail 1 day ago,
      1 patch more
      -> author: Ben Reviewer asked for changes on v2 2/3.
      https://lore.kernel.org/frob-dev/re-v2-0@example.org/
      [x] "why not use kfree_sensitive()?"
          Ben Reviewer asked on v1 1/2, 19 days ago; settled in v2
          https://lore.kernel.org/frob-dev/q@example.org/
      [ ] "The log stuff is TBD and I'll figure it out later."
          Ada Author promised it on v1 2/2, 18 days ago; still open in v2
          https://lore.kernel.org/frob-dev/p@example.org/


    -- 
    Ages are counted to the end of the week (Sunday, 24:00 UTC). [x] settled
    this week, [ ] still open. What is waiting and what is open is read out
    of the mails by a program: where it errs, the mail linked is right.
    "
  `);
});

test("no line is wider than 72 columns, but links and commands", () => {
  const wide = aSeriesView({
    id: "s-wide",
    revisions: [aRevision({ title: "漢字のタイトル、".repeat(20) })],
  });
  const many = Array.from({ length: 30 }, (_, index) => aSeriesView({ id: `s-${index}` }));
  const text = renderDigestText(
    buildDigest(aDigestInput([reRoll(), wide, aHostileSeries(), ...many])),
  );
  const over = text.split("\n").filter((line) => displayWidth(line) > DIGEST_COLUMNS);
  expect(over.filter((line) => !/^ +(?:https:\/\/\S+|patchtrail .*)$/u.test(line))).toEqual([]);
});

test("text of mails is inert", () => {
  const text = renderDigestText(buildDigest(aDigestInput([aHostileSeries()])));
  expect(text).not.toMatch(UNSAFE_TEXT);
  expect(text).toContain("␛[31mred");
  expect(text).not.toMatch(/^# head/mu);
  expect(text.length).toBeLessThan(6_000);
});

test("a week without anything says so", () => {
  expect(renderDigestText(buildDigest(aDigestInput([])))).toContain("Nothing moved");
});

test.each([
  [0, "no change"],
  [1200, "+1,200"],
  [-3, "-3"],
])("a change of %i is %s", (change, text) => {
  expect(changeOf(change)).toBe(text);
});
