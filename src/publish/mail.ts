import type { MailConfig } from "../model/config.ts";
import type { Publisher } from "../model/outbox.ts";
import { buildMail } from "./message.ts";
import { sendBySendmail } from "./sendmail.ts";
import { sendBySmtp } from "./smtp.ts";

/**
 * Sends deliveries of the channel `mail`, whose payload is a `MailPayload`. No mail server can be
 * asked whether it took a mail, so what was cut off after it was handed over stays unknown.
 *
 * @returns null when the configuration names no way for mail to leave
 */
export function createMailPublisher(mail: MailConfig, password: string | null): Publisher | null {
  const { smtp, sendmail } = mail;
  if (mail.from === null || (smtp === null && sendmail === null)) return null;
  return {
    channel: "mail",
    send: async (delivery, handOver) => {
      const built = await buildMail(delivery, mail);
      if (smtp !== null) await sendBySmtp(built, { smtp, password, handOver });
      else if (sendmail !== null) await sendBySendmail(built, { program: sendmail, handOver });
      return { remoteId: built.messageId };
    },
    find: async ({ handedOver }) => (handedOver === false ? "absent" : "unknown"),
  };
}
