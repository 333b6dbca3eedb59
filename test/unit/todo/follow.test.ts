import { describe, expect, test } from "vitest";
import type { SeriesMail, SeriesStatus } from "../../../src/model/series.ts";
import { trackTodos } from "../../../src/todo/follow.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA, UNDER_REVIEW } from "./build-context.ts";

const DAY = 86_400;
const V1 = revisionOf(1, DAY, ["one", "two"]);
const V2 = revisionOf(2, 10 * DAY, ["one", "two"]);
const CODE = "+\tspin_lock(&dev->frob_lock);";
const ASK = "Please use a mutex instead of this spinlock.";

/** What Rita says of the second patch of the first version. */
const aboutSecond = (text: string) =>
  mailOf({
    id: "r1",
    from: RITA,
    at: 2 * DAY,
    parent: "v1-2",
    position: 2,
    pieces: [["text", text]],
  });
const asked = mailOf({
  id: "r1",
  from: RITA,
  at: 2 * DAY,
  parent: "v1-1",
  pieces: [
    ["quote", CODE, ALICE],
    ["text", ASK],
  ],
});
const posted = (revision: number, diff: string, changelog = ""): SeriesMail =>
  mailOf({
    id: `v${revision + 1}-1`,
    from: ALICE,
    at: revision === 0 ? DAY : 10 * DAY,
    role: "patch",
    revision,
    pieces: [
      ["commit-message", "Adds it."],
      ["changelog", changelog],
      ["diff", diff],
    ],
  });
/** An answer to what Rita asks in `r1`, or to the words of `to`. */
const reply = (
  id: string,
  from: typeof ALICE,
  text: string,
  to = { id: "r1", words: ASK },
): SeriesMail =>
  mailOf({
    id,
    from,
    at: to.id === "r1" ? 3 * DAY : 4 * DAY,
    parent: to.id,
    pieces: [
      ["quote", to.words, RITA],
      ["text", text],
    ],
  });

function stateOf(
  mails: readonly SeriesMail[],
  options: { status?: SeriesStatus; asOf?: number; text?: string; revisions?: number } = {},
) {
  const revisions = [V1, V2].slice(0, options.revisions ?? 2);
  const todos = trackTodos(
    contextOf(revisions, mails),
    options.status ?? UNDER_REVIEW,
    options.asOf ?? 30 * DAY,
  );
  return todos.find(({ text }) => text === (options.text ?? ASK));
}

describe("trackTodos", () => {
  test("is open until something settles it, and knows nothing of later mails", () => {
    const mails = [posted(0, CODE), asked, posted(1, "+\tmutex_lock(&dev->frob_mutex);")];
    expect(stateOf(mails, { asOf: 5 * DAY })).toMatchObject({ state: "open", history: [] });
  });

  test("a point of the changelog settles it, with version and words", () => {
    const mails = [
      posted(0, CODE),
      asked,
      posted(1, CODE, "Changes in v2:\n- renamed the option\n- mutex instead of spinlock (Rita)"),
    ];
    expect(stateOf(mails)).toMatchObject({
      state: "resolved",
      settledIn: 2,
      evidenceMessageId: "v2-1",
      evidence: "mutex instead of spinlock (Rita)",
    });
  });

  test("points for other versions settle nothing", () => {
    const mails = [posted(0, CODE), asked, posted(1, CODE, "v1: mutex instead of spinlock (Rita)")];
    expect(stateOf(mails)?.state).toBe("carried");
  });

  test("code that is gone settles it by the diff", () => {
    const mails = [posted(0, CODE), asked, posted(1, "+\tmutex_lock(&dev->frob_mutex);")];
    expect(stateOf(mails)).toMatchObject({
      state: "resolved",
      settledIn: 2,
      evidence: "diff",
      evidenceMessageId: "v2-1",
    });
  });

  test("is carried when a new revision leaves it as it was", () => {
    expect(stateOf([posted(0, CODE), asked, posted(1, CODE)])).toMatchObject({
      state: "carried",
      settledIn: null,
      history: [{ state: "carried", messageId: "v2-1" }],
    });
  });

  test("the asker's tag on the new revision settles it", () => {
    const tag = mailOf({
      id: "r9",
      from: RITA,
      at: 11 * DAY,
      parent: "v2-1",
      revision: 1,
      pieces: [["trailers", "Reviewed-by: Rita Reviewer <rita@example.com>"]],
    });
    expect(stateOf([posted(0, CODE), asked, posted(1, CODE), tag])).toMatchObject({
      state: "resolved",
      settledIn: 2,
      evidenceMessageId: "r9",
    });
  });

  test("the owner's word makes it claimed, with the words", () => {
    expect(
      stateOf([posted(0, CODE), asked, reply("r2", ALICE, "Done.")], { revisions: 1 }),
    ).toMatchObject({ state: "claimed", evidence: "Done.", evidenceMessageId: "r2" });
  });

  test("an agreement keeps it open and is no TODO of its own", () => {
    const mails = [posted(0, CODE), asked, reply("r2", ALICE, "Ok, will do.")];
    const todos = trackTodos(contextOf([V1], mails), UNDER_REVIEW, 30 * DAY);
    expect(todos.map(({ text, state }) => [text, state])).toEqual([[ASK, "open"]]);
    expect(todos[0]?.history).toMatchObject([
      { state: "open", messageId: "r2", text: "Ok, will do." },
    ]);
  });

  test("an argument that the asker accepts declines it", () => {
    const argument = "This runs in interrupt context, so a mutex is not possible here.";
    const mails = [
      posted(0, CODE),
      asked,
      reply("r2", ALICE, argument),
      reply("r3", RITA, "Fair enough.", { id: "r2", words: argument }),
    ];
    expect(stateOf(mails, { revisions: 1 })).toMatchObject({
      state: "declined",
      settledIn: 1,
      evidenceMessageId: "r2",
      evidence: argument,
    });
  });

  test("an argument that the asker does not accept leaves it open", () => {
    const argument = "This runs in interrupt context, so a mutex is not possible here.";
    const mails = [
      posted(0, CODE),
      asked,
      reply("r2", ALICE, argument),
      reply("r3", RITA, "I don't think so, it is only called from probe.", {
        id: "r2",
        words: argument,
      }),
    ];
    expect(stateOf(mails, { revisions: 1 })?.state).toBe("open");
  });

  test("an explanation answers a question", () => {
    const question = "Why is this lock needed?";
    const mails = [
      posted(0, CODE),
      mailOf({
        id: "q",
        from: RITA,
        at: 2 * DAY,
        parent: "v1-1",
        pieces: [
          ["quote", CODE, ALICE],
          ["text", question],
        ],
      }),
      reply("r2", ALICE, "The interrupt handler walks the same list.", {
        id: "q",
        words: question,
      }),
    ];
    expect(stateOf(mails, { text: question, revisions: 1 })).toMatchObject({
      state: "answered",
      settledIn: 1,
      evidenceMessageId: "r2",
      evidence: "The interrupt handler walks the same list.",
    });
  });

  test("outlives the merge, and is obsolete when the series is rejected", () => {
    const applied = {
      tree: null,
      commit: null,
      messageId: "ap",
      text: "Applied, thanks.",
      revision: 1,
      messageIds: [],
      commits: [],
      at: 20 * DAY,
    };
    const merge = mailOf({
      id: "ap",
      from: MARK,
      at: 20 * DAY,
      parent: "v1-1",
      pieces: [["text", "Applied, thanks."]],
    });
    const mails = [posted(0, CODE), asked, merge];
    expect(
      stateOf(mails, { status: { ...UNDER_REVIEW, state: "accepted", applied }, revisions: 1 }),
    ).toMatchObject({ state: "outlived", evidenceMessageId: "ap" });
    // Another patch of the series was taken, this one was not.
    const part = { ...applied, messageIds: ["other"] };
    expect(
      stateOf(mails, { status: { ...UNDER_REVIEW, applied: part }, revisions: 1 })?.state,
    ).toBe("open");
    expect(
      stateOf(mails, {
        status: { ...UNDER_REVIEW, state: "rejected", stateMessageId: "ap" },
        revisions: 1,
      })?.state,
    ).toBe("obsolete");
  });

  test("who takes a later revision is content with it, another who takes it says nothing of that", () => {
    const takenBy = (from: typeof RITA) => {
      const text = "Applied, thanks.";
      const merge = mailOf({
        id: "ap",
        from,
        at: 20 * DAY,
        parent: "v2-1",
        pieces: [["text", text]],
      });
      const applied = {
        tree: null,
        commit: null,
        messageId: "ap",
        text,
        revision: 2,
        messageIds: [],
        commits: [],
        at: 20 * DAY,
      };
      const status: SeriesStatus = { ...UNDER_REVIEW, state: "accepted", applied };
      return stateOf([posted(0, CODE), asked, posted(1, CODE), merge], { status });
    };
    expect(takenBy(RITA)).toMatchObject({ state: "resolved", settledIn: 2 });
    expect(takenBy(MARK)).toMatchObject({ state: "outlived", settledIn: null });
  });

  test.each(["Got it.", "Noted.", "I'll change that."])(
    "%j keeps it open, as agreed to",
    (words) => {
      const agreed = [posted(0, CODE), asked, reply("r2", ALICE, words)];
      expect(stateOf(agreed, { revisions: 1 })).toMatchObject({
        state: "open",
        history: [{ messageId: "r2" }],
      });
    },
  );

  test("goes with its patch", () => {
    const onTwo = aboutSecond(ASK);
    const later = { ...revisionOf(2, 10 * DAY, ["one"]) };
    const todos = trackTodos(
      contextOf([V1, later], [posted(0, CODE), onTwo, posted(1, CODE)]),
      UNDER_REVIEW,
      30 * DAY,
    );
    expect(todos).toMatchObject([{ state: "obsolete", settledIn: 2, patch: 2 }]);
  });

  test("markers are resolved when a revision no longer adds them, else carried", () => {
    const marker = { path: "one.c", line: 3, text: "/* FIXME: leaks */" };
    const first = mailOf({
      id: "v1-1",
      from: ALICE,
      at: DAY,
      role: "patch",
      pieces: [["diff", "+x"]],
      markers: [marker],
    });
    const again = mailOf({
      id: "v2-1",
      from: ALICE,
      at: 10 * DAY,
      role: "patch",
      revision: 1,
      pieces: [["diff", "+x"]],
      markers: [{ ...marker, line: 9 }],
    });
    const gone = mailOf({
      id: "v2-1",
      from: ALICE,
      at: 10 * DAY,
      role: "patch",
      revision: 1,
      pieces: [["diff", "+y"]],
    });
    expect(stateOf([first, again], { text: marker.text })).toMatchObject({
      state: "carried",
      repeatedIn: ["v2-1"],
    });
    expect(stateOf([first, gone], { text: marker.text })).toMatchObject({
      state: "resolved",
      settledIn: 2,
    });
  });

  test("an answer further down the thread counts when it quotes the question", () => {
    const question = "Why is this lock needed?";
    const mails = [
      posted(0, CODE),
      mailOf({ id: "q", from: RITA, at: 2 * DAY, parent: "v1-1", pieces: [["text", question]] }),
      reply("r2", MARK, "Good to see this, thanks.", { id: "q", words: "Something else." }),
      reply("r3", ALICE, "The interrupt handler walks the list.", { id: "r2", words: question }),
    ];
    expect(stateOf(mails, { text: question, revisions: 1 })).toMatchObject({
      state: "answered",
      evidenceMessageId: "r3",
    });
  });

  test("an answered question is not settled anew by what changes later", () => {
    const question = "Why is this lock needed?";
    const mails = [
      posted(0, CODE),
      mailOf({
        id: "q",
        from: RITA,
        at: 2 * DAY,
        parent: "v1-1",
        pieces: [
          ["quote", CODE, ALICE],
          ["text", question],
        ],
      }),
      reply("r2", ALICE, "The interrupt handler walks the list.", { id: "q", words: question }),
      posted(1, "+\tmutex_lock(&dev->frob_mutex);"),
    ];
    expect(stateOf(mails, { text: question })).toMatchObject({ state: "answered", settledIn: 1 });
  });

  test("the asker may take it back", () => {
    const mails = [posted(0, CODE), asked, reply("r2", RITA, "Never mind, I see it now.")];
    expect(stateOf(mails, { revisions: 1 })).toMatchObject({
      state: "answered",
      evidenceMessageId: "r2",
    });
  });

  test("put off, it is carried, whatever tag the asker gives", () => {
    const tag = mailOf({
      id: "r9",
      from: RITA,
      at: 11 * DAY,
      parent: "v2-1",
      revision: 1,
      pieces: [["trailers", "Reviewed-by: Rita Reviewer <rita@example.com>"]],
    });
    const mails = [
      posted(0, CODE),
      asked,
      reply("r2", ALICE, "We can do that in a follow-up patch."),
      posted(1, CODE),
      tag,
    ];
    expect(stateOf(mails)).toMatchObject({
      state: "carried",
      history: [{ state: "open", messageId: "r2" }, { state: "carried" }],
    });
  });

  test("argued against, no point about all comments settles it, one that names it does", () => {
    const argue = reply("r2", ALICE, "I don't think that this would be right here.");
    const general = "Changes in v2:\n- addressed the comments of Rita";
    expect(stateOf([posted(0, CODE), asked, posted(1, CODE, general)])?.state).toBe("resolved");
    expect(stateOf([posted(0, CODE), asked, argue, posted(1, CODE, general)])?.state).toBe(
      "declined",
    );
    const named = "Changes in v2:\n- mutex instead of spinlock (Rita)";
    expect(stateOf([posted(0, CODE), asked, argue, posted(1, CODE, named)])?.state).toBe(
      "resolved",
    );
  });

  test("new words of the description settle it where no changelog does", () => {
    const told = mailOf({
      id: "v2-1",
      from: ALICE,
      at: 10 * DAY,
      role: "patch",
      revision: 1,
      pieces: [
        ["commit-message", "Adds it. It takes a mutex, not a spinlock, since probe may sleep."],
        ["diff", CODE],
      ],
    });
    expect(stateOf([posted(0, CODE), asked, told])).toMatchObject({
      state: "resolved",
      evidence: "It takes a mutex, not a spinlock, since probe may sleep.",
    });
  });

  test("a name that was asked for and comes settles it", () => {
    const text = "Please use devm_frob_alloc() there.";
    const ask = mailOf({ id: "q", from: RITA, at: 2 * DAY, pieces: [["text", text]] });
    const mails = [posted(0, CODE), ask, posted(1, "+\tdev = devm_frob_alloc(parent);")];
    expect(stateOf(mails, { text })).toMatchObject({ state: "resolved", evidence: "diff" });
    expect(stateOf([posted(0, CODE), ask, posted(1, CODE)], { text })?.state).toBe("carried");
  });

  test("one patch sent again in the thread leaves those on the others as they are", () => {
    const onTwo = aboutSecond(ASK);
    const again = { ...revisionOf(2, 10 * DAY, ["one"]), answers: "v1-1" };
    const mails = [posted(0, CODE), onTwo, posted(1, CODE)];
    const todos = trackTodos(contextOf([V1, again], mails), UNDER_REVIEW, 30 * DAY);
    expect(todos).toMatchObject([{ state: "open", patch: 2 }]);
  });

  test("a reviewer's promise to look is kept by a review, not by any mail", () => {
    const promise = "I will review this next week.";
    const said = mailOf({ id: "q", from: RITA, at: 2 * DAY, pieces: [["text", promise]] });
    const later = (id: string, text: string): SeriesMail =>
      mailOf({ id, from: RITA, at: 5 * DAY, parent: "v1-1", pieces: [["text", text]] });
    const chat = [posted(0, CODE), said, later("r5", "Sorry, I was ill.")];
    expect(stateOf(chat, { text: promise, revisions: 1 })?.state).toBe("open");
    expect(
      stateOf([...chat, later("r6", "I tested it on two boards.")], {
        text: promise,
        revisions: 1,
      }),
    ).toMatchObject({ state: "resolved", evidenceMessageId: "r6" });
  });

  test("comes out the same in any order of mails", () => {
    const mails = [
      posted(0, CODE),
      asked,
      reply("r2", ALICE, "Ok, will do."),
      posted(1, "+\tmutex_lock(&dev->frob_mutex);"),
    ];
    const forth = trackTodos(contextOf([V1, V2], mails), UNDER_REVIEW, 30 * DAY);
    const back = trackTodos(contextOf([V1, V2], mails.toReversed()), UNDER_REVIEW, 30 * DAY);
    expect(back).toEqual(forth);
  });
});

describe("what a TODO keeps of what was said", () => {
  const unquoted = mailOf({
    id: "r2",
    from: ALICE,
    at: 3 * DAY,
    parent: "r1",
    pieces: [["text", "Done."]],
  });

  test("an answer without a quote is to a mail that asks one thing only", () => {
    expect(stateOf([posted(0, CODE), asked, unquoted], { revisions: 1 })?.state).toBe("claimed");
    const two = {
      ...asked,
      blocks: [
        ...asked.blocks,
        ...mailOf({ id: "x", from: RITA, at: 1, pieces: [["text", "Please add a Fixes: tag."]] })
          .blocks,
      ],
    };
    expect(stateOf([posted(0, CODE), two, unquoted], { revisions: 1 })?.state).toBe("open");
  });

  test("settled in the revision that it was raised on, or in none while it is claimed", () => {
    const claimed = [posted(0, CODE), asked, reply("r2", ALICE, "Done.")];
    expect(stateOf(claimed, { revisions: 1 })).toMatchObject({ state: "claimed", settledIn: null });
    const back = [posted(0, CODE), asked, reply("r2", RITA, "Never mind.")];
    expect(stateOf(back, { revisions: 1 })).toMatchObject({ state: "answered", settledIn: 1 });
  });

  test("an argument that is let be for two weeks declines it", () => {
    const mails = [posted(0, CODE), asked, reply("r2", ALICE, "It runs in interrupts.")];
    const after = (days: number) => stateOf(mails, { revisions: 1, asOf: (3 + days) * DAY })?.state;
    expect([after(14), after(15)]).toEqual(["open", "declined"]);
  });

  test("a long promise under a request is a TODO of its own, a bare one is not", () => {
    const kinds = (words: string) =>
      trackTodos(
        contextOf([V1], [posted(0, CODE), asked, reply("r2", ALICE, words)]),
        UNDER_REVIEW,
        30 * DAY,
      ).map(({ kind }) => kind);
    expect(kinds("I will change that.")).toEqual(["request"]);
    expect(kinds("I will rework the whole locking of the driver in v2.")).toEqual([
      "request",
      "promise",
    ]);
  });
});

describe("what settles nothing", () => {
  const v2 = (fields: Partial<Parameters<typeof mailOf>[0]> = {}) =>
    mailOf({
      id: "v2-1",
      from: ALICE,
      at: 10 * DAY,
      role: "patch",
      revision: 1,
      pieces: [["diff", CODE]],
      ...fields,
    });
  const states = (later: Partial<typeof V2>, mails: readonly SeriesMail[]) =>
    trackTodos(contextOf([V1, { ...V2, ...later }], mails), UNDER_REVIEW, 30 * DAY).map(
      ({ state }) => state,
    );

  test("a revision that was merely sent again", () => {
    expect(states({ resend: true }, [posted(0, CODE), asked, v2()])).toEqual(["open"]);
    expect(states({}, [posted(0, CODE), asked, v2()])).toEqual(["carried"]);
  });

  test("a revision of which only replies were seen", () => {
    expect(states({}, [posted(0, CODE), asked, v2({ role: "reply" })])).toEqual(["open"]);
  });

  test("a revision posted before it was asked", () => {
    expect(states({ postedAt: 2 * DAY }, [posted(0, CODE), asked, v2()])).toEqual(["open"]);
  });

  test("a patch that is missing where not all of them were seen", () => {
    const onTwo = aboutSecond(ASK);
    const later = revisionOf(2, 10 * DAY, ["one"]);
    const mails = [posted(0, CODE), onTwo, v2()];
    const more = revisionOf(2, 10 * DAY, ["one", "three"]);
    expect(states({ ...more, total: 3 }, mails)).toEqual(["carried"]);
    expect(states(more, mails)).toEqual(["obsolete"]);
    expect(states({ ...later, ghost: true }, mails)).toEqual(["carried"]);
    expect(states(later, mails)).toEqual(["obsolete"]);
  });
});

test("a patch that was asked to be dropped, and is gone, is what was asked", () => {
  const onTwo = aboutSecond("Please drop this patch.");
  const later = revisionOf(2, 10 * DAY, ["one"]);
  const [todo] = trackTodos(
    contextOf([V1, later], [posted(0, CODE), onTwo, posted(1, CODE, "Changes in v2:\n- rebased")]),
    UNDER_REVIEW,
    30 * DAY,
  );
  expect(todo).toMatchObject({
    state: "resolved",
    settledIn: 2,
    evidence: "the patch was dropped",
  });
});

test("an explanation that nobody took for an answer gives way to a change that comes", () => {
  const explained = reply("r2", ALICE, "It runs in interrupts.");
  const refused = reply("r2", ALICE, "I'd rather keep it.");
  const next = posted(1, "+\tmutex_lock(&dev->frob_mutex);");
  expect(stateOf([posted(0, CODE), asked, explained, next])).toMatchObject({
    state: "resolved",
    evidence: "diff",
  });
  expect(stateOf([posted(0, CODE), asked, refused, next])?.state).toBe("declined");
});

test("what an author put off himself is settled by no point of the next changelog", () => {
  const gap = (text: string) => {
    const cover = mailOf({
      id: "v1-0",
      from: ALICE,
      at: DAY,
      role: "cover",
      position: 0,
      pieces: [["text", text]],
    });
    const todos = trackTodos(
      contextOf(
        [V1, V2],
        [cover, posted(1, CODE, "Changes in v2:\n- handle suspend of the barrel")],
      ),
      UNDER_REVIEW,
      30 * DAY,
    );
    return todos.find((todo) => todo.text === text)?.state;
  };
  expect(gap("Suspend of the barrel is not handled yet.")).toBe("resolved");
  expect(gap("Suspend of the barrel is TBD in a follow-up.")).toBe("carried");
});
