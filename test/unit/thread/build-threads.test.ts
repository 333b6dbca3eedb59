import { describe, expect, test } from "vitest";
import { buildThreads, type ThreadInput } from "../../../src/thread/build-threads.ts";

const WINDOW = 30 * 86_400;

function mail(messageId: string, fields: Partial<ThreadInput> = {}): ThreadInput {
  return {
    messageId,
    references: [],
    inReplyTo: [],
    subjectKey: "",
    reply: false,
    at: 1_000,
    ...fields,
  };
}

/** Small, fixed shuffles: every rotation and its reverse. */
function orders<T>(values: readonly T[]): T[][] {
  return values.flatMap((_, at) => {
    const turned = [...values.slice(at), ...values.slice(0, at)];
    return [turned, turned.toReversed()];
  });
}

describe("buildThreads", () => {
  // cover
  // ├── patch
  // │   └── answer
  // └── (ghost)
  //     └── late
  const family = [
    mail("cover"),
    mail("patch", { references: ["cover"], at: 1_001 }),
    mail("answer", { references: ["cover", "patch"], at: 1_002 }),
    mail("late", { references: ["cover", "ghost"], at: 1_003 }),
  ];

  test.each(orders(family).map((order) => [order]))(
    "puts a talk with a ghost into one thread in any order",
    (order) => {
      const places = buildThreads(order, WINDOW);
      expect(Object.fromEntries(places)).toEqual({
        answer: { thread: "cover", parent: "patch" },
        cover: { thread: "cover", parent: null },
        late: { thread: "cover", parent: "ghost" },
        patch: { thread: "cover", parent: "cover" },
      });
    },
  );

  test("answers to a mail that nobody has seen are one thread below it", () => {
    const places = buildThreads(
      [mail("a", { inReplyTo: ["lost"] }), mail("b", { inReplyTo: ["lost"] })],
      WINDOW,
    );
    expect(places.get("a")).toEqual({ thread: "lost", parent: "lost" });
    expect(places.get("b")).toEqual({ thread: "lost", parent: "lost" });
  });

  test("mails that answer each other in a circle still get a root", () => {
    const circle = [
      mail("a", { inReplyTo: ["c"], at: 1 }),
      mail("b", { inReplyTo: ["a"], at: 2 }),
      mail("c", { inReplyTo: ["b"], at: 3 }),
    ];
    const places = buildThreads(circle, WINDOW);
    const roots = new Set([...places.values()].map(({ thread }) => thread));
    expect(roots.size).toBe(1);
    expect(places).toEqual(buildThreads(circle.toReversed(), WINDOW));
  });

  test("a mail that answers itself is a root", () => {
    expect(buildThreads([mail("a", { inReplyTo: ["a"] })], WINDOW).get("a")).toEqual({
      thread: "a",
      parent: null,
    });
  });

  test("a reply that names nothing goes below the mail with its subject", () => {
    const places = buildThreads(
      [
        mail("first", { subjectKey: "fix it" }),
        mail("orphan", { subjectKey: "fix it", reply: true, at: 1_000 + WINDOW }),
        mail("too late", { subjectKey: "fix it", reply: true, at: 1_001 + 3 * WINDOW }),
        mail("no reply", { subjectKey: "fix it", at: 1_500 }),
      ],
      WINDOW,
    );
    expect(places.get("orphan")?.parent).toBe("no reply");
    expect(places.get("too late")?.parent).toBeNull();
    expect(places.get("no reply")?.parent).toBeNull();
  });

  test("by its subject only a reply that names nobody is placed, up to the last second", () => {
    const answers = { subjectKey: "fix it", reply: true };
    const places = buildThreads(
      [
        mail("first", { subjectKey: "fix it" }),
        mail("at the end", { ...answers, at: 1_000 + WINDOW }),
        mail("elsewhere", { ...answers, inReplyTo: ["lost"], at: 1_001 }),
        mail("named both", { ...answers, references: ["lost"], inReplyTo: ["lost"], at: 1_002 }),
      ],
      WINDOW,
    );
    expect(places.get("at the end")?.parent).toBe("first");
    expect(places.get("elsewhere")?.parent).toBe("lost");
    expect(places.get("named both")?.parent).toBe("lost");
  });

  test("a chain of 50,000 answers neither overflows the stack nor takes long", () => {
    const chain = Array.from({ length: 50_000 }, (_, at) =>
      mail(`m${at}`, { inReplyTo: at === 0 ? [] : [`m${at - 1}`], at }),
    );
    expect(buildThreads(chain, WINDOW).get("m49999")?.thread).toBe("m0");
  });
});

describe("what is known of mails that nobody has seen", () => {
  const threads = (...mails: ThreadInput[]) =>
    Object.fromEntries([...buildThreads(mails, WINDOW)].map(([id, { thread }]) => [id, thread]));

  test("each id of a header hangs below the one before it", () => {
    const long = mail("long", { references: ["a", "b", "c", "d"] });
    for (const id of ["b", "c", "d"])
      expect(threads(long, mail("x", { references: [id] }))).toEqual({ long: "a", x: "a" });
  });

  test("a mail that names itself on the way is passed over", () => {
    const odd = mail("odd", { references: ["a", "odd", "b"] });
    expect(threads(odd, mail("x", { references: ["b"] }))).toEqual({ odd: "a", x: "a" });
  });
});

describe("replies that name nothing", () => {
  const parents = (...mails: ThreadInput[]) =>
    orders(mails).map((order) =>
      Object.fromEntries([...buildThreads(order, WINDOW)].map(([id, { parent }]) => [id, parent])),
    );
  const talk = { subjectKey: "fix it" };
  const reply = { ...talk, reply: true };

  test("and have no subject are roots", () => {
    for (const each of parents(mail("a"), mail("b", { reply: true, at: 1_001 })))
      expect(each).toEqual({ a: null, b: null });
  });

  test("go below one that came too late for the first mail, but in time for them", () => {
    const late = mail("late", { ...reply, at: 1_001 + WINDOW });
    const next = mail("next", { ...reply, at: 1_001 + WINDOW + 5 });
    for (const each of parents(mail("first", talk), late, next))
      expect(each).toEqual({ first: null, late: null, next: "late" });
  });

  test("go below the first mail up to the last second of its window, not below an answer", () => {
    const soon = mail("soon", { ...reply, at: 1_000 + WINDOW });
    const other = mail("other", { ...reply, at: 1_000 + WINDOW });
    for (const each of parents(mail("first", talk), soon, other))
      expect(each).toEqual({ first: null, soon: "first", other: "first" });
  });

  test("of two mails of one second go below that with the higher id", () => {
    const mails = [mail("a", talk), mail("b", talk), mail("x", { ...reply, at: 1_001 })];
    for (const each of parents(...mails)) expect(each["x"]).toBe("b");
  });
});
