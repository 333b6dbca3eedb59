import { expect, test } from "vitest";
import iconv from "iconv-lite";
import { decodeBytes } from "../../../src/mail/charset.ts";

test.each([
  ["utf-8", "Grüße, 世界"],
  ["UTF8", "Grüße"],
  ["iso-8859-1", "Grüße"],
  ["iso-8859-15", "10 €"],
  ["gb2312", "你好，世界"],
  ["koi8-r", "Привет"],
  ["windows-1252", "“quoted”"],
  ["shift_jis", "こんにちは"],
])("%s is read losslessly", (label, text) => {
  expect(decodeBytes(iconv.encode(text, label), label)).toEqual({ text, guessed: false });
});

test("ISO-2022-JP is read", () => {
  const bytes = Buffer.from("\u001b$B$3$s\u001b(B", "latin1");
  expect(decodeBytes(bytes, "iso-2022-jp").text).toBe("こん");
});

test.each([[null], ["us-ascii"], ["x-no-such-charset"], ["utf-8"]])(
  "Windows-1252 under the label %s is seen",
  (label) => {
    expect(decodeBytes(iconv.encode("Grüße", "windows-1252"), label)).toEqual({
      text: "Grüße",
      guessed: true,
    });
  },
);

test("each line is guessed for itself", () => {
  const mixed = Buffer.concat([
    Buffer.from("Grüße\n", "utf8"),
    Buffer.from("-Gr\u00fc\u00dfe\n", "latin1"),
  ]);
  expect(decodeBytes(mixed, "utf-8").text).toBe("Grüße\n-Grüße\n");
});

test("an unknown label over UTF-8 bytes does no harm", () => {
  expect(decodeBytes(Buffer.from("Grüße"), "y").text).toBe("Grüße");
});

test("half a surrogate pair of UTF-16 becomes a character that can be kept", () => {
  expect(decodeBytes(Uint8Array.of(0x00, 0xd8, 0x61, 0x00), "utf-16le").text).toBe("\ufffda");
});
