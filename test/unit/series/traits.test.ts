import { expect, test } from "vitest";
import type { RevisionPatch } from "../../../src/model/series.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision, BOB } from "./builders.ts";

test("traits know whether a posting is whole and which branch it is for", () => {
  const revision = aRevision("c", {
    total: 2,
    cover: "c",
    patches: [aPatch("1")],
    title: "[for 5.15/5.10] widget: mend",
  });
  expect(traitsOf(revision)).toMatchObject({ full: false, sideline: "5.10 5.15" });
  expect(traitsOf(revision)).toBe(traitsOf(revision));
});

test("a posting is whole when each number announced was seen", () => {
  const full = (total: number | null, positions: readonly number[]) =>
    traitsOf(
      aRevision("c", { total, patches: positions.map((at) => aPatch(`p${at}`, { position: at })) }),
    ).full;
  expect([full(2, [1, 2]), full(2, [2, 2]), full(null, [1]), full(null, [])]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test("its ids are those of all its mails, its people the poster and the one author", () => {
  const two = [aPatch("1", { author: BOB }), aPatch("2", { position: 2 })];
  expect([...traitsOf(aRevision("c", { cover: "c", patches: two })).ids]).toEqual(["c", "1", "2"]);
  const people = (patches: readonly RevisionPatch[]) =>
    traitsOf(aRevision("c", { patches })).people;
  expect(people(two)).toEqual(["ada@example.org", "ada example"]);
  expect(people(two.slice(0, 1))).toEqual([
    "ada@example.org",
    "ada example",
    "bob@example.org",
    "bob reviewer",
  ]);
  expect(traitsOf(aRevision("c", { author: { name: null, email: null } })).unknownAuthor).toBe(
    true,
  );
});
