import { describe, expect, test } from "vitest";
import { findTodos, joinFinds } from "../../../src/todo/find.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";
import { inputOf } from "./build-input.ts";

const REVISION = revisionOf(1, 100, ["one", "two", "three"]);
const HUNK = "+\tint ret = do_thing(dev);\n+\treturn ret;";

function reviewOf(text: string, from = RITA, options: { bot?: boolean; position?: number } = {}) {
  const mail = mailOf({
    id: "r1",
    from,
    at: 200,
    parent: "v1-1",
    pieces: [
      ["quote", HUNK, ALICE],
      ["text", text],
    ],
    ...options,
  });
  return findTodos(contextOf([REVISION], [mail]));
}

describe("findTodos", () => {
  test.each([
    ["Please add a Fixes: tag.", "request"],
    ["Can you split this into two patches?", "request"],
    ["s/recieve/receive/", "request"],
    ["Why is this lock needed?", "question"],
    ["I will send a follow-up patch for that next week.", "promise"],
    ["Error handling is TBD.", "gap"],
  ])("finds %j as %s", (text, kind) => {
    expect(reviewOf(text).map((todo) => [todo.text, todo.kind])).toEqual([[text, kind]]);
  });

  test.each([
    "Looks good to me.",
    "Reviewed-by: Rita Reviewer <rita@example.com>",
    "Applied to for-next, thanks.",
    "Thanks for doing this.",
    "Comments welcome.",
    "Please review.",
    "Hopefully that is the explanation you are looking for? :-)",
  ])("does not take %j", (text) => {
    expect(reviewOf(text)).toEqual([]);
  });

  test("takes nothing that bots say", () => {
    expect(reviewOf("Please add a Fixes: tag.", RITA, { bot: true })).toEqual([]);
  });

  test("says who owns it", () => {
    const [request] = reviewOf("Please add a Fixes: tag.");
    expect(request).toMatchObject({
      owner: "patch-author",
      ownerName: "Alice Author",
      saidBy: RITA,
      raisedOn: 1,
      patch: 1,
    });
    const [promise] = reviewOf("I will send a follow-up patch for that next week.", MARK);
    expect(promise).toMatchObject({ owner: "writer", ownerName: "Mark Maintainer" });
  });

  test("takes the patch that the sentence names before that of the thread", () => {
    expect(reviewOf("Please move this hunk to patch 3.")[0]?.patch).toBe(3);
    expect(reviewOf("Please drop this, see 2/3.")[0]?.patch).toBe(2);
    expect(reviewOf("Please squash this into patch 9.")[0]?.patch).toBe(1);
  });

  test("a number of two digits names its patch as well", () => {
    const titles = Array.from({ length: 12 }, (_, at) => `part ${at + 1}`);
    const mail = mailOf({
      id: "r1",
      from: RITA,
      at: 200,
      parent: "v1-1",
      pieces: [["text", "Please move this hunk to patch 12."]],
    });
    const [todo] = findTodos(contextOf([revisionOf(1, 100, titles)], [mail]));
    expect(todo?.patch).toBe(12);
  });

  test("who is called by name and reads along owns what is asked of them", () => {
    const mail = mailOf({
      id: "r1",
      from: RITA,
      at: 200,
      parent: "v1-1",
      pieces: [["text", "Mark, could you add a test for this?"]],
    });
    const owned = (cc: readonly (typeof MARK)[]) =>
      findTodos(
        contextOf([REVISION], [{ ...mail, message: { ...mail.message, to: [], cc: [...cc] } }]),
      )[0];
    expect(owned([MARK])).toMatchObject({ owner: "other", ownerName: "Mark Maintainer" });
    expect(owned([])).toMatchObject({ owner: "patch-author", ownerName: "Alice Author" });
  });

  test("gives ids that depend on mail and words alone", () => {
    expect(reviewOf("Please add a Fixes: tag.")[0]?.id).toMatch(/^t[0-9a-f]{10}$/);
    expect(reviewOf("Please add a Fixes: tag.")[0]?.id).toBe(
      reviewOf("Please add a Fixes: tag.\n\nLooks good otherwise.")[0]?.id,
    );
  });

  test("gives quoted words to the person quoted when their mail is missing", () => {
    const mail = mailOf({
      id: "r1",
      from: MARK,
      at: 200,
      parent: "unseen",
      pieces: [
        ["quote", "The log part is TBD and I'll figure it out later.", RITA],
        ["text", "That is what the firmware gives us."],
      ],
    });
    const todos = findTodos(contextOf([REVISION], [mail]));
    expect(todos).toHaveLength(1);
    expect(todos[0]).toMatchObject({
      messageId: "r1",
      kind: "promise",
      saidBy: RITA,
      ownerName: "Rita Reviewer",
    });
  });

  test("a quote of a mail at hand is the same TODO, not a second one", () => {
    const words = "Please add a Fixes: tag.";
    const asked = mailOf({
      id: "r1",
      from: RITA,
      at: 200,
      parent: "v1-1",
      pieces: [["text", words]],
    });
    const quoting = mailOf({
      id: "r2",
      from: ALICE,
      at: 300,
      parent: "r1",
      pieces: [
        ["quote", words, RITA],
        ["text", "Good point."],
      ],
    });
    const todos = findTodos(contextOf([REVISION], [quoting, asked])).filter(
      ({ text }) => text === words,
    );
    expect(todos.map(({ messageId, repeatedIn }) => [messageId, repeatedIn])).toEqual([
      ["r1", ["r2"]],
    ]);
  });

  test("what the same person asks again is one TODO", () => {
    const ask = (id: string, at: number, text: string) =>
      mailOf({ id, from: RITA, at, parent: "v1-1", pieces: [["text", text]] });
    const todos = findTodos(
      contextOf(
        [REVISION],
        [
          ask(
            "b",
            300,
            "You should really drop the unused frobnicate helper from the header file.",
          ),
          ask("a", 200, "Please drop the unused frobnicate helper from the header file."),
        ],
      ),
    );
    expect(todos.map(({ messageId, repeatedIn }) => [messageId, repeatedIn])).toEqual([
      ["a", ["b"]],
    ]);
  });

  test("takes markers out of added lines", () => {
    const patch = mailOf({
      id: "v1-1",
      from: ALICE,
      at: 100,
      role: "patch",
      pieces: [["commit-message", "Adds it."]],
      markers: [{ path: "a.c", line: 7, text: "/* TODO: retry */" }],
    });
    const undated = { ...patch.message, sentAt: null, receivedAt: 150 };
    expect(findTodos(contextOf([REVISION], [{ ...patch, message: undated }]))).toMatchObject([
      { kind: "marker", raisedAt: 150 },
    ]);
    expect(findTodos(contextOf([REVISION], [patch]))).toMatchObject([
      {
        kind: "marker",
        text: "/* TODO: retry */",
        path: "a.c:7",
        confidence: 0.9,
        ownerName: "Alice Author",
      },
    ]);
  });
});

describe("joinFinds", () => {
  type Told = readonly [text: string, kind: "request" | "question", confidence: number | null];
  const joined = (told: readonly Told[], apart = 0) =>
    joinFinds(
      told.map(([text], at) =>
        inputOf(text, { mailIndex: at, blockIndex: at === 1 ? at + apart : at }),
      ),
      told.map(([, kind, confidence]) =>
        confidence === null ? null : { kind, confidence, reasons: [`${confidence}`] },
      ),
      0.5,
    ).map(({ text, score, input }) => [text, score.confidence, input.mailIndex]);

  test("takes what is sure enough", () => {
    const told = [
      ["Please drop the barrel.", "request", 0.5],
      ["Please drop the spring.", "request", 0.49],
      ["Fine.", "request", null],
    ] as const;
    expect(joined(told)).toEqual([["Please drop the barrel.", 0.5, 0]]);
  });

  test("joins a few words with what follows, as sure as the surer of both", () => {
    const told = (a: number, b: number): Told[] => [
      ["Drop it here.", "request", a],
      ["Drop it there as well.", "request", b],
    ];
    const text = "Drop it here. Drop it there as well.";
    expect(joined(told(0.6, 0.7))).toEqual([[text, 0.7, 0]]);
    expect(joined(told(0.7, 0.6))).toEqual([[text, 0.7, 0]]);
  });

  test.each<[string, Told, Told, number?]>([
    ["longer ones", ["Please drop it here.", "request", 0.6], ["There too.", "request", 0.6]],
    ["those of two kinds", ["Why?", "question", 0.6], ["Drop it.", "request", 0.6]],
    ["those of two blocks", ["Drop it.", "request", 0.6], ["There too.", "request", 0.6], 1],
  ])("leaves %s apart", (_, first, second, apart) => {
    expect(joined([first, second], apart)).toHaveLength(2);
  });
});

test("what is judged by its words together says so, what is quoted too", () => {
  const scorer = () => [{ kind: "request" as const, confidence: 0.9, reasons: [] }];
  const said = mailOf({ id: "r1", from: RITA, at: 2, pieces: [["text", "Drop it."]] });
  const quoting = mailOf({
    id: "r2",
    from: MARK,
    at: 3,
    parent: "x",
    pieces: [["quote", "Oil it.", RITA]],
  });
  const [own, quoted] = findTodos(contextOf([REVISION], [said, quoting]), { scorer });
  expect(own?.explanation).toBe("its words together");
  expect(quoted?.explanation).toBe("quoted; its words together");
});

test("mails of one moment come in the order of their ids, mails without a time first", () => {
  const scorer = (inputs: readonly unknown[]) =>
    inputs.map(() => ({ kind: "request", confidence: 0.9, reasons: [] }) as const);
  const mail = (id: string, at: number, text: string) =>
    mailOf({ id, from: RITA, at, pieces: [["text", text]] });
  const [a, b, c] = [mail("a", 5, "Drop it."), mail("b", 5, "Oil it."), mail("c", 1, "Wind it.")];
  const undated = { ...c, message: { ...c.message, sentAt: null, receivedAt: null } };
  const todos = findTodos(contextOf([REVISION], [b, undated, a]), { scorer });
  expect(todos.map(({ text, raisedAt }) => [text, raisedAt])).toEqual([
    ["Wind it.", 0],
    ["Drop it.", 5],
    ["Oil it.", 5],
  ]);
});
