import { describe, expect, test } from "vitest";
import { collectTags, givenTags, isReviewed, namedPositions } from "../../../src/series/tags.ts";
import { aContext, aPatch, aReply, aRevision, BOB, MONDAY, DAY, someFacts } from "./builders.ts";

const LATER = MONDAY + 90 * DAY;
const three = aRevision("c", {
  cover: "c",
  total: 3,
  patches: [1, 2, 3].map((position) => aPatch(`p${position}`, { position })),
});
const TAG = "Reviewed-by: Bob Reviewer <bob@example.org>";

describe("namedPositions", () => {
  test.each([
    ["for the series", "all"],
    ["For the whole series:", "all"],
    ["for patches 1-3, 5", [1, 2, 3, 5]],
    ["for patch 2/7", [2]],
    ["Patches 1, 4 and 6:", [1, 4, 6]],
    ["for patches 5-3", null],
    ["# arch/widget", null],
    ["looks fine to me", null],
  ])("%s", (words, expected) => {
    const found = namedPositions(words);
    expect(found instanceof Set ? [...found] : found).toEqual(expected);
  });
});

describe("collectTags", () => {
  const counted = (body: string, fields: Parameters<typeof aReply>[2] = {}) =>
    collectTags(aContext([three], [aReply("r", body, fields)]), LATER).map(({ position, tags }) => [
      position,
      tags.map(({ token }) => token).join(" "),
    ]);

  test.each([
    ["on a patch", TAG, 2, [[2, "Reviewed-by"]]],
    [
      "on the cover",
      TAG,
      0,
      [
        [0, "Reviewed-by"],
        [1, "Reviewed-by"],
        [2, "Reviewed-by"],
        [3, "Reviewed-by"],
      ],
    ],
    [
      "on a patch, for the series",
      `For the series:\n\n${TAG}`,
      1,
      [
        [0, "Reviewed-by"],
        [1, "Reviewed-by"],
        [2, "Reviewed-by"],
        [3, "Reviewed-by"],
      ],
    ],
    [
      "on the cover, for some",
      `For patches 1-2:\n${TAG}`,
      0,
      [
        [1, "Reviewed-by"],
        [2, "Reviewed-by"],
      ],
    ],
    ["behind the person", `${TAG} # for patch 3`, 0, [[3, "Reviewed-by"]]],
    [
      "two at once",
      "Reviewed-and-tested-by: Bob Reviewer <bob@example.org>",
      1,
      [[1, "Reviewed-by Tested-by"]],
    ],
    ["quoted", `> ${TAG}\nfine`, 1, []],
    ["talked about", `I will add your ${TAG}`, 1, []],
    ["of nobody", "Acked-by: me", 1, []],
    ["other trailers", "Reported-by: Bob Reviewer <bob@example.org>", 1, []],
  ])("%s", (_, body, position, expected) => {
    expect(counted(body, { position })).toEqual(expected);
  });

  test("a robot's tag does not count", () => {
    expect(counted(TAG, { bot: true })).toEqual([]);
    expect(counted("Tested-by: widget test robot <robot@example.org>")).toEqual([]);
  });

  test("a tag on an older revision counts only where the author carried it", () => {
    const next = aRevision("d", { version: 2, patches: [aPatch("d")] });
    const carried = someFacts({
      trailers: [{ token: "Acked-by", value: "Bob Reviewer <bob@example.org>", person: BOB }],
    });
    const context = aContext([three, next], [aReply("r", TAG, { position: 1 })]);
    const mails = context.mails.map((mail) =>
      mail.message.messageId === "d" ? { ...mail, facts: carried } : mail,
    );
    expect(collectTags({ ...context, mails }, LATER)).toEqual([
      { position: 1, tags: [{ token: "Acked-by", person: BOB, messageId: "d" }] },
    ]);
  });

  test("a tag given to an older revision counts for a patch that did not change since", () => {
    const patch = (id: string, position: number, patchId: string) =>
      aPatch(id, { position, patchId });
    const v1 = aRevision("a", { total: 2, patches: [patch("a", 1, "x"), patch("b", 2, "y")] });
    const v2 = aRevision("c", {
      version: 2,
      total: 2,
      patches: [patch("c", 1, "new"), patch("d", 2, "x")],
    });
    const tagged = (position: number) =>
      collectTags(aContext([v1, v2], [aReply("r", TAG, { position })]), LATER);
    expect(tagged(1)).toEqual([
      { position: 2, tags: [{ token: "Reviewed-by", person: BOB, messageId: "r" }] },
    ]);
    expect(tagged(2)).toEqual([]);
    expect(tagged(0).map(({ position }) => position)).toEqual([2]);
  });

  test("one person's tag given twice counts once", () => {
    const context = aContext([three], [aReply("r1", TAG), aReply("r2", TAG)]);
    const tags = collectTags(context, LATER);
    expect(tags[0]?.tags).toHaveLength(1);
    expect(isReviewed(tags, 1)).toBe(true);
    expect(isReviewed(tags, 2)).toBe(false);
  });
});

test("a line of a megabyte is read in no time", () => {
  expect(givenTags(aReply("r", "Reviewed-by ".repeat(80_000)))).toEqual([]);
});

describe("givenTags", () => {
  const tokens = (line: string) => givenTags(aReply("r", line)).map(({ tag }) => tag.token);
  const WHO = "Bob Reviewer <bob@example.org>";

  test.each([
    [`Reviewed-by: ${WHO}`, ["Reviewed-by"]],
    [`Acked-by: ${WHO}`, ["Acked-by"]],
    [`Tested-by: ${WHO}`, ["Tested-by"]],
    [`Nacked-by: ${WHO}`, ["Nacked-by"]],
    [`NAKed-by: ${WHO}`, ["Nacked-by"]],
    [`reviewed-by ${WHO}`, ["Reviewed-by"]],
    [`Acked-and-tested-by: ${WHO}`, ["Acked-by", "Tested-by"]],
    [`- Acked-by: ${WHO}`, ["Acked-by"]],
    [`For the series: Acked-by: ${WHO}`, ["Acked-by"]],
    [`For your whole series, Acked-by: ${WHO}`, ["Acked-by"]],
    [`Please drop my Acked-by: ${WHO}`, []],
    [`"Acked-by: ${WHO}"`, []],
    [`You can add Acked-by: ${WHO}`, []],
    ["Acked-by: kernelci bot <bot@example.org>", []],
  ])("%s: %j", (line, expected) => {
    expect(tokens(line)).toEqual(expected);
  });

  test("the scope stands before the tag, behind the person, or right above", () => {
    const scope = (body: string) => {
      const found = givenTags(aReply("r", body))[0]?.scope;
      return found instanceof Set ? [...found] : found;
    };
    expect(scope(`For patch 2: Acked-by: ${WHO}`)).toEqual([2]);
    expect(scope(`Acked-by: ${WHO} (patches 1-2)`)).toEqual([1, 2]);
    expect(scope(`Acked-by: ${WHO} # patch 2`)).toEqual([2]);
    expect(scope("Acked-by: bob@example.org # patch 2")).toEqual([2]);
    expect(scope(`For patch 3:\n\nAcked-by: ${WHO}`)).toEqual([3]);
    expect(scope(`For patch 3:\nTested-by: ${WHO}\nAcked-by: ${WHO}`)).toEqual([3]);
    expect(scope(`For patch 3:\n\nFine.\n\nAcked-by: ${WHO}`)).toBeNull();
    expect(scope(`For patch 3:\n\n\n\nAcked-by: ${WHO}`)).toBeNull();
  });

  test("are given in replies alone", () => {
    expect(givenTags(aReply("r", TAG, { role: "patch" }))).toEqual([]);
  });
});

test("a review is a Reviewed-by or an Acked-by, no test", () => {
  const tagged = (line: string) =>
    isReviewed(collectTags(aContext([three], [aReply("r", line)]), LATER), 1);
  expect(tagged("Acked-by: Bob Reviewer <bob@example.org>")).toBe(true);
  expect(tagged("Tested-by: Bob Reviewer <bob@example.org>")).toBe(false);
});
