import type { PlannedDelivery, Publisher } from "../../model/outbox.ts";
import type { IsoWeek } from "../../model/report.ts";
import { createWebhookPublisher } from "../../publish/webhook.ts";
import { isoWeekOf } from "../../report/iso-week.ts";
import { webhookPayload } from "../../report/webhook.ts";
import { configuredDigest, wholePage } from "./configured-digest.ts";
import type { AppContext } from "../context.ts";
import { digestInput, newestMail } from "../view/views.ts";

/**
 * The short status of each list for the webhooks that want it, one delivery a webhook, list and
 * week. Without a week: that of each list's newest mail. Lists that hold no mail are left out.
 */
export async function planWebhooks(
  context: AppContext,
  week: IsoWeek | null,
): Promise<PlannedDelivery[]> {
  const { webhooks } = context.config;
  const stored = (await context.store.counts()).lists.map(({ name }) => name);
  const lists = stored.filter((list) => webhooks.some((each) => each.lists.includes(list)));
  const planned: PlannedDelivery[] = [];
  for (const list of lists) {
    const when = week ?? isoWeekOf(await newestMail(context, list));
    const digest = configuredDigest(context, await digestInput(context, list, when));
    const url = wholePage(context, list, digest);
    for (const { name, kind, lists: wanted } of webhooks) {
      if (!wanted.includes(list)) continue;
      planned.push({
        key: `webhook/${name}/${list}/${digest.label}`,
        channel: "webhook",
        target: name,
        summary: `status of ${list} in ${digest.label}`,
        payload: webhookPayload(kind, digest, url),
      });
    }
  }
  return planned;
}

/** What posts to the configured webhooks; null when there are none. `now` in Unix seconds UTC. */
export function webhookPublisher({ config }: AppContext, now: () => number): Publisher | null {
  const { webhooks, secrets } = config;
  return createWebhookPublisher({ webhooks, secrets: secrets.webhooks, now });
}
