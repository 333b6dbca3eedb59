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

describe("of a binary patch", () => {
  const binary = (old: string, next: string, body = "literal 3\nKcmdjf") =>
    `diff --git a/l.bin b/l.bin\nindex ${old}..${next} 100644\nGIT binary patch\n${body}\n\n`;

  test("depends on its blobs, not on how it is written", () => {
    expect(idOf(binary("1111", "2222"))).toBe(idOf(binary("1111", "2222", "literal 9\nKother")));
    expect(idOf(binary("1111", "2222"))).not.toBe(idOf(binary("1111", "3333")));
    expect(idOf(binary("1111", "2222"))).not.toBe(idOf(binary("3333", "2222")));
  });

  test("is what git patch-id --stable prints, alone and beside a text patch", () => {
    const one = binary("1111", "2222");
    expect(idOf(one)).toBe("6ea61738b35e8cb527fa854e1d4abb51424b4dfe");
    expect(idOf(one + ONE)).toBe("dcc79093ee4f3f83cfa9ca8c68b4b10c643b274e");
    expect(idOf(ONE + one)).toBe("ebdbae826f3b4eb1bbf21d463a5be48a9d0214f3");
  });
});

test("the remark on a missing line break does not count, a line like it does", () => {
  const remark = "\\ No newline at end of file\n";
  const plain = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";
  expect(idOf(plain.replace("-a\n", `-a\n${remark}`))).toBe(idOf(plain));
});
