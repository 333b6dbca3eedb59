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

test("a discussion is none", () => {
  expect(parsePatchFacts(mail("about widgets"), [block("text", "Hello.")])).toBeNull();
});
