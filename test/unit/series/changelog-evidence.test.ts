import { describe, expect, test } from "vitest";
import type { Revision } from "../../../src/model/series.ts";
import { changelogEvidence, changelogKeys } from "../../../src/series/changelog-evidence.ts";
import { traitsOf } from "../../../src/series/traits.ts";
import { aPatch, aRevision } from "./builders.ts";

const LONG = "Turn the gears before they are oiled, as Bob asked, and say why in a comment";
const entry = (messageId: string, version = 2, text = LONG) => ({ version, text, messageId });
const weights = (older: Revision, newer: Revision) =>
  changelogEvidence(traitsOf(older), traitsOf(newer)).map(({ weight }) => weight);

describe("changelogEvidence", () => {
  test("an entry that names the older number fits", () => {
    expect(
      weights(aRevision("a"), aRevision("b", { version: 2, changelog: [entry("b")] })),
    ).toEqual([1]);
  });

  test("an entry that stood in the older one too was carried along, whoever wrote the mail", () => {
    const older = aRevision("a", { version: 2, changelog: [entry("a")] });
    const newer = aRevision("b", { version: 4, changelog: [entry("b", 4, "more"), entry("b")] });
    expect(weights(older, newer)).toEqual([5, 1]);
    const elsewhere = { ...newer, patches: [aPatch("b", { files: ["net/other.c"] })] };
    expect(weights(older, elsewhere)).toEqual([2, 1]);
  });

  test("the changelog of one patch speaks for that patch only", () => {
    const patches = ["1", "2", "3", "4"].map((id, at) => aPatch(id, { position: at + 1 }));
    const older = aRevision("a", { version: 2, changelog: [entry("a")] });
    const newer = aRevision("n", { version: 2, total: 4, patches, changelog: [entry("2")] });
    expect(weights(older, newer)).toEqual([1.25]);
  });

  test("what stands in every changelog says nothing", () => {
    const revision = (id: string, text: string) =>
      aRevision(id, { version: 2, changelog: [entry(id, 2, text)] });
    for (const text of ["No changes", "rebase ".repeat(30), "x".repeat(900), ""]) {
      expect(weights(revision("a", text), revision("b", text))).toEqual([]);
      expect(changelogKeys(revision("a", text))).toEqual([]);
    }
  });
});
