import { expect, test } from "vitest";
import type { IssueRecord, RepositoryRecord } from "../../src/model/github.ts";
import { openStore } from "../../src/store/open.ts";

const repository: RepositoryRecord = {
  name: "jane/widgets",
  repositoryId: 1,
  fullName: "jane/gadgets",
  archived: true,
  etag: 'W/"1"',
  listingEtag: null,
  cursor: "2025-02-01T00:00:00Z",
  account: { login: "bot", etag: 'W/"2"' },
};
const issue: IssueRecord = {
  repositoryId: 1,
  number: 7,
  nodeId: "I_7",
  subject: "series/s-1",
  told: ["a@example.org"],
  title: "[v1] frob",
  body: "body",
  state: "open",
  locked: false,
  updatedAt: "2025-02-01T00:00:00Z",
  ownTitle: "[v1] frob",
  ownPart: "body",
  closedBy: null,
  closing: null,
  gone: null,
  writes: 1,
};

test("what we know of GitHub comes back, and outlives a rebuild", async () => {
  const store = openStore(":memory:");
  expect(await store.getGithubRepository("jane/widgets")).toBeNull();
  await store.saveGithubRepository(repository);
  await store.saveGithubIssues([issue, { ...issue, number: 8 }]);
  await store.saveGithubIssues([{ ...issue, state: "closed", closedBy: "person" }]);
  await store.startRebuild();
  expect(await store.getGithubRepository("jane/widgets")).toEqual(repository);
  expect(await store.getGithubIssue(1, 7)).toMatchObject({ state: "closed", closedBy: "person" });
  expect((await store.listGithubIssues()).map(({ number }) => number)).toEqual([7, 8]);
  expect(await store.getGithubIssue(2, 7)).toBeNull();
  await store.close();
});
