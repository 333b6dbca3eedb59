import { expect, test } from "vitest";
import { buildDigest } from "../../../src/report/digest.ts";
import { markdownCode, markdownLink, renderDigestMarkdown } from "../../../src/report/markdown.ts";
import { aHostileSeries } from "../../support/hostile.ts";
import { aDigestInput, aSeriesView, aTodo } from "../../support/views.ts";

test("an entry is an item with its link, its TODOs are tasks below it", () => {
  const view = aSeriesView({ todos: [aTodo({ state: "carried", messageId: "why@example.org" })] });
  const text = renderDigestMarkdown(buildDigest(aDigestInput([view])));
  expect(text).toContain("## Waiting for review (1)");
  expect(text).toContain(
    "- **[frob: make the frobnicator frob](<https://lore.kernel.org/frob-dev/s-frob-v1-1@example.org/>)**",
  );
  expect(text).toContain(
    "  - [ ] “This needs a Fixes: tag.” Rita Reviewer asked for it on v1, 9 days ago; still open in v1; Ada Author owes it ([mail](<https://lore.kernel.org/frob-dev/why@example.org/>))",
  );
});

test("text of mails is inert outside the addresses of our links", () => {
  const text = renderDigestMarkdown(buildDigest(aDigestInput([aHostileSeries()])));
  const words = text.replaceAll(/\]\(<[^<>\s]*>\)/gu, "]");
  expect(words).not.toMatch(/@[a-z]|#\d|GH-\d|<script|<!--|:\/\/|(?!\n)\p{Cc}|\p{Bidi_Control}/u);
  expect(words.replaceAll(/`[0-9a-f]{7,40}`/gu, "")).not.toMatch(/\b[0-9a-f]{7,40}\b/u);
  expect(words).not.toMatch(/(?<!\\)`(?!patchtrail)[^`\n]*evil/u);
});

test("a hash stands whole in code, where it is no link and can be copied", () => {
  const hash = "1234567890abcdef1234567890abcdef12345678";
  const text = `It breaks with \\${hash}, and "deadbeef1" before.`;
  const view = aSeriesView({ todos: [aTodo({ state: "carried", text })] });
  expect(renderDigestMarkdown(buildDigest(aDigestInput([view])))).toContain(
    `“It breaks with \\\\\`${hash}\`, and "\`deadbeef1\`" before.”`,
  );
});

test("links and commands cannot be broken out of", () => {
  expect(markdownLink("a]b", "https://x.example/a>)\n<b>")).toBe(
    "[a\\]b](<https://x.example/a%3E)%20%3Cb%3E>)".replace("a%3E)", "a%3E)"),
  );
  expect(markdownCode("a `b` c")).toBe("`a 'b' c`");
});
