import { describe, expect, test } from "vitest";
import type { MimePart } from "../../../src/mail/mime-part.ts";
import { attachedPatch, partsToText } from "../../../src/mail/parts-to-text.ts";

const DIFF = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";

function aPart(text: string, over: Partial<MimePart> = {}): MimePart {
  const bytes = Buffer.from(text);
  return {
    contentType: "text/plain",
    params: {},
    attachment: false,
    filename: null,
    alternative: null,
    bytes,
    ...over,
  };
}

test.each([
  ["x.patch", "application/octet-stream", DIFF, true],
  ["x.diff", "text/plain", "no diff in it", true],
  [null, "text/x-patch; charset=utf-8", DIFF, true],
  ["notes.txt", "text/plain", `see\n${DIFF}`, true],
  ["notes.txt", "text/plain", "dmesg output", false],
  ["x.patch", "application/octet-stream", "bin\u0000ary", false],
  ["photo.png", "image/png", "x", false],
])("%s of %s: a patch is %#", (name, type, text, expected) => {
  expect(attachedPatch(name, type, Buffer.from(text)) !== null).toBe(expected);
});

describe("the text of a mail", () => {
  test("leaves out HTML that a plain part says, keeps HTML beside a footer", () => {
    const plain = aPart("plain", { alternative: 1 });
    const html = aPart("<p>html</p>", { contentType: "text/html", alternative: 1 });
    expect(partsToText([plain, html]).text).toBe("plain");
    expect(partsToText([aPart(" \n", { alternative: 1 }), html]).text).toBe("html");
    expect(partsToText([{ ...html, alternative: null }, aPart("footer")]).text).toBe(
      "html\n\nfooter",
    );
  });

  test("unflows what is flowed", () => {
    expect(partsToText([aPart("a \nb", { params: { format: "Flowed" } })]).text).toBe("a b");
  });

  test("tells when a charset was guessed", () => {
    const part = aPart("", {
      bytes: Buffer.from("Gr\u00fc\u00dfe", "latin1"),
      params: { charset: "utf-8" },
    });
    expect(partsToText([part])).toMatchObject({
      text: "Grüße",
      diagnostics: [{ code: "charset-guessed" }],
    });
  });
});
