import { afterEach, beforeEach, expect, test } from "vitest";
import type { Link } from "../../src/model/series.ts";
import type { ExportRow, Store } from "../../src/model/store.ts";
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
