import { describe, expect, test } from "vitest";
import { parseDiff, readPatchContent } from "../../../src/patch/diff.ts";

const CHANGE = `diff --git a/drivers/widget/core.c b/drivers/widget/core.c
index 1111111..2222222 100644
--- a/drivers/widget/core.c
+++ b/drivers/widget/core.c
@@ -10,6 +10,7 @@ int widget_open(void)
 	int ret;

 	ret = widget_lock();
+	/* TODO: give up after a while */
+	widget_wait_for_reply();
-	widget_wait();
 	return ret;
 }
`;

describe("parseDiff", () => {
  test("reads files and hunks out of the mail around them", () => {
    const files = parseDiff(`Words before.\n---\n${CHANGE}-- \n2.43.0\n`);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ path: "drivers/widget/core.c", oldPath: null });
    expect(files[0]?.hunks[0]?.lines).toHaveLength(8);
  });

  test.each([
    [
      "a new file",
      "diff --git a/n.c b/n.c\nnew file mode 100644\n--- /dev/null\n+++ b/n.c\n@@ -0,0 +1 @@\n+int n;\n",
      { path: "n.c", oldPath: null },
    ],
    [
      "a deleted file",
      "diff --git a/o.c b/o.c\ndeleted file mode 100644\n--- a/o.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-int o;\n",
      { path: "o.c" },
    ],
    [
      "a rename",
      "diff --git a/old.c b/new.c\nsimilarity index 100%\nrename from old.c\nrename to new.c\n",
      { path: "new.c", oldPath: "old.c" },
    ],
    [
      "no git header",
      "--- a/x.c\t2025-01-01\n+++ b/x.c\t2025-01-02\n@@ -1 +1 @@\n-a_long_line();\n+b_long_line();\n",
      { path: "x.c" },
    ],
  ])("reads %s", (_, text, expected) => {
    expect(parseDiff(text)).toMatchObject([expected]);
  });

  test("does not take dashes in prose for a diff", () => {
    expect(parseDiff("--- a thought\nand another\n---\n+++ more\n")).toEqual([]);
  });

  test("a remark about the end of a file is no line of it, and what follows is read", () => {
    const [first, second] = parseDiff(
      `--- a/x.c
+++ b/x.c
@@ -1 +1 @@
-a
\\ No newline at end of file
+b
\\ No newline at end of file
--- a/y.c
+++ b/y.c
@@ -1 +1 @@
-c
+d
+ more than the hunk has
`,
    );
    expect(first?.hunks).toMatchObject([{ lines: ["-a", "+b"], unterminated: [0, 1] }]);
    expect(second).toMatchObject({ path: "y.c", hunks: [{ lines: ["-c", "+d"] }] });
  });

  test("a hunk that lost lines does not take git's signature for one of its own", () => {
    const cut = CHANGE.split("\n").slice(0, 8).join("\n");
    const [file] = parseDiff(`${cut}\n-- \n2.43.0\n`);
    expect(file?.hunks[0]?.lines).toHaveLength(3);
    expect(readPatchContent(`${cut}\n-- \n2.43.0\n`).files).toMatchObject([{ removed: 0 }]);
  });

  test("keeps a hunk that the mail cut short", () => {
    const [file] = parseDiff(CHANGE.split("\n").slice(0, 8).join("\n"));
    expect(file?.hunks[0]?.lines).toHaveLength(3);
  });
});

describe("readPatchContent", () => {
  test("counts lines and finds a marker with its place", () => {
    const content = readPatchContent(CHANGE);
    expect(content.files).toEqual([
      { path: "drivers/widget/core.c", oldPath: null, added: 2, removed: 1 },
    ]);
    expect(content.markers).toEqual([
      { path: "drivers/widget/core.c", line: 13, text: "/* TODO: give up after a while */" },
    ]);
  });

  test("two versions of a patch share most of their sketch, two patches nothing", () => {
    const sketch = (text: string) => new Set(readPatchContent(text).sketch);
    const one = sketch(CHANGE);
    const two = sketch(CHANGE.replace("after a while", "after a second"));
    const other = sketch(
      CHANGE.replaceAll("widget_wait", "gadget_poll").replace("give up", "try on"),
    );
    expect([...one].filter((hash) => two.has(hash))).toHaveLength(2);
    expect([...one].filter((hash) => other.has(hash))).toHaveLength(0);
  });

  test("a text without a diff has no patch-id", () => {
    expect(readPatchContent("just words")).toEqual({
      files: [],
      patchId: null,
      sketch: [],
      markers: [],
    });
  });
});
