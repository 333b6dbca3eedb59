import { listPath, withQuery } from "./addresses.ts";
import { type Fragment, html } from "./html.ts";
import type { Page, Site, Tab } from "./page.ts";

const TABS: readonly (readonly [Tab, string, string])[] = [
  ["board", "Board", ""],
  ["todos", "TODOs", "todos"],
  ["digests", "Digests", "digests"],
  ["charts", "Charts", "charts"],
];

function tabs(list: string, current: Tab | undefined): Fragment {
  return html`<nav class="tabs" aria-label="${list}">
    <ul>
      ${TABS.map(
        ([tab, name, path]) =>
          html`<li>
            <a href="${listPath(list)}${path}" ${tab === current && html` aria-current="page"`}
              >${name}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function account({ viewer, canSignIn, path }: Site): Fragment {
  if (viewer !== null) {
    return html`<form class="account" method="post" action="/sign-out">
      <input type="hidden" name="csrf" value="${viewer.csrf}" /><span>${viewer.name}</span>
      <button class="quiet">Sign out</button>
    </form>`;
  }
  return (
    canSignIn &&
    html`<a class="account" href="${withQuery("/sign-in", { back: path })}">Sign in</a>`
  );
}

/** A whole document: head, frame and the page in it. */
export function renderPage(page: Page, site: Site): string {
  const list = page.list ?? null;
  const title = page.title === "patchtrail" ? page.title : `${page.title} · patchtrail`;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${site.assets.css}">
<script src="${site.assets.js}"></script>
<link rel="icon" href="${site.assets.icon}" type="image/svg+xml">
<link rel="search" type="application/opensearchdescription+xml" title="patchtrail" href="/opensearch.xml">
${
  page.feed !== undefined &&
  html`<link
    rel="alternate"
    type="application/atom+xml"
    title="${page.feed.title}"
    href="${page.feed.href}"
  /> `
}</head>
<body${page.wide === true && html` class="wide"`}>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<p class="brand"><a href="/" accesskey="h">patchtrail</a>${
    list !== null && html`<span aria-hidden="true">/</span><a href="${listPath(list)}">${list}</a>`
  }</p>
${list !== null && tabs(list, page.tab)}
<form class="find" role="search" action="/search"><label class="vh" for="q">Search mails</label><input id="q" name="q" type="search" value="${page.query ?? ""}" placeholder="Search mails" autocomplete="off" maxlength="1000" aria-keyshortcuts="/">${
    list !== null && html`<input type="hidden" name="list" value="${list}" />`
  }<button class="vh">Search</button></form>
<button class="theme quiet" type="button" hidden>Theme</button>
${account(site)}
</header>
<main id="main" tabindex="-1">
${
  page.trail !== undefined &&
  html`<nav class="trail" aria-label="Where you are">
    <ul>
      ${page.trail.map((part) => html`<li>${part}</li>`)}
    </ul>
  </nav> `
}${page.body}
</main>
<footer class="bottom"><p>patchtrail ${site.version} <button class="help quiet" type="button" hidden>Keys <kbd>?</kbd></button>${
    page.feed !== undefined && html` <a href="${page.feed.href}">Atom feed</a>`
  } <a href="/help">About these pages</a></p></footer>
</body>
</html>
`;
  return document.markup;
}
