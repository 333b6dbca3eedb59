import { expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import { isWorthTelling } from "../../../src/report/worth-telling.ts";
import { aPerson, aRevision, aSeriesView, aTodo } from "../../support/views.ts";

const view = aSeriesView({
  revisions: [aRevision(), aRevision({ version: 2 }), aRevision({ version: 3 })],
});
const author = view.series.author;

test.each<[string, Partial<Todo>, boolean]>([
  ["a firm request", { text: "The lock must be dropped before the call." }, true],
  ["one that is not so sure", { text: "The lock must be dropped here.", confidence: 0.7 }, false],
  ["a nit", { text: "nit: two blank lines." }, false],
  ["a suggestion", { text: "I'd use a helper for this." }, false],
  ["a request that asks", { text: "Can we align on the '='?" }, false],
  ["what was to follow", { text: "Could you send a follow-up for the docs?" }, true],
  ["a question", { kind: "question", text: "Is zero right here?" }, false],
  ["a promise", { kind: "promise", text: "I'll fix that in the next version." }, false],
  ["a promise for afterwards", { kind: "promise", text: "I'll convert the rest later." }, true],
  ["a gap", { kind: "gap", text: "Suspend is not tested yet.", confidence: 0.65 }, true],
  ["a doubtful gap", { kind: "gap", text: "I should have named it.", confidence: 0.65 }, false],
  ["a marker", { kind: "marker", text: "/* FIXME: too long */" }, true],
])("%s is told of after the merge: %o", (_name, fields, told) => {
  expect(isWorthTelling(view, aTodo({ ...fields, state: "outlived" }))).toBe(told);
});

test("who reviewed what was merged was content with it", () => {
  const person = aPerson("Rita Reviewer");
  const tag = { token: "Reviewed-by", person, messageId: "t@example.org" } as const;
  const tagged = aSeriesView({ status: { tags: [{ position: 1, tags: [tag] }] } });
  const todo = aTodo({ text: "The lock must be dropped before the call.", state: "outlived" });
  expect(isWorthTelling(tagged, todo)).toBe(false);
  expect(isWorthTelling(tagged, { ...todo, patch: 2 })).toBe(true);
});

test.each<[string, Partial<Todo>, boolean]>([
  ["a request on the revision before", { raisedOn: 2, text: "Could this be a helper?" }, true],
  ["one that outlived more", { text: "Could this be a helper?" }, false],
  ["one that was said again", { text: "Could this be a helper?", againOn: 2 }, true],
  ["what was to come later", { text: "The rest can be done in a follow-up." }, true],
  ["a question on the revision before", { kind: "question", raisedOn: 2 }, true],
  ["one that was passed over before", { kind: "question", raisedOn: 1 }, false],
  ["the author's own question", { kind: "question", raisedOn: 2, saidBy: author }, false],
  ["a gap that is not said again", { kind: "gap", raisedOn: 2 }, false],
  ["a reviewer's guess", { kind: "gap", text: "The bots will find it eventually." }, false],
  ["a gap that is", { kind: "gap", againOn: 3 }, true],
  ["a promise", { kind: "promise", raisedOn: 2, saidBy: author, text: "I'll rename it." }, true],
  ["a maintainer's promise", { kind: "promise", raisedOn: 2, text: "I'll rename it." }, false],
  ["a marker", { kind: "marker", text: "/* TODO: rename */" }, true],
])("%s is told of while it is carried: %o", (_name, fields, told) => {
  expect(isWorthTelling(view, aTodo({ ...fields, state: "carried" }))).toBe(told);
});

test("of what is settled, promises are not told of", () => {
  expect(isWorthTelling(view, aTodo({ state: "resolved" }))).toBe(true);
  expect(isWorthTelling(view, aTodo({ state: "resolved", kind: "promise" }))).toBe(false);
});
