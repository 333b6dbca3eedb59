import { describe, expect, test } from "vitest";
import { splitMail } from "../../../src/mail/headers.ts";
import { MAX_HEADER_FIELDS } from "../../../src/limits.ts";

const split = (text: string): ReturnType<typeof splitMail> =>
  splitMail(Buffer.from(text, "latin1"));
const bodyOf = (text: string): string => Buffer.from(split(text).body).toString("latin1");

describe("splitting a mail", () => {
  test("fields are found whatever their case, unfolded, all values kept", () => {
    const { headers } = split("SUBJECT: one\n two\nTo: a\nto:b\n\nbody");
    expect(headers.first("subject")).toBe("one two");
    expect(headers.all("to")).toEqual(["a", "b"]);
    expect(headers.first("cc")).toBeNull();
  });

  test.each([
    ["LF", "A: b\n\nbody\n", "body\n"],
    ["CRLF", "A: b\r\n\r\nbody\r\n", "body\r\n"],
    ["envelope lines", "From jane Mon Jan 1\n>From x\nA: b\n\nbody", "body"],
    ["a line that is no field", "A: b\nno field here\nbody", "no field here\nbody"],
    ["no header", "no field here\nbody", "no field here\nbody"],
    ["a header alone", "A: b\n", ""],
  ])("%s", (_, text, body) => {
    expect(bodyOf(text)).toBe(body);
  });

  test("fields past the bound are left out", () => {
    expect(split(`${"A: b\n".repeat(MAX_HEADER_FIELDS + 5)}\nbody`).headers.count).toBe(
      MAX_HEADER_FIELDS,
    );
  });
});
