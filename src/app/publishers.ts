import { ExitStatus, TrackerError } from "../errors.ts";
import type { Publisher } from "../model/outbox.ts";
import { createMailPublisher } from "../publish/mail.ts";
import type { AppContext } from "./context.ts";
import { canSignIn, githubPublisher } from "./github-access.ts";
import { webhookPublisher } from "./plan-webhooks.ts";

/**
 * Everything through which deliveries can leave, as far as it is configured.
 *
 * @param now Unix seconds UTC
 * @throws TrackerError `config-missing` when nothing is, or a password that is needed is not there
 */
export function createPublishers(context: AppContext, now: () => number): Publisher[] {
  const { mail, secrets } = context.config;
  if (mail.smtp !== null && mail.smtp.user !== null && secrets.smtpPassword === null) {
    throw new TrackerError("config-missing", `no password for ${mail.smtp.user} is given`, {
      exitStatus: ExitStatus.usage,
      hint: "set PATCHTRAIL_SMTP_PASSWORD in the environment",
    });
  }
  const publishers = [
    createMailPublisher(mail, secrets.smtpPassword),
    webhookPublisher(context, now),
    canSignIn(context) ? githubPublisher(context) : null,
  ];
  const ready = publishers.filter((each): each is Publisher => each !== null);
  if (ready.length > 0) return ready;
  throw new TrackerError("config-missing", "the configuration names no way for anything to leave", {
    exitStatus: ExitStatus.usage,
    hint: "docs/sending.md tells how to set up mail",
  });
}
