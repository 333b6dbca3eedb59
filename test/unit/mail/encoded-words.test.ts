import { expect, test } from "vitest";
import { decodeEncodedWords, decodeHeaderValue } from "../../../src/mail/encoded-words.ts";

test.each([
  ["=?utf-8?Q?J=C3=B6rg_M?= Doe", "Jörg M Doe"],
  ["=?UTF-8?B?SsO2cmc=?=", "Jörg"],
  ["=?iso-8859-1?q?J=F6rg?=", "Jörg"],
  ["=?utf-8?q?a?= =?utf-8?q?b?= c", "ab c"],
  // One character split over two words.
  ["=?utf-8?b?w7w=?= =?utf-8?q?=C3?= =?utf-8?q?=BC?=", "üü"],
  ["=?utf-8?q?a?= =?iso-8859-1?q?=F6?=", "aö"],
  ["=?utf-8*de?q?=C3=BC?=", "ü"],
  ["=?x-broken?q?=C3=BC?=", "ü"],
  ["=?utf-8?q?unfinished", "=?utf-8?q?unfinished"],
  ["plain", "plain"],
])("%s", (text, expected) => {
  expect(decodeEncodedWords(text)).toBe(expected);
});

test("raw 8-bit header bytes are read, UTF-8 or not", () => {
  expect(decodeHeaderValue(Buffer.from("Jörg").toString("latin1"))).toBe("Jörg");
  expect(decodeHeaderValue("J\u00f6rg")).toBe("Jörg");
});
