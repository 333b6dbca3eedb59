import { expect, test } from "vitest";
import { contextAt } from "../../../../src/app/track/series-context.ts";
import { aCommit, aContext, aRevision, DAY, MONDAY } from "../../series/builders.ts";

test("the past of a series has its first revisions, the mails of then, and its commits", () => {
  const [first, second] = [aRevision("a"), aRevision("b", { version: 2 })];
  const commits = [aCommit("c")];
  const then = contextAt({ ...aContext([first, second], []), commits }, MONDAY + 8 * DAY);
  expect(then?.series.revisions).toEqual([first]);
  expect(then?.mails.map(({ message }) => message.messageId)).toEqual(["a"]);
  // Which of them were made by then is for those to see who match them.
  expect(then?.commits).toEqual(commits);
});

test("before its first posting there is no series", () => {
  expect(contextAt(aContext([aRevision("a")], []), MONDAY)).toBeNull();
});
