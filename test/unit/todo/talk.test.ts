import { describe, expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import type { Todo } from "../../../src/model/todo.ts";
import { buildLedger } from "../../../src/todo/ledger.ts";
import { PUT_OFF, readTalk, type Talk, wantsWords } from "../../../src/todo/talk.ts";
import { aTodo } from "../../support/views.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";

describe("wantsWords", () => {
  test.each([
    ["question", "Why is this needed?"],
    ["question", "Is it safe?"],
    ["request", "Is it safe?"],
    ["request", "Explain it, will you?"],
    ["question", "Could I drop it?"],
    ["question", "Doesn't it leak, maybe?"],
    ["question", "How could it leak?"],
  ] as const)("%s: %s", (kind, text) => {
    expect(wantsWords({ kind, text })).toBe(true);
  });

  test.each([
    ["question", "Could you drop it?"],
    ["question", "Maybe a mutex?"],
    ["question", "How about a mutex?"],
    ["question", "Can I ask to drop it?"],
    ["request", "Please drop it."],
    ["request", "Is it safe? Please check."],
    ["promise", "Shall I look at it?"],
    ["marker", "/* why? */"],
  ] as const)("a change, not words: %s: %s", (kind, text) => {
    expect(wantsWords({ kind, text })).toBe(false);
  });
});

test.each([
  ["later", true],
  ["in a follow-up", true],
  ["in another series", true],
  ["after this merge window", true],
  ["for now", true],
  ["TODO", true],
  ["now", false],
  ["in the next version", false],
])("%j puts off: %s", (words, is) => {
  expect(PUT_OFF.test(words)).toBe(is);
});

const ASK = "Please use a mutex instead of this spinlock in the frobnicator.";
const DAY = 86_400;

/** What the replies to Rita's words on Alice's patch come to: kind and words of each. */
function talkOn(
  replies: readonly SeriesMail[],
  fields: Partial<Todo> = {},
  options: { only?: boolean; from?: typeof RITA } = {},
): Partial<Record<keyof Talk, string>> {
  const { only = true, from = RITA } = options;
  const text = fields.text ?? ASK;
  const asked = mailOf({ id: "r1", from, at: 2, parent: "v1-1", pieces: [["text", text]] });
  const todo = aTodo({
    messageId: "r1",
    text,
    saidBy: from,
    ownerName: "Alice Author",
    ...fields,
  });
  const context = contextOf([revisionOf(1, 1, ["one"])], [asked, ...replies]);
  const talk = readTalk(todo, buildLedger(context, [todo]), only);
  return Object.fromEntries(
    Object.entries(talk).flatMap(([what, reply]) => (reply === null ? [] : [[what, reply.text]])),
  );
}
const say = (
  from: typeof RITA | null,
  text: string,
  to: { id: string; words: string } | null = { id: "r1", words: ASK },
  fields: Partial<Parameters<typeof mailOf>[0]> = {},
): SeriesMail =>
  mailOf({
    id: "a1",
    from,
    at: 3 * DAY,
    parent: to?.id ?? "r1",
    pieces: [...(to === null ? [] : [["quote", to.words, RITA] as const]), ["text", text]],
    ...fields,
  });

describe("replies to a request", () => {
  test.each<[words: string, means: Partial<Record<keyof Talk, string>>]>([
    ["Done.", { claimed: "Done." }],
    ["Good catch.", { agreed: "Good catch." }],
    ["I'll use one.", { agreed: "I'll use one." }],
    ["It runs in interrupts.", { argued: "It runs in interrupts." }],
    ["I'd rather not.", { argued: "I'd rather not." }],
    ["I will do that in a follow-up.", { putOff: "I will do that in a follow-up." }],
    ["Where?", {}],
  ])("of the author: %s", (words, means) => {
    expect(talkOn([say(ALICE, words)])).toEqual(means);
  });

  test.each<[words: string, means: Partial<Record<keyof Talk, string>>]>([
    ["Done.", {}],
    ["Good catch.", {}],
    ["I'll send one.", { agreed: "I'll send one." }],
    ["I will do that in a follow-up.", { agreed: "I will do that in a follow-up." }],
    ["It runs in interrupts.", { argued: "It runs in interrupts." }],
  ])("of somebody else: %s", (words, means) => {
    expect(talkOn([say(MARK, words)])).toEqual(means);
  });

  test("of who owns it by name, or of whom the archive hides, are the owner's", () => {
    expect(talkOn([say(MARK, "Done.")], { ownerName: "mark maintainer" })).toEqual({
      claimed: "Done.",
    });
    expect(talkOn([say(null, "Done.")])).toEqual({ claimed: "Done." });
  });

  test("of robots say nothing", () => {
    expect(talkOn([say(ALICE, "Done.", undefined, { bot: true })])).toEqual({});
  });

  test("the first word of a kind counts, by time and not by arrival", () => {
    const first = say(ALICE, "Fixed it.", undefined, { id: "z", at: 3 * DAY });
    const second = say(ALICE, "Done.", undefined, { id: "b", at: 4 * DAY });
    expect(talkOn([second, first])).toEqual({ claimed: "Fixed it." });
    const same = { ...second, message: { ...second.message, sentAt: 3 * DAY } };
    expect(talkOn([first, same])).toEqual({ claimed: "Done." });
  });

  test("without a quote they answer only a mail that holds nothing else", () => {
    expect(talkOn([say(ALICE, "Done.", null)])).toEqual({ claimed: "Done." });
    expect(talkOn([say(ALICE, "Done.", null)], {}, { only: false })).toEqual({});
  });

  test("further down the thread they answer what they quote", () => {
    const between = say(MARK, "Please see the other thread too.", null, { id: "m1" });
    const quoting = say(ALICE, "Done.", { id: "m1", words: ASK }, { id: "a2", at: 4 * DAY });
    const plain = mailOf({
      id: "a2",
      from: ALICE,
      at: 4 * DAY,
      parent: "m1",
      pieces: [["text", "Done."]],
    });
    expect(talkOn([between, quoting])).toMatchObject({ claimed: "Done." });
    expect(talkOn([between, plain])).not.toHaveProperty("claimed");
  });
});

describe("an argument", () => {
  const why = "It runs in interrupt context, so a mutex is not possible here.";
  const argued = say(ALICE, why);
  const word = (text: string, from = RITA) =>
    say(from, text, { id: "a1", words: why }, { id: "r2", at: 4 * DAY });

  test.each<[string, Partial<Record<keyof Talk, string>>]>([
    ["Fair enough.", { argued: why, accepted: "Fair enough." }],
    ["I'll live with it.", { argued: why, accepted: "I'll live with it." }],
    ["I don't think so.", {}],
    ["Where?", {}],
    ["It is called from probe.", { argued: why }],
  ])("to which the asker says: %s", (text, means) => {
    expect(talkOn([argued, word(text)])).toEqual(means);
  });

  test("is accepted by the asker alone", () => {
    expect(talkOn([argued, word("Fair enough.", MARK)])).toEqual({ argued: why });
  });
});

describe("the asker", () => {
  test.each(["Never mind, it is fine.", "Please ignore that.", "I was wrong.", "My mistake."])(
    "takes it back: %s",
    (text) => {
      expect(talkOn([say(RITA, text)])).toEqual({ answered: text });
    },
  );

  test("does not answer themselves", () => {
    expect(talkOn([say(RITA, "Done.")])).toEqual({});
    expect(talkOn([say(RITA, "Never mind.", null)])).toEqual({});
  });

  test("takes back what was argued", () => {
    const argued = say(ALICE, "It runs in interrupts.");
    const back = say(RITA, "Never mind.", undefined, { id: "r2", at: 4 * DAY });
    expect(talkOn([argued, back])).toEqual({ answered: "Never mind." });
  });
});

describe("a question", () => {
  const text = "Why does the frobnicator need this spinlock at all?";
  const to = { id: "r1", words: text };
  const question = { kind: "question", text } as const;

  test.each(["It runs in interrupts.", "No.", "Good question."])("is answered by %s", (words) => {
    expect(talkOn([say(ALICE, words, to)], question)).toEqual({ answered: words });
    expect(talkOn([say(MARK, words, to)], question)).toEqual({ answered: words });
  });

  test("is not answered by another, nor by what will be done", () => {
    expect(talkOn([say(ALICE, "Where?", to)], question)).toEqual({});
    expect(talkOn([say(ALICE, "I'll drop it.", to)], question)).toEqual({
      agreed: "I'll drop it.",
    });
  });

  test("that means a change is taken on by a yes", () => {
    const wish = "Could you use a mutex in the frobnicator instead?";
    const reply = say(ALICE, "Sure.", { id: "r1", words: wish });
    expect(talkOn([reply], { kind: "question", text: wish })).toEqual({ agreed: "Sure." });
  });

  test("of the author is answered by whoever agrees", () => {
    const own = "Could we use a mutex in the frobnicator instead?";
    const reply = say(RITA, "Sure.", { id: "r1", words: own });
    expect(talkOn([reply], { kind: "request", text: own }, { from: ALICE })).toEqual({
      answered: "Sure.",
    });
  });
});

describe.each(["promise", "gap"] as const)("a %s", (kind) => {
  const text = "Handling unplug in the frobnicator is left for a later time.";
  const to = { id: "r1", words: text };
  const own = { kind, text } as const;

  test("moves only when who owns it says that it is done", () => {
    expect(talkOn([say(ALICE, "Done.", to)], own)).toEqual({ claimed: "Done." });
    expect(talkOn([say(MARK, "Done.", to)], own)).toEqual({});
    expect(talkOn([say(ALICE, "I'd rather not.", to)], own)).toEqual({});
  });
});

test("a polite request that is explained is answered, an argument against it is none", () => {
  const wish = "Could you use a mutex in the frobnicator instead?";
  const reply = (words: string) => say(ALICE, words, { id: "r1", words: wish });
  const asked = { kind: "request", text: wish } as const;
  expect(talkOn([reply("It runs in interrupts.")], asked)).toEqual({
    answered: "It runs in interrupts.",
  });
  expect(talkOn([reply("I'd rather not.")], asked)).toEqual({ argued: "I'd rather not." });
  const order = "Please use a mutex in the frobnicator.";
  const told = say(ALICE, "It runs in interrupts.", { id: "r1", words: order });
  expect(talkOn([told], { kind: "request", text: order })).toEqual({
    argued: "It runs in interrupts.",
  });
});
