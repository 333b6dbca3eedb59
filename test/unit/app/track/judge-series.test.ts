import { expect, test } from "vitest";
import { judgeSeries } from "../../../../src/app/track/judge-series.ts";
import type { Todo } from "../../../../src/model/todo.ts";
import { type DecidedTodos, decidedTodos } from "../../../../src/todo/by-hand.ts";
import { buildSeriesContext } from "../../../../src/app/track/series-context.ts";
import type { PlacedMessage } from "../../../../src/model/derived.ts";
import { aMessage, aSubject, HOUR, MONDAY } from "../../../support/messages.ts";
import { aRevision, aSeriesView } from "../../../support/views.ts";

const author = { name: "Ada Example", email: "ada@example.org" };
const reviewer = { name: "Ben Example", email: "ben@example.org" };

/** A single patch with one answer to it. */
function judge(answer: string, decided?: DecidedTodos) {
  const plain = aRevision({ author, postedAt: MONDAY });
  const patches = plain.patches.map((patch) => ({ ...patch, messageId: "p@example.org" }));
  const revision = { ...plain, id: "p@example.org", thread: "p@example.org", patches };
  const { series } = aSeriesView({ revisions: [revision] });
  const placed = (
    fields: Parameters<typeof aMessage>[0],
    kind: PlacedMessage["kind"],
  ): PlacedMessage => ({
    message: {
      ...aMessage(fields),
      lists: ["widget-dev"],
      receivedAt: null,
      thread: "p@example.org",
      parent: kind === "reply" ? "p@example.org" : null,
    },
    facts: { subject: aSubject({ patch: true }), titleKey: "fix it", patch: null, changelog: [] },
    kind,
    revision: revision.id,
    position: 1,
  });
  const mails = [
    placed(
      { messageId: "p@example.org", from: author, body: "Fix it.\n", subject: "[PATCH] fix it" },
      "patch",
    ),
    placed(
      {
        messageId: "r@example.org",
        from: reviewer,
        body: answer,
        sentAt: MONDAY + HOUR,
        subject: "Re: [PATCH] fix it",
      },
      "reply",
    ),
  ];
  return judgeSeries(
    buildSeriesContext({ series, messages: mails, commits: [] }),
    MONDAY + 2 * HOUR,
    decided === undefined ? {} : { decided },
  );
}

/** Every TODO of these, marked done by hand. */
function allDone(todos: readonly Todo[]): DecidedTodos {
  return decidedTodos(
    todos.map(({ id }) => ({
      kind: "todo-done",
      subject: id,
      object: null,
      note: null,
      decidedBy: null,
      decidedAt: MONDAY,
    })),
  );
}

const TAG = "Reviewed-by: Ben Example <ben@example.org>\n";

test("a reviewed series with nothing open is ready for the maintainer", () => {
  expect(judge(TAG).status).toMatchObject({ state: "ready", nextMove: "maintainer" });
});

test("a request beside the tag keeps it the author's move, and names the mail", () => {
  const { status, todos } = judge(`Please add a Fixes tag.\n\nWith that:\n${TAG}`);
  expect(todos).toHaveLength(1);
  expect(status).toMatchObject({ nextMove: "author", stateMessageId: "r@example.org" });
});

test("done by hand, it is the maintainer's move again", () => {
  const answer = `Please add a Fixes tag.\n\nWith that:\n${TAG}`;
  const { status, todos } = judge(answer, allDone(judge(answer).todos));
  expect(todos).toMatchObject([{ state: "resolved", evidence: "marked done by hand" }]);
  expect(status).toMatchObject({ state: "ready", nextMove: "maintainer" });
});

test("a request that was settled by hand asks for nothing; another in its mail still does", () => {
  const answer = "Please add a Fixes tag.\n\nPlease also drop the second hunk.\n";
  const { status, todos } = judge(answer);
  expect(status).toMatchObject({ state: "changes-requested", nextMove: "author" });
  expect(todos).toHaveLength(2);
  const half = judge(answer, allDone(todos.slice(0, 1)));
  expect(half.status).toMatchObject({ state: "changes-requested", nextMove: "author" });
  const whole = judge(answer, allDone(todos));
  expect(whole.status).toMatchObject({ state: "under-review", nextMove: "reviewers" });
});
