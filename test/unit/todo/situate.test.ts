import { describe, expect, test } from "vitest";
import type { SentenceContext } from "../../../src/todo/scorer.ts";
import { answeredPerson, indexMails, sentencesOf } from "../../../src/todo/situate.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";

type Options = Partial<Parameters<typeof mailOf>[0]>;
const posted = mailOf({ id: "v1-1", from: ALICE, at: 1, role: "patch", pieces: [["text", "x"]] });

/** The sentences of a review by Rita of Alice's patch, unless told otherwise. */
function situate(pieces: Options["pieces"], options: Options = {}): SentenceContext[] {
  const mail = mailOf({
    id: "r1",
    from: RITA,
    at: 2,
    parent: "v1-1",
    pieces: pieces ?? [],
    ...options,
  });
  const context = contextOf([{ ...revisionOf(1, 1, ["one"]), rfc: true }], [posted, mail]);
  return sentencesOf(mail, context, indexMails(context));
}
const HUNK = "@@ -1 +1 @@\n+\tfrob(dev);";

describe("a sentence", () => {
  test("knows its neighbours and its place in block and mail, across blocks", () => {
    const found = situate([
      ["text", "One. Two."],
      ["quote", "x", ALICE],
      ["text", "Three."],
    ]);
    expect(
      found.map(({ sentence, previous, next, ...place }) => [
        previous?.text ?? null,
        sentence.text,
        next?.text ?? null,
        `${place.blockIndex} of ${place.blockLength}`,
        `${place.mailIndex} of ${place.mailLength}`,
      ]),
    ).toEqual([
      [null, "One.", "Two.", "0 of 2", "0 of 3"],
      ["One.", "Two.", "Three.", "1 of 2", "1 of 3"],
      ["Two.", "Three.", null, "0 of 1", "2 of 3"],
    ]);
  });

  test("is not taken from quotes, diffs, trailers and changelogs", () => {
    const found = situate([
      ["quote", "Quoted.", ALICE],
      ["diff", "+\tAdded."],
      ["trailers", "Reviewed-by: Rita"],
      ["changelog", "Changed."],
      ["commit-message", "Said."],
    ]);
    expect(found.map(({ sentence, blockKind }) => [sentence.text, blockKind])).toEqual([
      ["Said.", "commit-message"],
    ]);
  });

  test("carries what its mail is", () => {
    const [one] = situate([["text", "One."]], { bot: true, role: "cover" });
    expect(one).toMatchObject({ bot: true, role: "cover", rfc: true });
  });

  test("beyond a bound is not read", () => {
    expect(
      situate([
        ["text", "One. ".repeat(300)],
        ["text", "One. ".repeat(400)],
      ]),
    ).toHaveLength(600);
  });
});

describe("what a sentence stands under", () => {
  const under = (pieces: NonNullable<Options["pieces"]>) => {
    const last = situate(pieces).at(-1);
    return [last?.quotedAbove, last?.belowHunk];
  };

  test.each<[string, NonNullable<Options["pieces"]>, unknown]>([
    ["nothing", [["text", "Why?"]], ["", false]],
    [
      "a hunk",
      [
        ["quote", HUNK, ALICE],
        ["text", "Why?"],
      ],
      ["+\tfrob(dev);", true],
    ],
    [
      "talk",
      [
        ["quote", "Is it?\n\n", ALICE],
        ["text", "Why?"],
      ],
      ["Is it?", false],
    ],
    [
      "an attribution between",
      [
        ["quote", HUNK, ALICE],
        ["attribution", "On Monday Ada wrote:"],
        ["text", "Why?"],
      ],
      ["+\tfrob(dev);", true],
    ],
    [
      "a blank between",
      [
        ["quote", HUNK, ALICE],
        ["text", "\n"],
        ["text", "Why?"],
      ],
      ["+\tfrob(dev);", true],
    ],
    [
      "other words between",
      [
        ["quote", HUNK, ALICE],
        ["text", "Hm."],
        ["text", "Why?"],
      ],
      ["", false],
    ],
    [
      "a hunk below",
      [
        ["text", "Why?"],
        ["quote", HUNK, ALICE],
      ],
      ["", false],
    ],
  ])("%s", (_, pieces, expected) => {
    expect(under(pieces)).toEqual(expected);
  });

  test("is a hunk only near it: the last forty lines of a quote", () => {
    const far = (lines: number) => `+\tfrob(dev);\n${"talk\n".repeat(lines - 1)}talk`;
    expect(
      under([
        ["quote", far(39), ALICE],
        ["text", "Why?"],
      ]),
    ).toEqual(["talk", true]);
    expect(
      under([
        ["quote", far(40), ALICE],
        ["text", "Why?"],
      ]),
    ).toEqual(["talk", false]);
  });

  test.each([
    ["Still to do:\n- handle suspend", "Still to do:"],
    ["Still to do\n-----------\n- handle suspend", "Still to do"],
    ["Still to do:\n- handle resume\n- handle suspend", "Still to do:"],
    ["Still to do\n- handle suspend", ""],
    ["Still to do:\nhandle suspend", ""],
  ])("heading of %j: %j", (text, heading) => {
    expect(situate([["text", text]]).at(-1)?.heading).toBe(heading);
  });
});

describe("who speaks to whom", () => {
  const roles = (options: Options) => {
    const [one] = situate([["text", "One."]], options);
    return one?.byAuthor === true ? "author" : one?.toAuthor === true ? "to author" : "aside";
  };

  test.each<[string, Options, string]>([
    ["a reviewer of the patch", {}, "to author"],
    ["the author", { from: ALICE }, "author"],
    ["who posts a patch", { from: MARK, role: "patch" }, "author"],
    ["a reviewer who answers an unseen mail", { parent: "lost" }, "aside"],
  ])("%s", (_, options, role) => {
    expect(roles(options)).toBe(role);
  });

  test("whom a mail answers is told by its parent, else by its first quote", () => {
    const answer = (parent: string) => {
      const pieces = [
        ["quote", "Why?"],
        ["quote", "Why not?", MARK],
        ["text", "So."],
      ] as const;
      const mail = mailOf({ id: "r1", from: RITA, at: 2, parent, pieces });
      return answeredPerson(mail, indexMails(contextOf([], [posted, mail])));
    };
    expect(answer("v1-1")).toEqual(ALICE);
    expect(answer("lost")).toEqual(MARK);
  });

  test("of a deeper quote, or of none, nobody can be told", () => {
    const mail = mailOf({ id: "r1", from: RITA, at: 2, pieces: [["quote", "Why?", MARK]] });
    const deeper = { ...mail, blocks: mail.blocks.map((block) => ({ ...block, depth: 2 })) };
    expect(answeredPerson(deeper, new Map())).toBeNull();
    expect(answeredPerson({ ...mail, blocks: [] }, new Map())).toBeNull();
  });
});
