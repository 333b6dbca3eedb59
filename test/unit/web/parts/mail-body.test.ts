import { expect, test } from "vitest";
import { parseBlocks } from "../../../../src/mail/blocks.ts";
import { html } from "../../../../src/web/html.ts";
import { mailBody } from "../../../../src/web/parts/mail-body.ts";
import { HOSTILE, UNSAFE_TEXT } from "../../../support/hostile.ts";
import { aTodo } from "../../../support/views.ts";

const OPTIONS = { diffLines: 50, textLines: 500, href: "/frob-dev/a@example.org/" };

function body(
  text: string,
  todos: readonly ReturnType<typeof aTodo>[] = [],
  patch = false,
): string {
  const placed = todos.map((todo) => ({ todo, series: "s1" }));
  return html`${mailBody(parseBlocks(text, { patch }), placed, OPTIONS)}`.markup;
}

test("the sentence of a TODO is marked where it was said, over the end of a line", () => {
  const todo = aTodo({ id: "t1", text: "Please add a Fixes: tag here.", line: 2 });
  const page = body("Hi,\n\nPlease add a Fixes:\ntag here. Thanks.\n", [todo]);
  expect(page).toContain('<mark id="t-t1" class="m-open">Please add a Fixes:\ntag here.</mark>');
  expect(page).toContain('href="/series/s1/#t-t1"');
});

test("a TODO whose words are not shown has its place all the same", () => {
  expect(body("Nothing of it.\n", [aTodo({ id: "t2", text: "gone", line: 99 })])).toContain(
    'id="t-t2"',
  );
});

test("a long quote is folded but for its end, a short one is not", () => {
  const quote = Array.from({ length: 20 }, (_, at) => `> line ${at}`).join("\n");
  const page = body(`Ada Author wrote:\n${quote}\n\nYes.\n`);
  expect(page).toContain("<summary>15 quoted lines");
  expect(page.indexOf("</details>")).toBeLessThan(page.indexOf("line 15"));
  expect(body("> one\n> two\n\nNo.\n")).not.toContain("<details>");
});

test("a diff has its colours, and only so much of it", () => {
  const diff = `diff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,2 +1,80 @@\n a\n-b\n${"+<c>\n".repeat(79)}`;
  const page = body(`Message.\n---\n f.c | 80 +\n\n${diff}`, [], true);
  expect(page).toContain('<span class="h">@@ -1,2 +1,80 @@');
  expect(page).toContain('<span class="d">-b');
  expect(page).toContain("+&lt;c&gt;");
  expect(page).toMatch(/\d+ more lines of this diff/u);
});

test("nothing that a mail says becomes markup or moves text", () => {
  const mail = `${HOSTILE}\n> ${HOSTILE}\n\n</pre><img src=x onerror=alert(1)>\n${HOSTILE}`;
  const page = body(mail, [aTodo({ text: HOSTILE, line: 0, explanation: `"><script>` })]);
  expect(page).not.toMatch(/<(?:script|img)/u);
  expect(page).not.toMatch(UNSAFE_TEXT);
});

test("a mail of one endless line is drawn in no time", () => {
  const start = performance.now();
  body(`${"a > http://".repeat(100_000)}\n`, [aTodo({ text: "a >", line: 0 })]);
  expect(performance.now() - start).toBeLessThan(2_000);
});
