import { expect, test } from "vitest";
import { mhonarcBodyText } from "../../../src/mail/mhonarc-body.ts";

test.each([
  ["a lone pre", "\n<pre>one &amp; two\n  +three\n</pre>\n", "one & two\n  +three\n"],
  ["links by their words", '<pre>see <a href="msg1.html">this</a>\n</pre>', "see this\n"],
  [
    "flowed text with quotes",
    "<pre>\nJane wrote:\n</pre><blockquote><pre>\nquoted\nmore\n</pre></blockquote><pre>\n\n</pre><tt>one \n</tt><tt>two\n</tt>",
    "Jane wrote:\n> quoted\n> more\n\none two\n",
  ],
  [
    "quoted code stays apart",
    "<blockquote><tt>+a; \n</tt><tt>+b;\n</tt></blockquote>",
    "> +a; \n> +b;\n",
  ],
  [
    "notes on files go",
    '<pre>text\n</pre><p><strong>Attachment:\n<a href="x.pgp"><tt>x</tt></a></strong></p>',
    "text\n",
  ],
])("%s", (_, markup, text) => {
  expect(mhonarcBodyText(markup)).toBe(text);
});

test("a letter in HTML is converted", () => {
  expect(mhonarcBodyText("<div>Hello<br>you</div><blockquote><p>quoted</p></blockquote>")).toBe(
    "Hello\nyou\n\n> quoted",
  );
});
