import type { MailView } from "../../app/view/thread-page.ts";
import { mailUrl, personName } from "../../report/words.ts";
import { bareSubject } from "../../report/thread.ts";
import { mailAnchor, mailPath } from "../addresses.ts";
import { type Fragment, html, type Html } from "../html.ts";
import { type BodyOptions, mailBody } from "./mail-body.ts";
import { momentOf, personLink } from "./words.ts";

/** What a mail is drawn with. */
export interface MailCardOptions extends Omit<BodyOptions, "href"> {
  /** Null: nothing tells its list. */
  readonly list: string | null;
  /** Where mails of the list can be read elsewhere. */
  readonly linkTemplate: string;
  readonly depth?: number;
  /** Subject of the thread, which is not said again. */
  readonly subject?: string;
}

/** A mail: who, when, the ways to it, and what it says. */
export function mailCard(mail: MailView, options: MailCardOptions): Html {
  const { message } = mail;
  const href = mailPath(options.list, message.messageId);
  const subject = message.subject ?? "(no subject)";
  const says = options.subject !== bareSubject(message.subject);
  const at = message.sentAt ?? message.receivedAt ?? 0;
  const posted = mail.kind === "patch" || mail.kind === "cover";
  return html`<article
    class="mail d${Math.min(options.depth ?? 0, 8)}${posted && html` posted`}"
    id="${mailAnchor(message.messageId)}"
    aria-label="Mail of ${personName(message.from)}"
  >
    <header>
      <p class="from">
        ${personLink(message.from)}
        <a class="at row" href="${href}">${momentOf(at)}</a>${attachments(mail)}<span class="ways"
          ><a href="${href}raw" rel="nofollow">raw</a>
          <a
            href="${mailUrl(options.linkTemplate, options.list ?? "all", message.messageId)}"
            rel="noopener"
            >lore</a
          ></span
        >
      </p>
      ${says && html`<p class="subject">${subject}</p>`}
    </header>
    <div class="body">${mailBody(mail.blocks, mail.todos, { ...options, href })}</div>
  </article> `;
}

function attachments({ message }: MailView): Fragment {
  if (message.attachments.length === 0) return null;
  const names = message.attachments.slice(0, 5).map(({ name }) => name ?? "unnamed");
  return html` <span class="files">attached: ${names.join(", ")}</span>`;
}
