import { describe, expect, test } from "vitest";
import { htmlToMailText, stripTags } from "../../../src/mail/html.ts";
import { withinBudget } from "../../support/budget.ts";

test.each([
  ["a &lt;b&gt; &amp;amp; &#45; &#x41;", "a <b> &amp; - A"],
  ["<b>bold</b> <a href='x'>link</a>", "bold link"],
  ["one<br>two", "one\ntwo"],
  ["a<script>x()</script>b<style>y</style>c", "abc"],
  ["  keeps\n  space ", "  keeps\n  space "],
])("%j without tags is %j", (markup, text) => {
  expect(stripTags(markup)).toBe(text);
});

describe("a letter in HTML", () => {
  test("keeps lines, quotes and preformatted text", () => {
    const text = htmlToMailText(
      "<div>One<br>two</div><blockquote><div>first</div><div>second</div></blockquote><pre>  +code</pre>",
    );
    expect(text).toContain("One\ntwo");
    expect(text).toContain("> first\n> second");
    expect(text).toContain("  +code");
  });

  test("drops pictures and link addresses", () => {
    expect(
      htmlToMailText('see <a href="http://x.example.org">this</a><img src="y.png" alt="pic">'),
    ).toBe("see this");
  });

  test.each([
    "<blockquote>",
    "<b>",
    "<p>",
    "<li>",
    "<ul><li>",
    "<br>",
    "<table><tr><td>",
    "</p>",
    "<x",
    "<!--",
    "&",
  ])("survives 100 kB of %s", (piece) => {
    const markup = `${piece.repeat(Math.floor(100_000 / piece.length))}deep`;
    let texts: readonly string[] = [];
    const read = () => (texts = [htmlToMailText(markup), stripTags(markup)]);
    expect(withinBudget(2_000, read)).toBe("in time");
    expect(texts.map((text) => typeof text)).toEqual(["string", "string"]);
  });

  test("too deep to be a letter still has its words", () => {
    expect(htmlToMailText(`${"<div>".repeat(5_000)}a &amp; b`).trim()).toBe("a & b");
  });
});
