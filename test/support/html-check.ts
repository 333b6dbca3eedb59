import { HTMLHint } from "htmlhint/dist/core/core.js";

/**
 * What an independent checker finds wrong with a page of ours: tags, attributes, nesting, escapes,
 * headings, alternative texts. Inline styles and tables are what mail clients need: not judged.
 */
export function checkHtml(html: string): string[] {
  const found = HTMLHint.verify(html, {
    "alt-require": true,
    "attr-lowercase": true,
    "attr-no-duplication": true,
    "attr-no-unnecessary-whitespace": true,
    "attr-unsafe-chars": true,
    "attr-value-double-quotes": true,
    "attr-value-no-duplication": true,
    "doctype-first": true,
    "doctype-html5": true,
    "empty-tag-not-self-closed": false,
    "head-script-disabled": true,
    "html-lang-require": true,
    "id-unique": true,
    "inline-script-disabled": true,
    "meta-charset-require": true,
    "meta-viewport-require": true,
    "script-disabled": true,
    "spec-char-escape": true,
    "src-not-empty": true,
    "tag-no-obsolete": true,
    "tag-pair": true,
    "tag-self-close": false,
    "tagname-lowercase": true,
    "title-require": true,
    "h1-require": true,
  });
  return found.map(({ rule, line, message }) => `${line}: ${rule.id}: ${message}`);
}
