import { expect, test } from "vitest";
import { diffLength, patchTextOf } from "../../../src/range-diff/patch-text.ts";
import { aDiff, aPatch } from "./patches.ts";

test("writes a patch as git-range-diff(1) compares it", () => {
  const diff = [
    aDiff("a.c", [" one", "-two", "+2", "\\ No newline at end of file"], " int open(void)"),
    "diff --git a/n.c b/n.c\nnew file mode 100644\n--- /dev/null\n+++ b/n.c\n@@ -0,0 +1 @@\n+int n;\n",
    "diff --git a/o.c b/o.c\ndeleted file mode 100644\n--- a/o.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-int o;\n",
    "diff --git a/old.c b/new.c\nsimilarity index 100%\nrename from old.c\nrename to new.c\n",
    "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n",
  ].join("");
  const text = patchTextOf(aPatch(1, diff, { message: ["Why.", "", "Signed-off-by: Ada"] }));
  expect(text.lines.join("\n")).toBe(` ## Metadata ##
Author: Ada Example <ada@example.org>

 ## Commit message ##
    widget: part 1

    Why.

    Signed-off-by: Ada

 ## a.c ##
@@ a.c: int open(void)
 one
-two
+2
 \\ No newline at end of file

 ## n.c (new) ##
@@
+int n;

 ## o.c (deleted) ##
@@
-int o;

 ## old.c => new.c ##

 ## run.sh (mode change 100644 => 100755) ##`);
  expect(text.lines[text.diffStart]).toBe(" ## a.c ##");
  expect(diffLength(text)).toBe(14);
});

test("binary patches are told apart by what is in them", () => {
  const binary = (data: string) =>
    patchTextOf(
      aPatch(
        1,
        `diff --git a/l b/l\nindex 1..2\nGIT binary patch\nliteral 3\n${data}\n\n-- \n2.43`,
      ),
    ).lines.join("\n");
  expect(binary("Kcmdjf")).toContain(" Binary change ");
  expect(binary("Kcmdjf")).toBe(binary("Kcmdjf"));
  expect(binary("Kcmdjf")).not.toBe(binary("Kcmdjg"));
});

test("a person without address or name is still a line", () => {
  const { lines } = patchTextOf(aPatch(1, "", { author: { name: "Ada", email: null } }));
  expect(lines[1]).toBe("Author: Ada");
});
