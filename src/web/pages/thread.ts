import type { loadMail, ThreadPage } from "../../app/view/thread-page.ts";
import { bareSubject } from "../../report/thread.ts";
import { count, labelOf, titleOf } from "../../report/words.ts";
import { mailAnchor, mailPath, seriesPath } from "../addresses.ts";
import { type Fragment, html } from "../html.ts";
import type { Page } from "../page.ts";
import { pager } from "../parts/form.ts";
import { mailCard } from "../parts/mail-card.ts";
import { threadOutline } from "../parts/outline.ts";

/** In a thread a longer diff is left to the mail's own page: people read what was said. */
const THREAD_DIFF_LINES = 120;
const THREAD_TEXT_LINES = 1_500;
const MAIL_DIFF_LINES = 20_000;
const MAIL_TEXT_LINES = 8_000;

interface Place {
  readonly list: string | null;
  readonly linkTemplate: string;
}

/** A thread: its outline, and the mails of one page of it in reading order. */
export function threadPage(thread: ThreadPage, { list, linkTemplate }: Place): Page {
  const first = thread.outline.find(({ entry }) => entry !== null)?.entry;
  const subject = bareSubject(first?.subject ?? null) || "(no subject)";
  const path = `${mailPath(list, thread.messageId)}T/`;
  const mails = thread.outline.filter(({ entry }) => entry !== null).length;
  const hrefOf = (id: string, anchor: string): string => {
    const page = thread.pageOf.get(id) ?? 1;
    return page === thread.page ? `#${anchor}` : `${path}?page=${page}#${anchor}`;
  };
  const body = html`<h1 class="thread">${subject}</h1>
    ${seriesLine(thread.series)}
    <div class="reading">
      <aside>
        <details class="contents" open>
          <summary>${count(mails, "mail")} in this thread</summary>
          ${threadOutline(thread.outline, { href: hrefOf, current: thread.messageId })}
        </details>
      </aside>
      <div class="mails">
        ${thread.mails.map((mail) =>
          mailCard(mail, {
            list,
            linkTemplate,
            depth: mail.depth,
            subject,
            diffLines: THREAD_DIFF_LINES,
            textLines: THREAD_TEXT_LINES,
          }),
        )}
        ${pager(path, {}, { page: thread.page, pages: thread.pages })}
      </div>
    </div>`;
  return { title: subject, body, list, wide: true };
}

/** One mail, with its thread around it. */
export function mailPage(
  { mail, outline, series }: NonNullable<Awaited<ReturnType<typeof loadMail>>>,
  { list, linkTemplate }: Place,
): Page {
  const { message } = mail;
  const subject = message.subject ?? "(no subject)";
  const path = `${mailPath(list, message.messageId)}T/`;
  const body = html`<h1 class="thread">${subject}</h1>
    ${seriesLine(series)}
    <div class="reading">
      <aside>
        <details class="contents" open>
          <summary>${count(outline.length, "mail")} in this thread</summary>
          ${threadOutline(outline, { href: (id) => mailPath(list, id), current: message.messageId })}
        </details>
      </aside>
      <div class="mails">
        <p class="facts">
          <a href="${path}#${mailAnchor(message.messageId)}">Read the whole thread</a>
        </p>
        ${mailCard(mail, { list, linkTemplate, subject: bareSubject(subject), diffLines: MAIL_DIFF_LINES, textLines: MAIL_TEXT_LINES })}
        <p class="facts id">Message-ID: <code>${message.messageId}</code></p>
      </div>
    </div>`;
  return { title: subject, body, list, wide: true };
}

function seriesLine(series: ThreadPage["series"]): Fragment {
  if (series.length === 0) return null;
  const shown = series.slice(0, 5);
  return html`<p class="facts of">
    Series:
    ${shown.map(
      (one, index) =>
        html`${index > 0 && html`, `}<a href="${seriesPath(one.id)}">${titleOf(one)}</a>
          (${labelOf(one)})`,
    )}${series.length > 5 && html` and ${series.length - 5} more`}
  </p>`;
}
