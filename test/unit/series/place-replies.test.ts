import { describe, expect, test } from "vitest";
import { assembleRevisions } from "../../../src/series/assemble.ts";
import { aPatchMail, aReplyMail, aSubject, HOUR, MONDAY } from "./builders.ts";

const re = (fields: Parameters<typeof aSubject>[0]) =>
  aSubject({ reply: true, patch: true, ...fields });

describe("replies whose ancestors nobody has seen", () => {
  const patches = [
    aPatchMail(
      "1",
      { position: 1, total: 2, title: "widget: oil it" },
      { thread: "lost", parent: "lost" },
    ),
    aPatchMail(
      "2",
      { position: 2, total: 2, title: "widget: turn it" },
      { thread: "lost", parent: "lost" },
    ),
  ];

  test("stand where their subject says", () => {
    const reply = aReplyMail("r", "gone", {
      thread: "lost",
      subject: re({ position: 2, total: 2, title: "widget: turn it" }),
    });
    expect(assembleRevisions([...patches, reply]).places.get("r")).toMatchObject({
      revision: "1",
      position: 2,
    });
  });

  test("stand nowhere when their subject counts another number of patches", () => {
    const subject = re({ position: 2, total: 3, title: "widget: turn it" });
    const reply = aReplyMail("r", "gone", { thread: "lost", subject });
    expect(assembleRevisions([...patches, reply]).places.get("r")?.revision).toBe("r");
    const uncounted = re({ position: null, total: null, title: "widget: turn it" });
    const plain = aReplyMail("r", "gone", { thread: "lost", subject: uncounted });
    expect(assembleRevisions([...patches, plain]).places.get("r")?.position).toBe(2);
  });

  test("to a single patch that nobody has seen are about patch 1", () => {
    const subject = re({ position: null, total: null, title: "widget: turn it" });
    const { places, revisions } = assembleRevisions([
      aReplyMail("r", "gone", { thread: "x", subject }),
    ]);
    expect([revisions[0]?.total, places.get("r")?.position]).toEqual([1, 1]);
  });

  test("tell of a revision of their own when nothing of it was seen", () => {
    const first = aReplyMail("r1", "gone", {
      thread: "x",
      subject: re({ version: 3, position: 2, total: 4, title: "widget: turn it" }),
      sentAt: MONDAY,
    });
    const second = aReplyMail("r2", "gone2", {
      thread: "x",
      subject: re({ version: 3, position: 0, total: 4, title: "widget works" }),
      sentAt: MONDAY + HOUR,
    });
    const { revisions, places } = assembleRevisions([second, first]);
    expect(revisions).toHaveLength(1);
    expect(revisions[0]).toMatchObject({
      id: "r1",
      ghost: true,
      label: "v3",
      title: "widget works",
      total: 4,
      patches: [],
    });
    expect(places.get("r1")).toEqual({ revision: "r1", position: 2, role: "reply" });
    expect(places.get("r2")?.position).toBe(0);
  });

  test("without a patch subject in a thread of several revisions have no place", () => {
    const v2 = aPatchMail("b", { version: 2, title: "other" }, { thread: "lost", parent: "lost" });
    const reply = aReplyMail("r", "gone", { thread: "lost" });
    expect(assembleRevisions([...patches, v2, reply]).places.has("r")).toBe(false);
  });
});

describe("a reply whose ancestors are lost", () => {
  const lost = { thread: "lost", parent: "lost" };
  const v1 = aPatchMail("1", { title: "widget: oil it" }, lost);
  const placeOf = (subject: Parameters<typeof re>[0], mails = [v1]) => {
    const reply = aReplyMail("r", "gone", {
      thread: "lost",
      subject: aSubject({ reply: true, patch: true, ...subject }),
    });
    return assembleRevisions([...mails, reply]).places.get("r");
  };
  const title = "widget: oil it";

  test.each([
    ["its title", { title }, "1"],
    ["its title, without a patch mark, in a thread of one", { title: "talk", patch: false }, "1"],
    ["another version", { title, version: 2 }, "r"],
    ["an RFC", { title, rfc: true }, "r"],
  ])("is placed by %s", (_, subject, revision) => {
    expect(placeOf(subject)?.revision).toBe(revision);
  });

  test("on a cover is about the whole", () => {
    const two = [
      aPatchMail("c", { position: 0, total: 1, title: "oiled widgets" }, lost),
      aPatchMail("1", { position: 1, total: 1, title }, { thread: "lost", parent: "c" }),
    ];
    expect(placeOf({ position: 0, total: 1, title: "oiled widgets" }, two)).toMatchObject({
      revision: "c",
      position: 0,
    });
    expect(placeOf({ position: 1, total: 1, title: "retitled" }, two)?.position).toBe(1);
  });

  test("that is a patch by its subject alone, or no reply at all, has no place", () => {
    expect(placeOf({ title: "talk", patch: false, reply: false })).toBeUndefined();
  });

  test("tells of one lost revision for each number and each length", () => {
    const on = (id: string, subject: Parameters<typeof re>[0]) =>
      aReplyMail(id, "gone", { thread: "lost", subject: re({ title, ...subject }) });
    const { revisions } = assembleRevisions([
      on("a", { position: 1, total: 2 }),
      on("b", { position: 2, total: 2, title: "widget: turn it" }),
      on("c", { position: 1, total: 2, version: 2 }),
      on("d", { position: 1, total: 3 }),
      on("e", {}),
      on("f", { title: "widget: turn it" }),
      on("g", { version: 0 }),
    ]);
    expect(revisions.map(({ id, label }) => `${id} ${label}`)).toEqual([
      "a v1",
      "c v2",
      "d v1",
      "e v1",
      "f v1",
      "g v1",
    ]);
  });
});
