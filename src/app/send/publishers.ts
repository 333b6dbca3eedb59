import { ExitStatus, TrackerError } from "../../errors.ts";
import type { Channel, Publisher } from "../../model/outbox.ts";
import { createMailPublisher } from "../../publish/mail.ts";
import type { AppContext } from "../context.ts";
import { deliver, type DeliverOptions, type DeliveryReport } from "./outbox.ts";
import { canSignIn, githubPublisher } from "./github-access.ts";
import { webhookPublisher } from "./plan-webhooks.ts";

/**
 * Everything through which deliveries can leave, as far as it is configured.
 *
 * @param now Unix seconds UTC
 * @throws TrackerError `config-missing` when nothing is, or a password that is needed is not there
 */
function createPublishers(context: AppContext, now: () => number): Publisher[] {
  const { mail, secrets } = context.config;
  if (mail.smtp !== null && mail.smtp.user !== null && secrets.smtpPassword === null) {
    throw new TrackerError("config-missing", `no password for ${mail.smtp.user} is given`, {
      exitStatus: ExitStatus.usage,
      hint: "set PATCHTRAIL_SMTP_PASSWORD in the environment",
    });
  }
  const publishers: Record<Channel, Publisher | null> = {
    mail: createMailPublisher(mail, secrets.smtpPassword),
    webhook: webhookPublisher(context, now),
    github: canSignIn(context) ? githubPublisher(context) : null,
  };
  const ready = Object.values(publishers).filter((each): each is Publisher => each !== null);
  if (ready.length > 0) return ready;
  throw new TrackerError("config-missing", "the configuration names no way for anything to leave", {
    exitStatus: ExitStatus.usage,
    hint: "docs/sending.md tells how to set up mail",
  });
}

/**
 * Sends what is approved and due by every way that is configured, and asks what became of what was
 * cut off; null when nothing is approved or without an outcome.
 *
 * @throws TrackerError as `createPublishers` and `deliver`
 */
export async function sendApproved(
  context: AppContext,
  options: Omit<DeliverOptions, "publishers">,
): Promise<DeliveryReport[] | null> {
  const waiting = await context.store.listDeliveries({ states: ["approved", "sending"] });
  if (waiting.length === 0) return null;
  return deliver(context, { ...options, publishers: createPublishers(context, options.now) });
}
