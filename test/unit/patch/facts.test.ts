import { expect, test } from "vitest";
import type { Block } from "../../../src/model/mail.ts";
import { parsePatchFacts } from "../../../src/patch/facts.ts";
import { aMessage } from "../../support/messages.ts";

function block(kind: Block["kind"], text: string): Block {
  return {
    kind,
    firstLine: 0,
    lines: text.split("\n"),
    depth: kind === "quote" ? 1 : 0,
    quoted: null,
  };
}

const DIFF =
  "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-int a_value;\n+int b_value;";
const mail = (subject: string) => aMessage({ messageId: "m@example.org", subject });
const words = block(
  "commit-message",
  "From: Jane Example <jane@example.org>\n\nIt was wrong.\n\nSigned-off-by: Jane Example <jane@example.org>\nchange-id: 20250203-it-0123",
);

test("a patch tells its author, change-id, files and trailers", () => {
  const facts = parsePatchFacts(mail("[PATCH v2 1/2] fix it"), [words, block("diff", DIFF)]);
  expect(facts).toMatchObject({
    author: { name: "Jane Example", email: "jane@example.org" },
    changeId: "20250203-it-0123",
    content: { files: [{ path: "a.c" }] },
    subject: { version: 2, position: 1 },
  });
  expect(facts?.trailers.map(({ token }) => token)).toContain("Signed-off-by");
});

test("what stands in a signature gives no trailer, but may name the base", () => {
  const blocks = [
    block("commit-message", "Fix.\n\nSigned-off-by: J E <j@example.org>"),
    block("diff", DIFF),
    block(
      "signature",
      "base-commit: 0123456789AB\n  change-id:   it-0123\nCc: Jo <jo@example.org>",
    ),
  ];
  const facts = parsePatchFacts(mail("[PATCH] fix it"), blocks);
  expect(facts).toMatchObject({ baseCommit: "0123456789ab", changeId: "it-0123" });
  expect(facts?.trailers.map(({ token }) => token)).toEqual(["Signed-off-by"]);
});

test("a base that is only spoken of is none", () => {
  const spoken = block("commit-message", "Its base-commit: 0123456789ab was wrong.");
  expect(parsePatchFacts(mail("[PATCH] fix it"), [spoken])?.baseCommit).toBeNull();
});

test("an answer that quotes a patch is none", () => {
  expect(
    parsePatchFacts(mail("Re: [PATCH] fix it"), [
      block("quote", DIFF),
      block("text", "Looks odd."),
    ]),
  ).toBeNull();
});

test("an answer with a small diff of its own is none", () => {
  expect(
    parsePatchFacts(mail("Re: [PATCH] fix it"), [block("text", "Like this?"), block("diff", DIFF)]),
  ).toBeNull();
});

test("a whole patch sent as an answer is one", () => {
  const body = [
    block("commit-message", "Fix.\n\nSigned-off-by: J E <j@example.org>\n---"),
    block("diff", DIFF),
  ];
  expect(parsePatchFacts(mail("Re: [PATCH] fix it"), body)?.subject.patch).toBe(true);
});

test("an answer whose page lost its Re: is none", () => {
  const body = [
    block("attribution", "On Monday, Jane wrote:"),
    block("quote", "A thought."),
    block("text", "Yes."),
  ];
  expect(parsePatchFacts(mail("[PATCH v7 3/3] fix it"), body)).toBeNull();
  expect(parsePatchFacts(mail("[PATCH v7 0/3] fix it"), body)).not.toBeNull();
});

test("a discussion is none", () => {
  expect(parsePatchFacts(mail("about widgets"), [block("text", "Hello.")])).toBeNull();
});

const signed = block("commit-message", "Fix.\n\nSigned-off-by: J E <j@example.org>");

test("a signed-off diff under a plain subject is a patch", () => {
  const facts = parsePatchFacts(mail("widget: fix it"), [signed, block("diff", DIFF)]);
  expect(facts).toMatchObject({ subject: { patch: true, title: "widget: fix it" } });
});

test.each([
  'Patch "widget: fix it" has been added to the 6.1-stable tree',
  'FAILED: Patch "widget: fix it" failed to apply to 6.1-stable tree',
  "[tip: widget/core] widget: fix it",
  "[GIT PULL] widget fixes",
  "Fwd: [PATCH] fix it",
  "- widget-fix-it.patch dropped from the tree of tests",
  "Re: widget: fix it",
])("%s is no posting, though it carries the patch", (subject) => {
  const body = [signed, block("text", "---"), block("diff", DIFF)];
  expect(parsePatchFacts(mail(subject), body)).toBeNull();
});

test.each([
  ["quotes above the patch", block("quote", "Please fix it.")],
  ["a greeting above the patch", block("text", "How about this?\n\nRegards,")],
  ["thanks above the patch", block("text", "How about this?\n\nThanks,")],
])("an answer with %s is none", (_, above) => {
  const body = [above, signed, block("text", "---"), block("diff", DIFF)];
  expect(parsePatchFacts(mail("Re: [PATCH] fix it"), body)).toBeNull();
});

test("a diff shown in a cover letter is not its content", () => {
  const facts = parsePatchFacts(mail("[PATCH 0/2] fix it"), [
    block("text", "So:"),
    block("diff", DIFF),
  ]);
  expect(facts?.content).toEqual({ files: [], patchId: null, sketch: [], markers: [] });
});

test("two diffs with words between them are two: the first gives the patch-id", () => {
  const one = [signed, { ...block("diff", DIFF), firstLine: 10 }];
  const between = { ...block("text", "and"), firstLine: 16 };
  const two = [...one, between, { ...block("diff", DIFF), firstLine: 17 }];
  const idOf = (blocks: readonly Block[]) =>
    parsePatchFacts(mail("[PATCH] fix it"), blocks)?.content.patchId;
  expect(idOf(two)).toBe(idOf(one));
});

test.each([
  ["[ resent ]\n\nFrom: Jane Example <jane@example.org>\n", "jane@example.org"],
  ['From: "Example, Jane" <jane@example.org>', "jane@example.org"],
  ["Subject: fix it\nFrom: Jane Example <jane@example.org>", "jane@example.org"],
  ["Some words.\nFrom: Jane Example <jane@example.org>", undefined],
])("the author in %j is %s", (text, email) => {
  const facts = parsePatchFacts(mail("[PATCH] fix it"), [block("commit-message", text)]);
  expect(facts?.author?.email ?? undefined).toBe(email);
});

test("a change-id in a context line of the diff is not the mail's", () => {
  const diff = block("diff", DIFF.replace("-int a_value;", " change-id: 20250203-other"));
  expect(parsePatchFacts(mail("[PATCH] fix it"), [signed, diff])?.changeId).toBeNull();
});
