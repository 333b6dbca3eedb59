import { describe, expect, test } from "vitest";
import { breakReferences, inertLine, inertMarkdown, inertText } from "../../../src/report/inert.ts";

test("a line of code keeps its blanks and tabs, and loses what steers", () => {
  expect(inertLine("+\t  a\u001b[2J  b\u202e\r\n")).toBe("+\t  a␛[2J  b");
});

describe("inertText", () => {
  test.each([
    ["an escape sequence is shown", "\u001b[31mred\u001b[0m", "␛[31mred␛[0m"],
    ["a bell and a title sequence are shown", "\u001b]0;x\u0007", "␛]0;x␇"],
    ["a C1 control introducer does not survive", "a\u009b31mb", "a\ufffd31mb"],
    ["direction overrides go", "a\u202egnp.exe\u202c\u2066\u2069b", "agnp.exeb"],
    ["zero-width and soft hyphen go", "a\u200bb\u200d\u2060\ufeff\u00adc", "abc"],
    ["line breaks of every kind become a space", "a\r\nb\u2028c\td", "a b c d"],
    ["invisible letters go", "a\u3164\u115fb\u{e0041}", "ab"],
    ["a lone surrogate is replaced", "a\ud800b", "a\ufffdb"],
    ["stacked marks are cut to three", `e${"\u0301".repeat(50)}`, "e\u0301\u0301\u0301"],
    ["text in other scripts stays", "Zoë 漢字 नमस्ते שלום 👍", "Zoë 漢字 नमस्ते שלום 👍"],
  ])("%s", (_name, text, expected) => {
    expect(inertText(text)).toBe(expected);
    expect(inertText(expected)).toBe(expected);
  });

  test("200,000 hostile characters take no time worth naming", () => {
    const start = performance.now();
    for (const piece of ["\u0301", "\u001b[", "\u202e", "a@", "#1", "0f", "\t "]) {
      inertMarkdown(piece.repeat(200_000 / piece.length));
    }
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

/** What a program reads that, like GitHub, looks for references in the rendered text. */
function rendered(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

describe("inertMarkdown", () => {
  test.each([
    ["@all and @org/team", /@[a-z]/u],
    ["fixes #1 and torvalds/linux#22 and GH-7", /#\d|GH-\d/u],
    ["commit 1234567 and deadbeefcafe0123456789deadbeefcafe012345", /\b[0-9a-f]{7,40}\b/u],
    ["see https://example.com/x and www.example.com", /:\/\/|www\.e/u],
    ["me@example.org", /\w@\w/u],
    ["o/r@1234567", /@\d/u],
  ])("nothing in %j is a reference after rendering", (text, reference) => {
    const shown = rendered(inertMarkdown(text));
    expect(text).toMatch(reference);
    expect(shown).not.toMatch(reference);
    expect(shown.replaceAll("\u200b", "")).toBe(text);
  });

  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["<!-- patchtrail:end -->", "&lt;!-- patchtrail:end --&gt;"],
    ["&#64;all", "&amp;\\#64;all"],
    ["**b** _i_ ~~s~~ `c`", "\\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~ \\`c\\`"],
    ["[a](javascript:x) ![i](y)", "\\[a\\](javascript:x) !\\[i\\](y)"],
    ["a | b $x$ \\", "a \\| b \\$x\\$ \\\\"],
    ["- item", "\\- item"],
    ["+ item", "\\+ item"],
    ["===", "\\==="],
    ["1. item", "1\u200b. item"],
    ["# head", "\\# head"],
  ])("%j shows as it was written", (text, expected) => {
    const source = inertMarkdown(text);
    expect(source.replace(/\\#\u200b/gu, "\\#")).toBe(expected);
    expect(rendered(source).replaceAll("\u200b", "")).toBe(text);
  });
});

describe("what GitHub acts on", () => {
  // The kinds of https://docs.github.com/en/get-started/writing-on-github, each as it is written.
  test.each([
    ["a mention", "ask @octo-cat_1", /@[A-Za-z0-9]/u],
    ["a team", "@org/team-name", /@[A-Za-z0-9]/u],
    ["an issue", "see #26", /#\d/u],
    ["an issue of another repository", "jlord/sheetsee.js#26", /#\d/u],
    ["an issue of a fork", "jlord#26", /#\d/u],
    ["the old form of an issue", "GH-26 and gh-26", /gh-\d/iu],
    ["a closing word", "Fixes #1, closes: o/r#2, resolve GH-3", /#\d|GH-\d/u],
    ["a duplicate", "Duplicate of #1", /#\d/u],
    ["an address of an issue", "fixes https://github.com/o/r/issues/1", /:\/\//u],
    ["a commit", "a5c3785ed8d6a35868bc169f07e40e889087fd2e", /\b[0-9a-f]{7,40}\b/iu],
    ["a short commit", "in A5C3785,", /\b[0-9a-f]{7,40}\b/iu],
    ["a commit of a user", "jlord@a5c3785ed8d6", /@[a-z0-9]|\b[0-9a-f]{7,40}\b/u],
    ["a commit of a repository", "o/r@a5c3785ed8d6", /@[a-z0-9]|\b[0-9a-f]{7,40}\b/u],
    ["a range of commits", "a5c3785...b5c3785", /\b[0-9a-f]{7,40}\b/u],
    ["an address of a page", "HTTPS://example.com ftp://example.com", /:\/\//u],
    ["an address without scheme", "www.example.com WWW.example.com", /www\.e/iu],
    ["an address of mail", "mailto:a.b@example.org xmpp:a@example.org/b", /@[a-z]/u],
    ["a picture", "good :+1: :tada:", /:[a-z0-9_+-]+:/u],
  ])("%s is none any more after rendering", (_, text, acted) => {
    expect(text).toMatch(acted);
    expect(rendered(inertMarkdown(text))).not.toMatch(acted);
    expect(breakReferences(text)).not.toMatch(acted);
    expect(rendered(inertMarkdown(text)).replaceAll("\u200b", "")).toBe(text);
  });

  test.each([
    ["a footnote", "x[^1]", "x\\[^1\\]"],
    ["an alert", "[!WARNING]", "\\[!WARNING\\]"],
    ["a task", "[x] done", "\\[x\\] done"],
    ["a definition of a link", "[a]: javascript:alert(1)", "\\[a\\]: javascript:alert(1)"],
    ["an autolink with a script", "<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"],
    ["a fence within a quote", "> ```mermaid", "&gt; \\`\\`\\`mermaid"],
    ["a fence of tildes", "~~~", "\\~\\~\\~"],
    ["a line across", "***", "\\*\\*\\*"],
    ["a heading below", "---", "\\---"],
    ["an entity", "&lt;b&gt; &#35;1", "&amp;lt;b&amp;gt; &amp;\\#\u200b35;1"],
    ["a break at the end of a line", "a\\", "a\\\\"],
    ["code by indentation", "    code", "code"],
  ])("%s is plain text", (_, text, expected) => {
    expect(inertMarkdown(text)).toBe(expected);
  });
});
