import { expect, test } from "vitest";
import { linksOf } from "../../src/archive/crawl-links.ts";
import { linkedFiles } from "../../src/archive/pages.ts";
import type { CopyForm } from "../../src/model/mail.ts";
import { mhonarcBodyText } from "../../src/mail/mhonarc-body.ts";
import { parseMessage } from "../../src/mail/parse-message.ts";
import { namesOfFiles } from "../../src/patch/diff-paths.ts";
import { findDeclaredLinks } from "../../src/patch/declared.ts";
import { withinBudget } from "../support/budget.ts";
import { archived } from "./support/mail-laws.ts";

const CHARS = 1_000_000;
const filled = (piece: string) => piece.repeat(CHARS / piece.length);

/** Pages and lines that once took the square of their length, and what may be spent on each. */
const SLOW: readonly [name: string, read: () => unknown][] = [
  ["anchors that never end", () => linksOf(Buffer.from(filled("<A\tF")), "https://example.org/")],
  ["anchors with many addresses", () => linkedFiles(Buffer.from(filled('<A\tHREF="\t"R')))],
  ["comments that never end", () => mhonarcBodyText(filled("<!--<"))],
  ["notes that never end", () => mhonarcBodyText(filled("<P><STRONG>ATTACHMENT:\tE"))],
  ["stamps of blanks", () => namesOfFiles(`${"\t".repeat(4_000)}\r`, "b/x")],
  ["a lead of blanks", () => findDeclaredLinks([`${"\t".repeat(9_900)}A https://lore.kernel.org/r/a@b`])],
]; // prettier-ignore

test.each(SLOW)("%s are read in no time", (_, read) => {
  expect(withinBudget(500, read)).toBe("in time");
});

const PAGES: readonly [form: CopyForm, page: string][] = [
  ["pipermail-page", `${filled("<H1>")}<!--beginarticle--><PRE>x</PRE>`],
  ["pipermail-page", filled('TITLE=">')],
  ["mhonarc-page", `${filled("<TITLE>\0")}<!--X-Body-of-Message-->x`],
  ["mhonarc-page", `<pre>${filled("[<")}`],
  ["page-text", `T\n${"\t".repeat(CHARS)}x\nTue Feb 18 10:00:00 UTC 2025\nx\n`],
];

test.each(PAGES)("a %s of one megabyte is read within a second", async (form, page) => {
  const raw = Buffer.from(page);
  const before = process.cpuUsage();
  const { diagnostics } = await parseMessage(archived(raw, form), { zone: null });
  expect(diagnostics.map(({ code }) => code)).not.toContain("parse-failed");
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_500);
});
