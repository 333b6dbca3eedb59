import { expect, test } from "vitest";
import { html, joined, textBlock } from "../../../src/web/html.ts";

test("values are escaped in elements and attributes, markup made by it is not", () => {
  const name = `"><script>alert(1)</script>`;
  const inner = html`<b>${name}</b>`;
  expect(html`<a title="${name}">${inner}</a>`.markup).toBe(
    `<a title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><b>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</b></a>`,
  );
});

test("what turns text around or hides in it is taken out", () => {
  expect(html`<p>${"a\u202eb\u200bc\u0007d\u0000"}</p>`.markup).toBe("<p>abc\u2407d\u2400</p>");
});

test("lists follow one another, nothing stands for what is not there", () => {
  expect(html`<p>${[1, [html`<i>${"<"}</i>`, null], undefined, false, "x"]}</p>`.markup).toBe(
    "<p>1<i>&lt;</i>x</p>",
  );
  expect(html`${joined(["a", null, false, "b"], " · ")}`.markup).toBe("a · b");
});

test("lines, blanks and tabs of a block stay", () => {
  expect(textBlock("a \n\tb  c & <d>\u001b[31m").markup).toBe(
    "a \n\tb  c &amp; &lt;d&gt;\u241b[31m",
  );
});

test("the indents of a template do not reach the page", () => {
  const list = html`<ul>
    <li>${"one"}</li>
  </ul>`;
  expect(list.markup).toBe("<ul>\n<li>one</li>\n</ul>");
});
