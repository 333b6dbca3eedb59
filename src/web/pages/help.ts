import { html } from "../html.ts";
import type { Page } from "../page.ts";

/** What these pages are, and what each word on them means. */
export function helpPage(): Page {
  const states: readonly (readonly [string, string])[] = [
    ["open", "somebody still has to act"],
    ["claimed", "its owner says it is done; nobody confirmed it"],
    ["answered", "the question got its answer"],
    ["resolved", "a later revision settles it"],
    ["carried", "a later revision came, and it is still open"],
    ["outlived", "the series was merged, and it is still open"],
    ["declined", "its owner argued, and the other side let go"],
    ["obsolete", "the patch or the series was dropped"],
    ["dismissed", "a person said that it is none"],
  ];
  const body = html`<h1>About these pages</h1>
    <p>
      They are made from the mails of the lists alone: patchtrail puts the postings of one piece of
      work together, finds what was asked for, promised or left open, and says whose move it is.
      Every statement leads to the mail that it was read from.
    </p>
    <h2>Addresses</h2>
    <p>
      A mail has the address that lore gives it: <code>/list/message-id/</code>; its thread is at
      <code>/list/message-id/T/</code>. Without the list, <code>/r/message-id/</code> leads there.
    </p>
    <h2>States of TODOs</h2>
    <dl class="words">
      ${states.map(
        ([state, meaning]) =>
          html`<dt><span class="state s-${state}">${state}</span></dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
    <h2>Keys</h2>
    <p>
      <kbd>j</kbd> and <kbd>k</kbd> go to the next and the previous row or mail,
      <kbd>Enter</kbd> opens it, <kbd>/</kbd> searches, <kbd>t</kbd> switches the theme,
      <kbd>h</kbd> leads to all lists, <kbd>?</kbd> shows the keys.
    </p>
    <h2>Feeds</h2>
    <p>
      Lists, series, people and searches have Atom feeds; the link is at the foot of each page.
    </p>`;
  return { title: "About these pages", body };
}
