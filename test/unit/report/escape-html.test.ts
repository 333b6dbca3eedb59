import { expect, test } from "vitest";
import { escapeHtml, hrefOf } from "../../../src/report/escape-html.ts";

test("nothing of a text is markup, in an element or in a quoted attribute", () => {
  expect(escapeHtml(`a < b && c > "d" 'e'`)).toBe(
    "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;",
  );
  expect(escapeHtml("]]><script>&amp;")).toBe("]]&gt;&lt;script&gt;&amp;amp;");
});

test("invisible and direction-changing characters and what XML forbids are gone", () => {
  expect(escapeHtml("a\u202eb\u200bc\ufeffd\u2066e\ufffef\uffffg\u0000h\ud800i\nj")).toBe(
    "abcdefg\u2400h\ufffdi j",
  );
});

test("a link leads to the web or beside the page, nowhere else", () => {
  expect(hrefOf("https://lists.example.org/a?b=c&d")).toBe("https://lists.example.org/a?b=c&amp;d");
  expect(hrefOf("../index.html")).toBe("../index.html");
  expect(hrefOf("2025-W08.html")).toBe("2025-W08.html");
  for (const url of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "//evil.example.com/",
    "\\\\evil.example.com\\",
    "vbscript:x",
  ]) {
    expect(hrefOf(url), url).not.toMatch(/^(?:javascript|data|vbscript|\/\/|\\)/iu);
  }
});
