import { expect, test } from "vitest";
import { decodeTransfer, parseContentType } from "../../../src/mail/transfer.ts";

test.each([
  [null, "text/plain", {}],
  [
    "Text/Plain; Charset=UTF-8; format=flowed",
    "text/plain",
    { charset: "UTF-8", format: "flowed" },
  ],
  ['text/x-patch; name="a; b.patch"', "text/x-patch", { name: "a; b.patch" }],
])("Content-Type %j", (header, value, params) => {
  expect(parseContentType(header)).toEqual({ value, params });
});

test.each(["", "text", "text/plain; name*=utf-8''x", 'text/plain; name="=?utf-8?q?x?="'])(
  "Content-Type %j is left to the library",
  (header) => {
    expect(parseContentType(header)).toBeNull();
  },
);

test.each([
  ["quoted-printable", "a=3Db=\n c  \nend", "a=b c\nend"],
  ["Quoted-Printable", "a=\r\nb\r\n", "ab\r\n"],
  ["base64", "YWJj\nZGVm\n", "abcdef"],
  ["8bit", "a=3D", "a=3D"],
  ["7bit (comment)", "x", "x"],
  ["", "x", "x"],
])("%s", (encoding, body, expected) => {
  expect(Buffer.from(decodeTransfer(Buffer.from(body), encoding)!).toString()).toBe(expected);
});

test("an unknown encoding is not touched", () => {
  expect(decodeTransfer(Buffer.from("x"), "x-uuencode")).toBeNull();
});
