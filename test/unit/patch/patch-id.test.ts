import { describe, expect, test } from "vitest";
import { patchIdOf } from "../../../src/patch/patch-id.ts";

const ONE = `diff --git a/one.c b/one.c
index 1111111..2222222 100644
--- a/one.c
+++ b/one.c
@@ -10,5 +10,5 @@ int one(void)
 	int ret;

-	one_old();
+	one_new();
 	return ret;
 }
`.replace("\n\n", "\n \n");
const TWO = ONE.replaceAll("one", "two");
const idOf = (text: string) => patchIdOf(text.split("\n"));

describe("patchIdOf", () => {
  test("is what git patch-id --stable prints", () => {
    expect(idOf(ONE)).toBe("7d35974abcdcc1fb93f897f71c1129395bb7c6f4");
  });

  test("does not depend on line numbers, white space, blob ids or the order of files", () => {
    const moved = ONE.replace("@@ -10,5 +10,5 @@ int one(void)", "@@ -90,5 +91,5 @@");
    expect(idOf(moved)).toBe(idOf(ONE));
    expect(idOf(ONE.replaceAll("\t", "        "))).toBe(idOf(ONE));
    expect(idOf(ONE.replace("1111111", "3333333"))).toBe(idOf(ONE));
    expect(idOf(TWO + ONE)).toBe(idOf(ONE + TWO));
  });

  test("depends on every changed word", () => {
    expect(idOf(ONE.replace("one_new", "one_newer"))).not.toBe(idOf(ONE));
  });

  test("ends with the diff: signatures and a second diff behind words do not count", () => {
    expect(idOf(`${ONE}-- \n2.43.0\n`)).toBe(idOf(ONE));
    expect(idOf(`${ONE}\nand then\n${TWO}`)).toBe(idOf(ONE));
  });

  test("an empty line in a hunk is the empty context line that a mailer stripped", () => {
    expect(idOf(ONE.replace("\n \n", "\n\n"))).toBe(idOf(ONE));
  });

  test("a diff without its diff line has an id too", () => {
    const plain = ONE.slice(ONE.indexOf("--- "));
    expect(idOf(plain)).toMatch(/^[0-9a-f]{40}$/);
    expect(idOf(plain)).not.toBe(idOf(ONE));
  });

  test.each(["", "just words", "--- a thought\n+++ more", "diff of opinion"])(
    "%j has none",
    (text) => {
      expect(idOf(text)).toBeNull();
    },
  );
});
