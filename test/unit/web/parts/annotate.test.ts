import { expect, test } from "vitest";
import { html } from "../../../../src/web/html.ts";
import { annotated, findWords, linkSpans } from "../../../../src/web/parts/annotate.ts";

test("words are found whatever white space is between them, from a place on", () => {
  const text = "Please add it.\n  Please add\n  a test, too.";
  expect(findWords(text, "Please add a test, too.", 0)).toEqual({ from: 17, to: 42 });
  expect(findWords(text, "Please add", 5)).toEqual({ from: 17, to: 27 });
  expect(findWords(text, "never said", 0)).toBeNull();
  expect(findWords(text, "", 0)).toBeNull();
});

test("addresses become links without what ends the sentence, and nothing else does", () => {
  const text = "see <https://example.org/a?b=1&c>, javascript:alert(1) http://example.org/x).";
  expect(annotated(text, linkSpans(text)).markup).toBe(
    'see &lt;<a href="https://example.org/a?b=1&amp;c" rel="nofollow noopener noreferrer">https://example.org/a?b=1&amp;c</a>&gt;, javascript:alert(1) ' +
      '<a href="http://example.org/x" rel="nofollow noopener noreferrer">http://example.org/x</a>).',
  );
});

test("of stretches that overlap the first counts", () => {
  const draw = (name: string) => (text: ReturnType<typeof html>) => html`[${name}:${text}]`;
  const spans = [
    { from: 2, to: 5, draw: draw("a") },
    { from: 4, to: 6, draw: draw("b") },
  ];
  expect(annotated("0123456<", spans).markup).toBe("01[a:234]56&lt;");
});
