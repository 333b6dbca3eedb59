import { planWebhooks } from "../app/plan-webhooks.ts";
import { ExitStatus } from "../errors.ts";
import { inertText } from "../report/inert.ts";
import { parseIsoWeek } from "../report/iso-week.ts";
import type { AddCommand } from "./command.ts";

/** `webhooks`: the status of the week as it would be posted; sends nothing. */
export const addWebhooks: AddCommand = (program, face) => {
  program
    .command("webhooks")
    .description("show what would be posted to the configured webhooks; nothing is sent")
    .option("--week <week>", "ISO week such as 2025-W08 (default: that of the newest mail)")
    .option("--json", "one JSON object a line, with what would be posted")
    .action(async (options: { week?: string; json?: boolean }) => {
      const week = options.week === undefined ? null : parseIsoWeek(options.week);
      const app = await face.app();
      const planned = await planWebhooks(app, week);
      for (const delivery of planned) {
        if (options.json === true) face.out(JSON.stringify(delivery));
        else face.out(`${inertText(delivery.target)}: ${inertText(delivery.summary)}`);
      }
      if (planned.length === 0) {
        face.err("no webhook is configured for a list that is stored: docs/webhooks.md tells how");
        face.setStatus(ExitStatus.failed);
      }
    });
};
