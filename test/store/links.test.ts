import { afterEach, beforeEach, expect, test } from "vitest";
import { MAX_CANDIDATES_A_SIDE } from "../../src/limits.ts";
import type { Link } from "../../src/model/series.ts";
import type { ExportRow } from "../../src/model/readings.ts";
import type { Store } from "../../src/model/store.ts";
import { linkKeys } from "../../src/series/keys.ts";
import { seriesIdOf } from "../../src/series/series-id.ts";
import { openStore } from "../../src/store/open.ts";
import { aRevision } from "../unit/series/builders.ts";

const link: Link = { older: "a", newer: "b", decision: "linked", evidence: [] };
const [a, b] = [aRevision("a"), aRevision("b", { version: 2 })];
const series = (id: string, revisions: readonly (typeof a)[]) => ({
  id,
  title: "oil the gears",
  author: a.author,
  lists: ["widget-dev"],
  revisions,
});

let store: Store;
beforeEach(async () => {
  store = openStore(":memory:");
  const revisions = [a, b].map((revision) => ({ revision, keys: linkKeys(revision) }));
  const places = ["a", "b"].map((messageId) => ({
    messageId,
    thread: messageId,
    parent: null,
    kind: "patch" as const,
    revision: messageId,
    position: 1,
  }));
  await store.saveDerivation({ done: ["a", "b"], places, revisions });
  await store.saveLinks([{ revision: "b", links: [link] }]);
});
afterEach(() => store.close());

async function told(): Promise<Link["decision"][]> {
  const rows: ExportRow[] = [];
  for await (const row of store.exportRows("links", null)) rows.push(row);
  const listed = await store.listLinks("s1");
  return [...listed, ...rows.flatMap((row) => (row.kind === "links" ? [row.link] : []))].map(
    ({ decision }) => decision,
  );
}

test("a link that joins nothing, for two series stand against it, is told as a possible one", async () => {
  const group = { revisions: [a, b], links: [link] };
  await store.saveGroups([{ group, series: [series("s1", [a, b])] }]);
  expect(await told()).toEqual(["linked", "linked"]);
  await store.saveGroups([{ group, series: [series("s1", [a]), series("s2", [b])] }]);
  expect(await told()).toEqual(["possible", "possible"]);
});

test("a series that another took in is found under the id that it had", async () => {
  const group = { revisions: [a, b], links: [link] };
  await store.saveGroups([{ group, series: [series("s1", [a, b])] }]);
  expect(await store.findSeriesId(seriesIdOf("b"))).toBe("s1");
  expect(await store.findSeriesId(seriesIdOf("nobody"))).toBeNull();
});

test("who floods a list with postings alike has each weighed with its neighbours alone", async () => {
  const flood = Array.from({ length: 2 * MAX_CANDIDATES_A_SIDE + 40 }, (_, at) => {
    const id = `f${String(at).padStart(4, "0")}`;
    return aRevision(id, { postedAt: 1_700_000_000 + Math.floor(at / 2) });
  });
  const places = flood.map(({ id }) => ({
    messageId: id,
    thread: id,
    parent: null,
    kind: "patch" as const,
    revision: id,
    position: 1,
  }));
  const revisions = flood.map((revision) => ({ revision, keys: ["t:the same"] }));
  await store.saveDerivation({ done: [], places, revisions });
  const waiting = await store.listUnlinked(flood.length + 2);
  const of = (id: string) => waiting.find(({ revision }) => revision.id === id)?.candidates ?? [];
  const middle = of("f0140").map(({ id }) => id);
  expect(middle).toHaveLength(2 * MAX_CANDIDATES_A_SIDE);
  expect([middle[0], middle.at(-1)]).toEqual(["f0012", "f0268"]);
  expect(middle).not.toContain("f0140");
  expect(of("f0000").map(({ id }) => id)).toHaveLength(MAX_CANDIDATES_A_SIDE);
});
