import { bareSubject, type ThreadNode } from "../../report/thread.ts";
import { personName } from "../../report/words.ts";
import { mailAnchor } from "../addresses.ts";
import { type Fragment, html, type Html } from "../html.ts";
import { dayOf } from "./words.ts";

const MAX_DEPTH = 8;
/** The prefix of a posting, of which its place in the series says all that differs. */
const PREFIX = /^\[[^\]]{0,200}?(\d{1,4}\/\d{1,4})[^\]]{0,200}\]\s*/u;

/** The mails of a thread as lines, who answers whom by indentation, flat below some depth. */
export function threadOutline(
  outline: readonly ThreadNode[],
  options: {
    /** Where a mail's line leads. */
    readonly href: (messageId: string, anchor: string) => string;
    /** The mail that is being looked at. */
    readonly current?: string;
  },
): Html {
  const subjects = new Map(
    outline.flatMap(({ entry, id }) => (entry === null ? [] : [[id, bareSubject(entry.subject)]])),
  );
  const items = outline.map(({ entry, id, depth }): Fragment => {
    const level = Math.min(depth, MAX_DEPTH);
    if (entry === null) return html`<li class="i${level} ghost">a mail that was not seen</li> `;
    const subject = bareSubject(entry.subject);
    const repeats = entry.parent !== null && subjects.get(entry.parent) === subject;
    const posted = entry.kind === "patch" || entry.kind === "cover";
    return html`<li class="i${level}${posted && html` posted`}">
      <a
        href="${options.href(id, mailAnchor(id))}"
        ${id === options.current && html` aria-current="true"`}
        >${posted ? html`<span class="vh">${personName(entry.from)}</span> ${subject.replace(PREFIX, "$1 ")}` : personName(entry.from)}${!posted && !repeats && html` <span>${subject}</span>`}</a
      >${
        entry.openTodos > 0 &&
        html` <span class="count" title="open TODOs">${entry.openTodos}</span>`
      }
      ${entry.at > 0 && dayOf(entry.at)}
    </li> `;
  });
  return html`<ol class="outline">
    ${items}
  </ol>`;
}
