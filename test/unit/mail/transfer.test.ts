import { expect, test } from "vitest";
import { decodeTransfer } from "../../../src/mail/transfer.ts";

test.each([
  ["quoted-printable", "a=3Db=\n c  \nend", "a=b c\nend"],
  ["Quoted-Printable", "a=\r\nb\r\n", "ab\r\n"],
  ["quoted-printable", "a =\t\nb = c =zz =", "a b = c =zz "],
  ["quoted-printable", "=c3=BC\t", "ü"],
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

test.each([
  ["quoted-printable", "lone\rreturn"],
  ["quoted-printable", "half =4=\n1"],
  ["base64", "YWJj\n\n-- \nfooter"],
  ["base64", "YQ==YWJj"],
])("%s that decoders read differently is left to the library: %j", (encoding, body) => {
  expect(decodeTransfer(Buffer.from(body), encoding)).toBeNull();
});
