import { escapeHtml, hrefOf } from "./escape-html.ts";

/**
 * What mail clients leave of a page: styles at the elements, tables, no scripts, nothing remote.
 * The one style sheet only turns the colours for dark mode and the margins for narrow screens;
 * where a client drops it, the page is light and still right.
 */
const STYLE_SHEET = `
:root { color-scheme: light dark; }
@media (max-width: 600px) {
  .outer { padding: 0 !important; }
  .sheet { border-radius: 0 !important; }
  .inner { padding: 20px 16px 24px !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background-color: #121416 !important; }
  .sheet { background-color: #1b1e22 !important; color: #e2e5e9 !important; }
  .muted { color: #a6aeb8 !important; }
  .rule { border-color: #3b4149 !important; }
  .settled { color: #7cc79b !important; }
  .open { color: #e3ac5c !important; }
  a { color: #8cbcf5 !important; }
  .quiet { color: inherit !important; }
}`;

const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Styles that elements of all pages share. */
export const STYLES = {
  link: "color:#0b57a4;text-decoration:none",
  muted: "color:#57606a;",
  h1: "margin:0 0 4px;font-size:24px;line-height:1.25;font-weight:600;",
  h2: "margin:36px 0 16px;padding:0 0 6px;border-bottom:1px solid #d5d9de;font-size:19px;line-height:1.3;font-weight:600;",
  h3: "margin:0 0 2px;font-size:16px;line-height:1.4;font-weight:600;",
  text: "margin:0 0 6px;font-size:15px;line-height:1.5;",
  small: "margin:0 0 6px;font-size:14px;line-height:1.5;",
} as const;

/** A link to a page of the web or beside this one; text and address are escaped here. */
export function htmlLink(text: string, url: string): string {
  return `<a href="${hrefOf(url)}" dir="auto" style="${STYLES.link}">${escapeHtml(text)}</a>`;
}

/** A link in the colour of the text around it, for where there are many. */
export function quietLink(text: string, url: string): string {
  return `<a class="quiet" href="${hrefOf(url)}" dir="auto" style="color:inherit">${escapeHtml(text)}</a>`;
}

/** A command that people may copy. */
export function htmlCommand(command: string): string {
  return `<code style="font-size:13px;">${escapeHtml(command)}</code>`;
}

/** A paragraph in the colour of what matters less; `html` must be escaped already. */
export function mutedText(html: string, style: string = STYLES.small): string {
  return `<p class="muted" style="${style}${STYLES.muted}">${html}</p>`;
}

/**
 * A whole document around a body of ours: one column that is as wide as the window, at most 720
 * pixels. `body` must be HTML already; the title and the address of the feed are escaped here.
 */
export function htmlPage(page: {
  readonly title: string;
  readonly body: readonly string[];
  /** Address of the Atom feed that goes with the page. */
  readonly feed?: string;
}): string {
  const feed =
    page.feed === undefined
      ? []
      : [
          `<link rel="alternate" type="application/atom+xml" title="Feed" href="${hrefOf(page.feed)}">`,
        ];
  const lines = [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(page.title)}</title>`,
    ...feed,
    `<style>${STYLE_SHEET}\n</style>`,
    "</head>",
    '<body class="page" style="margin:0;padding:0;background-color:#f3f4f6;">',
    '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;background-color:#f3f4f6;">',
    '<tr><td class="outer" align="center" style="padding:24px 12px;">',
    `<table role="presentation" class="sheet" width="720" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:720px;border-collapse:separate;border-radius:6px;background-color:#ffffff;color:#1f2328;font-family:${FONT};text-align:left;">`,
    '<tr><td class="inner" style="padding:32px 36px 36px;overflow-wrap:anywhere;word-break:break-word;">',
    '<div role="main">',
    ...page.body,
    "</div>",
    "</td></tr></table>",
    "</td></tr></table>",
    "</body>",
    "</html>",
  ];
  return `${lines.join("\n")}\n`;
}
