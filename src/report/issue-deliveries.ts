import { createHash } from "node:crypto";
import type { IssueDelivery, IssuePlan } from "../model/github.ts";
import type { PlannedDelivery } from "../model/outbox.ts";
import { inertText } from "./inert.ts";

function keyOf(plan: IssuePlan, rest: string): string {
  return `github/${plan.repository}/${plan.subject}/${rest}`;
}

/** Names a text that is written onto what we wrote so many times: A, B, A are three occasions. */
function versionOf(plan: IssuePlan): string {
  const text = `${plan.title}\n${plan.body}`;
  return `${plan.writes + 1}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
}

function delivery(
  plan: IssuePlan & { readonly repository: string },
  change: IssueDelivery["change"],
  words: { readonly key: string; readonly body: string; readonly summary: string },
): PlannedDelivery {
  const payload: IssueDelivery = {
    change,
    repository: plan.repository,
    number: plan.number,
    subject: plan.subject,
    title: plan.title,
    body: words.body,
    labels: change === "create" ? plan.labels : [],
    assignees: change === "create" ? plan.assignees : [],
    reopen: plan.reopen,
    stateReason: plan.stateReason,
    closing: plan.closing,
    told: plan.told,
    writes: plan.writes,
  };
  return {
    key: keyOf(plan, words.key),
    channel: "github",
    target: plan.repository,
    summary: words.summary,
    payload,
  };
}

/**
 * What a plan sends, in the order in which it has to go: the comment first, so that an issue is
 * closed with its reason above. Nothing for issues that are left alone and where no repository is
 * configured. The keys are the same for the same occasion, whenever it is planned.
 */
export function deliveriesOf(plans: readonly IssuePlan[]): PlannedDelivery[] {
  return plans.flatMap((plan): PlannedDelivery[] => {
    const { repository } = plan;
    if (plan.action === "leave" || repository === null) return [];
    const known = { ...plan, repository };
    const about = `${plan.number === null ? "" : `#${plan.number} `}${inertText(plan.title)}`;
    const key = {
      create: "create",
      update: `update/${versionOf(plan)}`,
      close: `close/${plan.closing}-${plan.writes + 1}`,
    }[plan.action];
    const summary = `${plan.action} ${about}`;
    const main = delivery(known, plan.action, { key, body: plan.body, summary });
    if (plan.comment === null) return [main];
    const comment = delivery(known, "comment", {
      key: `comment/${plan.comment.occasion}`,
      body: plan.comment.body,
      summary: `comment on ${about}`,
    });
    return [comment, main];
  });
}
