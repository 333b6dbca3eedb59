import { expect, test } from "vitest";
import { byTime, compareText } from "../../../src/series/assembly-mail.ts";
import { aPatchMail } from "./builders.ts";

test("mails are ordered by time, those of one second by id", () => {
  const mails = [aPatchMail("b"), aPatchMail("c", {}, { sentAt: 1 }), aPatchMail("a")];
  expect(mails.sort(byTime).map(({ messageId }) => messageId)).toEqual(["c", "a", "b"]);
});

test("text is compared by code unit", () => {
  expect(compareText("Z", "a")).toBe(-1);
  expect(compareText("a", "a")).toBe(0);
});
