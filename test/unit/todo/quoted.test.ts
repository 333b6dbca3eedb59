import { describe, expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import { quotedSentences } from "../../../src/todo/quoted.ts";
import { indexMails } from "../../../src/todo/situate.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";

type Options = Partial<Parameters<typeof mailOf>[0]>;
const seen = (id: string, from: typeof RITA) =>
  mailOf({ id, from, at: 2, pieces: [["text", "x"]] });

/** Who is quoted with which sentences in a reply of Mark's to a mail that is missing. */
function quoted(options: Options, others: readonly SeriesMail[] = [], references: string[] = []) {
  const made = mailOf({ id: "m", from: MARK, at: 9, parent: "lost", pieces: [], ...options });
  const mail = { ...made, message: { ...made.message, references } };
  const context = contextOf([{ ...revisionOf(1, 1, ["one"]), rfc: true }], [mail, ...others]);
  return quotedSentences(mail, context, indexMails(context)).map(({ person, inputs }) => [
    person.name,
    ...inputs.map(({ sentence }) => sentence.text),
  ]);
}
const WORDS = ["quote", "Please drop it. Or not.", RITA] as const;
const RITAS = ["Rita Reviewer", "Please drop it.", "Or not."];

describe("what a reply quotes of a missing mail", () => {
  test("is that person's, sentence by sentence", () => {
    expect(quoted({ pieces: [WORDS, ["text", "Yes."]] })).toEqual([RITAS]);
  });

  test("goes on below an answer for the same person", () => {
    const more = ["quote", "Please test it."] as const;
    expect(quoted({ pieces: [WORDS, ["text", "Yes."], more] })).toEqual([
      RITAS,
      ["Rita Reviewer", "Please test it."],
    ]);
    expect(quoted({ pieces: [more] })).toEqual([]);
  });

  test("is known as said to the author, or by them", () => {
    const of = (person: typeof RITA) => {
      const mail = mailOf({ id: "m", from: MARK, at: 9, pieces: [["quote", "Drop it.", person]] });
      const context = contextOf([{ ...revisionOf(1, 1, ["one"]), rfc: true }], [mail]);
      return quotedSentences(mail, context, new Map())[0]?.inputs[0];
    };
    expect(of(RITA)).toMatchObject({ byAuthor: false, toAuthor: true, rfc: true });
    expect(of(ALICE)).toMatchObject({ byAuthor: true, toAuthor: false });
  });

  test.each<[string, Options]>([
    ["in a patch", { pieces: [WORDS], role: "patch" }],
    ["of the writer", { pieces: [["quote", "Please drop it.", MARK]] }],
    ["of code", { pieces: [["quote", "@@ -1 +1 @@\n+\tfrob();", RITA]] }],
    ["of a diffstat", { pieces: [["quote", " frob.c | 12 +++", RITA]] }],
  ])("leaves out what is quoted %s", (_, options) => {
    expect(quoted(options)).toEqual([]);
  });
});

describe("words are found in their own mail where it is at hand", () => {
  test("as the one answered, whoever wrote it", () => {
    expect(quoted({ pieces: [WORDS], parent: "r1" }, [seen("r1", ALICE)])).toEqual([]);
  });

  test("as one farther up by that person", () => {
    expect(quoted({ pieces: [WORDS] }, [seen("r1", RITA)], ["r1"])).toEqual([]);
    expect(quoted({ pieces: [WORDS] }, [seen("r1", ALICE)], ["r1"])).toEqual([RITAS]);
    expect(quoted({ pieces: [WORDS] }, [seen("elsewhere", RITA)])).toEqual([RITAS]);
  });
});
