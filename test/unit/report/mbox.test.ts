import { expect, test } from "vitest";
import { mboxEntry } from "../../../src/report/mbox.ts";

const entry = (text: string): string => mboxEntry(Buffer.from(text, "latin1")).toString("latin1");

test("lines that look like an envelope are quoted once more, whatever quotes they have", () => {
  expect(entry("A: b\n\nFrom x\n>From y\n>>From z\nFrom\nxFrom \n")).toBe(
    "From mboxrd@z Thu Jan  1 00:00:00 1970\nA: b\n\n>From x\n>>From y\n>>>From z\nFrom\nxFrom \n\n",
  );
});

test("an envelope line that came along goes, so does CR LF; a lone CR and bytes beyond ASCII stay", () => {
  expect(entry("From a@b Mon Jan  1 00:00:00 2024\r\nA: b\r\n\r\nc\rd \xff\r\nend")).toBe(
    "From mboxrd@z Thu Jan  1 00:00:00 1970\nA: b\n\nc\rd \xff\nend\n\n",
  );
  // A CR LF inside a mail of LF is content: a patch against a DOS file.
  expect(entry("A: b\n\n+x\r\n")).toContain("+x\r\n");
});

test("a line of megabytes costs no more than reading it", () => {
  const start = performance.now();
  entry(`A: b\n\n${">".repeat(2_000_000)}`);
  expect(performance.now() - start).toBeLessThan(2_000);
});
