import { planOutgoing } from "../app/send/outbox.ts";
import { planWebhooks } from "../app/send/plan-webhooks.ts";
import { makeWhole } from "../app/track/whole.ts";
import { ExitStatus } from "../errors.ts";
import { inertText } from "../report/inert.ts";
import { parseIsoWeek } from "../report/iso-week.ts";
import type { AddCommand } from "./command.ts";
import { clock, sendApproved } from "./outbox.ts";

/** `webhooks [--send]`: the status of the week as it is posted; without --send nothing leaves. */
export const addWebhooks: AddCommand = (program, face) => {
  program
    .command("webhooks")
    .description("show what would be posted to the configured webhooks")
    .option("--send", "plan it in the outbox and send what is approved")
    .option("--week <week>", "ISO week such as 2025-W08 (default: that of the newest mail)")
    .option("--json", "one JSON object a line, with what would be posted")
    .action(async (options: WebhooksOptions) => {
      const week = options.week === undefined ? null : parseIsoWeek(options.week);
      const app = await face.app();
      if (options.send === true) await makeWhole(app);
      const planned = await planWebhooks(app, week);
      for (const delivery of planned) {
        if (options.json === true) face.json(delivery);
        else face.out(`${inertText(delivery.target)}: ${inertText(delivery.summary)}`);
      }
      if (planned.length === 0) {
        face.err("no webhook is configured for a list that is stored: docs/webhooks.md tells how");
        face.setStatus(ExitStatus.failed);
        return;
      }
      if (options.send !== true) return;
      const stored = await planOutgoing(app, planned, clock());
      const waiting = stored.filter(({ state }) => state === "planned").length;
      if (waiting > 0) face.err(`${waiting} to be approved: patchtrail outbox approve --all`);
      if (stored.some(({ state }) => state === "approved")) {
        await sendApproved(face, options.json === true);
      }
    });
};

interface WebhooksOptions {
  readonly week?: string;
  readonly send?: boolean;
  readonly json?: boolean;
}
