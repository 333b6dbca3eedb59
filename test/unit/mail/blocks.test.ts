import { describe, expect, test } from "vitest";
import { parseBlocks } from "../../../src/mail/blocks.ts";
import type { Block } from "../../../src/model/mail.ts";
import { withinBudget } from "../../support/budget.ts";

/** Blocks as `kind`, `kind2` for depth 2, with their first line. */
function sketch(body: string, patch = false): string[] {
  return parseBlocks(body, { patch }).map(
    ({ kind, depth, firstLine }) => `${firstLine} ${kind}${depth > 0 ? depth : ""}`,
  );
}

function speakers(blocks: readonly Block[]): (string | null)[] {
  return blocks
    .filter(({ kind }) => kind === "quote")
    .map(({ depth, quoted }) => `${depth} ${quoted?.name ?? "?"}`);
}

const DIFF = `diff --git a/widget.c b/widget.c
index 1111111..2222222 100644
--- a/widget.c
+++ b/widget.c
@@ -1,3 +1,3 @@
 int a;
-int b;
+int c;
 int d;
`;

const PATCH = `From: Jane Example <jane@example.org>

Widgets leak. Free them.

v2: free them once (Bob)

Fixes: 0123456789ab ("widget: Allocate")
Signed-off-by: Jane Example <jane@example.org>
---
Changes since v1:
 - Link to v1: https://lists.example.org/1
 - free it once

Only compile-tested.

 widget.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

${DIFF}-- 
2.43.0

_______________________________________________
widget-dev mailing list
widget-dev@example.org
https://lists.example.org/listinfo/widget-dev
`;

describe("a patch", () => {
  test("is cut into its parts", () => {
    expect(sketch(PATCH, true)).toEqual([
      "0 commit-message",
      "4 changelog",
      "6 trailers",
      "8 diffstat",
      "9 changelog",
      "13 text",
      "15 diffstat",
      "18 diff",
      "27 signature",
      "30 footer",
    ]);
  });

  test("blocks cover every line in order, as written", () => {
    const lines = parseBlocks(PATCH, { patch: true }).flatMap((block) => block.lines);
    expect(`${lines.join("\n")}\n`).toBe(PATCH);
  });

  test("a cover letter's words are text", () => {
    const cover = `Widgets leak.\n\nChanges in v2:\n- less\n\nJane Example (1):\n  widget: Free\n\n widget.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n`;
    expect(sketch(cover, true)).toEqual(["0 text", "2 changelog", "5 text", "8 diffstat"]);
  });

  test("a range-diff is no text and no diff", () => {
    const cover = `Hello.\n\nRange-diff against v1:\n1:  1111111 ! 1:  2222222 widget: Free\n    @@ widget.c\n     -TODO: fix\n\nbase-commit: 1111111111111111111111111111111111111111\n`;
    expect(sketch(cover, true)).toEqual(["0 text", "2 diffstat", "7 trailers"]);
  });

  test("removed lines that look like marks stay in the diff", () => {
    const body =
      "Text.\n---\n--- a/x\n+++ b/x\n@@ -1,3 +1,1 @@\n--- \n-> quoted\n a\n-- \n2.43.0\n";
    expect(sketch(body, true)).toEqual(["0 commit-message", "1 diffstat", "2 diff", "8 signature"]);
  });

  test("arrows of robots and sanitizers are no quotes", () => {
    const body = `It warns:\n\n   widget.c: In function 'f':\n>> widget.c:12:3: warning: unused\n   12 | int a;\n ab00: 00\n>f1000000: f8\n ac00: 00\n\n${DIFF}`;
    expect(sketch(body, true)).toEqual(["0 commit-message", "9 diff"]);
  });

  test("words above scissors are the writer's, those below describe the patch", () => {
    const body = `How about this?\n\n-- >8 --\nSubject: [PATCH] widget: Free\n\nWidgets leak.\n---\n${DIFF}`;
    expect(sketch(body)).toEqual(["0 text", "2 commit-message", "6 diffstat", "7 diff"]);
  });
});

describe("a reply", () => {
  const REPLY = `Hi Jane,

On Mon, Feb 3, 2025 at 10:11 AM Jane Example
<jane@example.org> wrote:
>
> On Sun, Feb 2, 2025, Bob Example wrote:
> > > deep
> >
> > Why?
>
> Because.

I see.

> --- a/widget.c
> +int c;

Looks good.

Reviewed-by: Carol Example <carol@example.org>

-- 
Carol
`;

  test("is cut into quotes and words", () => {
    expect(sketch(REPLY)).toEqual([
      "0 text",
      "2 attribution",
      "4 attribution1",
      "6 quote3",
      "8 quote2",
      "10 quote1",
      "12 text",
      "14 quote1",
      "17 text",
      "19 trailers",
      "21 signature",
    ]);
  });

  test("quotes know their writers, where the mail tells", () => {
    const blocks = parseBlocks(REPLY, { patch: false });
    expect(speakers(blocks)).toEqual(["3 ?", "2 Bob Example", "1 Jane Example", "1 Jane Example"]);
    expect(blocks.find(({ kind }) => kind === "quote")?.lines[0]).toBe("deep");
  });

  test.each([
    ["> > x", 2, "x"],
    [">> x", 2, "x"],
    [">x", 1, "x"],
    [">\tx", 1, "\tx"],
    [">  x", 1, " x"],
    ["> > > x", 3, "x"],
    ["> ->x", 1, "->x"],
  ])("marks of %j", (line, depth, text) => {
    expect(parseBlocks(`${line}\n`, { patch: false })).toEqual([
      { kind: "quote", firstLine: 0, lines: [text], depth, quoted: null },
    ]);
  });

  test("words below Outlook's header are a quote", () => {
    const body = `Fixed.\n\n-----Original Message-----\nFrom: Jane Example <jane@example.org>\nSent: Monday\nTo: Bob\n\nIt fails.\n> On Sunday, Bob wrote:\nIndeed.\n`;
    const blocks = parseBlocks(body, { patch: false });
    expect(sketch(body).slice(0, 3)).toEqual(["0 text", "2 attribution", "7 quote1"]);
    expect(speakers(blocks)[0]).toBe("1 Jane Example");
    expect(blocks.some(({ kind, firstLine }) => kind === "text" && firstLine > 2)).toBe(false);
  });

  test("an attribution quoted with its words names them (Apple Mail)", () => {
    const body =
      "> On 3 Feb 2025, at 10:11, Jane Example <jane@example.org> wrote:\n> \n> It fails.\n\nFixed.\n";
    expect(speakers(parseBlocks(body, { patch: false }))).toEqual(["1 Jane Example"]);
  });

  test("a small diff of its own is a diff, and ends with its hunk", () => {
    const body = `How about:\n\n@@ -1,2 +1,2 @@\n-int b;\n+int c;\n int d;\n\nThanks,\nCarol\n`;
    expect(sketch(body)).toEqual(["0 text", "2 diff", "7 text"]);
  });

  test("what it asks for in v2 is no changelog", () => {
    expect(sketch("v2: please fix the leak.\n")).toEqual(["0 text"]);
  });

  test("a quote below a signature is a quote (top posting)", () => {
    const body = "Done.\n-- \nCarol\n\nOn 3 Feb 2025 Jane Example wrote:\n> It fails.\n";
    expect(sketch(body)).toEqual(["0 text", "1 signature", "4 attribution", "5 quote1"]);
  });

  test("prose with a colon is no trailer", () => {
    expect(sketch("Note: it fails.\nFixes: the leak\nLink: see above\n")).toEqual(["0 text"]);
  });
});

describe("hostile bodies", () => {
  test("an empty body has no blocks, a blank one is text", () => {
    expect(parseBlocks("", { patch: true })).toEqual([]);
    expect(sketch("\n\n", true)).toEqual(["0 text"]);
  });

  test.each([
    [">\n"],
    ["> a\n>\n"],
    ["On 1 Jan 2025\n"],
    ["On 1 Jan 2025 a wrote:\n"],
    ["@@ -1,99999 +1,99999 @@\n"],
    ["diff --git a/x b/x\n\n"],
    ["--- a/x\n"],
    [" a | 1\n"],
    ["Range-diff:\n\n"],
    ["v2:\n\n"],
    ["Cc: a@example.org\n \n"],
    ["-----Original Message-----\n"],
    ["____________________\n"],
    ["GIT binary patch\n"],
    ["-- \n"],
    ["Cc: a@example.org\n> Cc: a@example.org\n"],
    ["v2: a\n> v2: a\n"],
    ["\n"],
  ])("10,000 lines of %j are read in linear time and covered", (unit) => {
    const count = Math.floor(10_000 / (unit.split("\n").length - 1));
    const body = unit.repeat(count);
    for (const patch of [true, false]) {
      let blocks: readonly Block[] = [];
      const read = () => (blocks = parseBlocks(body, { patch }));
      expect(withinBudget(1_000, read)).toBe("in time");
      const lines = blocks.reduce((sum, block) => sum + block.lines.length, 0);
      expect(lines).toBe(body.split("\n").length - 1);
    }
  });

  test.each([[">"], ["> "], ["-8<"], ["v1-"], [" "], ["a | "], ["On 1:"], ["Cc: @"], ["_"], ["-"]])(
    "a line of 1 MB of %j is read fast and cut",
    (unit) => {
      const body = unit.repeat(1_000_000 / unit.length);
      let blocks: readonly Block[] = [];
      const read = () => (blocks = parseBlocks(body, { patch: true }));
      expect(withinBudget(1_000, read)).toBe("in time");
      const [block] = blocks;
      expect(block?.lines[0]?.length).toBeLessThanOrEqual(10_000);
    },
  );
});
