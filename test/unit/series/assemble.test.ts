import { describe, expect, test } from "vitest";
import { assembleRevisions } from "../../../src/series/assemble.ts";
import { aPatchMail, aReplyMail, DAY, shuffled } from "./builders.ts";

// cover ── p1 ── r1 (Bob) ── r2 (Ada)
//       └─ p2
//       └─ v2 2/2 (alone, sent as an answer)
const THREAD = [
  aPatchMail("cover", { position: 0, total: 2 }),
  aPatchMail("p1", { position: 1, total: 2 }, { parent: "cover" }),
  aPatchMail("p2", { position: 2, total: 2 }, { parent: "cover" }),
  aReplyMail("r1", "p1", { thread: "cover" }),
  aReplyMail("r2", "r1", { thread: "cover" }),
  aReplyMail("r0", "cover", { thread: "cover" }),
  aPatchMail(
    "v2p2",
    { position: 2, total: 2, version: 2 },
    { parent: "p2", thread: "cover", sentAt: THREE_DAYS() },
  ),
];

function THREE_DAYS(): number {
  return aPatchMail("x").sentAt + 3 * DAY;
}

describe("assembleRevisions", () => {
  const { revisions, places } = assembleRevisions(THREAD);

  test("a cover and its patches are one revision, a later patch alone is another", () => {
    expect(revisions.map(({ id, label, patches }) => [id, label, patches.length])).toEqual([
      ["cover", "v1", 2],
      ["v2p2", "v2", 1],
    ]);
  });

  test("replies stand where their nearest patch stands", () => {
    expect(places.get("r2")).toEqual({ revision: "cover", position: 1, role: "reply" });
    expect(places.get("r0")).toEqual({ revision: "cover", position: 0, role: "reply" });
    expect(places.get("v2p2")).toEqual({ revision: "v2p2", position: 2, role: "patch" });
    expect(places.get("cover")?.role).toBe("cover");
  });

  test("the order of the input does not matter", () => {
    const again = assembleRevisions(shuffled(THREAD));
    expect(again.revisions).toEqual(revisions);
    for (const [id, place] of places) expect(again.places.get(id)).toEqual(place);
  });

  test("mail without patches has no place", () => {
    const talk = [aReplyMail("a", "b"), aReplyMail("b", "c")];
    expect(assembleRevisions(talk).places.size).toBe(0);
  });

  test("revisions come in order of time, those of one second by id", () => {
    const single = (id: string, sentAt: number) => aPatchMail(id, {}, { sentAt });
    const ids = assembleRevisions([single("c", 5), single("b", 9), single("a", 9)]);
    expect(ids.revisions.map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(ids.places.get("c")).toEqual({ revision: "c", position: 1, role: "patch" });
  });

  test("a loop of parents ends", () => {
    const loop = [aReplyMail("a", "b", { thread: "a" }), aReplyMail("b", "a", { thread: "a" })];
    expect(assembleRevisions(loop).revisions).toEqual([]);
  });
});
